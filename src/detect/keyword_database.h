// The same search by Vectorscan, which compares many bytes at once, but takes longer to prepare
// than small texts take to search. A build without the library has no_keyword_database.cc instead.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/keyword_hit.h"

struct hs_database;
struct hs_scratch;

namespace keysieve {

// Immutable and safe to share between threads; each brings a Scratch of its own.
class KeywordDatabase {
 public:
  struct FreeDatabase {
    void operator()(hs_database* database) const noexcept;
  };
  struct FreeScratch {
    void operator()(hs_scratch* scratch) const noexcept;
  };
  using Scratch = std::unique_ptr<hs_scratch, FreeScratch>;

  // Empty keywords are never found. Without any other, on a processor that Vectorscan does not
  // know, when memory is short or in a build without the library, it cannot be used.
  explicit KeywordDatabase(std::span<const std::string> keywords);

  bool usable() const { return database_ && scratch_; }

  // Null when memory is short. Only of a usable one.
  Scratch new_scratch() const;

  // Appends each occurrence of a keyword to *hits, by end, then keyword. False, and nothing
  // appended: the text could not be searched.
  bool scan(std::string_view bytes, const Scratch& scratch, std::vector<KeywordHit>* hits) const;

 private:
  std::unique_ptr<hs_database, FreeDatabase> database_;
  Scratch scratch_;  // what those of the threads are copies of
};

}  // namespace keysieve
