#include "detect/shape_table.h"

#include <re2/re2.h>

#include <cassert>

namespace keysieve {

ShapeTable::ShapeTable(std::initializer_list<Shape> shapes) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_case_sensitive(false);
  for (const Shape& shape : shapes) {
    const re2::StringPiece regex(shape.regex.data(), shape.regex.size());
    regexes_.push_back(std::make_unique<const re2::RE2>(regex, options));
    assert(regexes_.back()->ok());
    meanings_.push_back(shape.meaning);
  }
}

ShapeTable::~ShapeTable() = default;

std::string_view ShapeTable::meaning_of(std::string_view text) const {
  const re2::StringPiece piece(text.data(), text.size());
  for (std::size_t i = 0; i < regexes_.size(); ++i) {
    if (re2::RE2::PartialMatch(piece, *regexes_[i])) return meanings_[i];
  }
  return {};
}

}  // namespace keysieve
