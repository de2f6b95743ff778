#include "detect/keyword_database.h"

#include <hs.h>

#include <algorithm>
#include <limits>

namespace keysieve {
namespace {

struct Literals {
  std::vector<const char*> text;
  std::vector<std::size_t> size;
  std::vector<unsigned> flags, ids;
};

Literals literals_of(std::span<const std::string> keywords) {
  Literals literals;
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    if (keywords[i].empty()) continue;
    literals.text.push_back(keywords[i].data());
    literals.size.push_back(keywords[i].size());
    literals.flags.push_back(HS_FLAG_CASELESS);
    literals.ids.push_back(static_cast<unsigned>(i));
  }
  return literals;
}

hs_database_t* compiled(const Literals& literals) {
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  hs_compile_lit_multi(literals.text.data(), literals.flags.data(), literals.ids.data(),
                       literals.size.data(), static_cast<unsigned>(literals.text.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error);
  hs_free_compile_error(error);
  return database;
}

int append(unsigned id, unsigned long long /*begin*/, unsigned long long end, unsigned /*flags*/,
           void* hits) noexcept {
  static_cast<std::vector<KeywordHit>*>(hits)->push_back({static_cast<std::size_t>(end), id});
  return 0;
}

}  // namespace

void KeywordDatabase::FreeDatabase::operator()(hs_database* database) const noexcept {
  hs_free_database(database);
}

void KeywordDatabase::FreeScratch::operator()(hs_scratch* scratch) const noexcept {
  hs_free_scratch(scratch);
}

KeywordDatabase::KeywordDatabase(std::span<const std::string> keywords) {
  const Literals literals = literals_of(keywords);
  if (literals.text.empty()) return;
  database_.reset(compiled(literals));
  if (!database_) return;
  hs_scratch_t* scratch = nullptr;
  hs_alloc_scratch(database_.get(), &scratch);
  scratch_.reset(scratch);
}

KeywordDatabase::Scratch KeywordDatabase::new_scratch() const {
  hs_scratch_t* copy = nullptr;
  hs_clone_scratch(scratch_.get(), &copy);
  return Scratch(copy);
}

bool KeywordDatabase::scan(std::string_view bytes, const Scratch& scratch,
                           std::vector<KeywordHit>* hits) const {
  if (bytes.size() > std::numeric_limits<unsigned>::max()) return false;
  const std::size_t before = hits->size();
  const auto status = hs_scan(database_.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0,
                              scratch.get(), append, hits);
  if (status != HS_SUCCESS) {
    hits->resize(before);
    return false;
  }
  // They come nearly in order.
  const auto first = hits->begin() + static_cast<std::ptrdiff_t>(before);
  if (!std::is_sorted(first, hits->end())) std::sort(first, hits->end());
  return true;
}

}  // namespace keysieve
