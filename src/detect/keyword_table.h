// Finds every rule's keywords in one pass over a text. An automaton of our own does, until so much
// has been read that the faster database is worth its preparation. Both find the same.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detect/keyword_automaton.h"
#include "detect/keyword_database.h"
#include "detect/keyword_hit.h"

namespace keysieve {

// Safe to share between threads; each brings a Scratch of its own.
class KeywordTable {
 public:
  struct Scratch {
    std::size_t bytes_read = 0;
    KeywordDatabase::Scratch database;
  };

  // To prepare the database takes as long as it saves on so many bytes.
  static constexpr std::size_t worth_database = 32 << 20;

  // Empty keywords are never found. A thread that has read `patience` bytes goes on with the
  // database.
  explicit KeywordTable(std::vector<std::string> keywords, std::size_t patience = worth_database);

  // Appends each occurrence of a keyword to *hits, by end, then keyword.
  void scan(std::string_view bytes, Scratch& scratch, std::vector<KeywordHit>* hits) const;

 private:
  const KeywordDatabase& database() const;

  const std::vector<std::string> keywords_;
  const std::size_t patience_;
  const KeywordAutomaton automaton_;
  mutable std::once_flag once_;
  mutable std::optional<KeywordDatabase> database_;
};

}  // namespace keysieve
