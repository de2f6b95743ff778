#include "detect/keyword_table.h"

#include <utility>

namespace keysieve {

KeywordTable::KeywordTable(std::vector<std::string> keywords, std::size_t patience)
    : keywords_(std::move(keywords)), patience_(patience), automaton_(keywords_) {}

const KeywordDatabase& KeywordTable::database() const {
  std::call_once(once_, [this] { database_.emplace(keywords_); });
  return *database_;
}

void KeywordTable::scan(std::string_view bytes, Scratch& scratch,
                        std::vector<KeywordHit>* hits) const {
  scratch.bytes_read += bytes.size();
  if (scratch.bytes_read >= patience_ && database().usable()) {
    if (!scratch.database) scratch.database = database().new_scratch();
    if (scratch.database && database().scan(bytes, scratch.database, hits)) return;
  }
  automaton_.scan(bytes, hits);
}

}  // namespace keysieve
