// What stands for keyword_database.cc in a build without Vectorscan: a database that cannot be
// used.
#include "detect/keyword_database.h"

namespace keysieve {

void KeywordDatabase::FreeDatabase::operator()(hs_database* /*never made*/) const noexcept {}
void KeywordDatabase::FreeScratch::operator()(hs_scratch* /*never made*/) const noexcept {}

KeywordDatabase::KeywordDatabase(std::span<const std::string> /*keywords*/) {}

KeywordDatabase::Scratch KeywordDatabase::new_scratch() const {
  return nullptr;
}

bool KeywordDatabase::scan(std::string_view /*bytes*/, const Scratch& /*scratch*/,
                           std::vector<KeywordHit>* /*hits*/) const {
  return false;
}

}  // namespace keysieve
