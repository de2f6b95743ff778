// Remembers texts in which nothing was found, so that they are not searched again. Most changes of
// a history bring lines that were there before: in another version, file or branch.
//
// Only hashes are kept, in a table of fixed size where a later one takes the place of an earlier.
// They are of 128 bits, of which a place in the table and 63 bits count, and keyed anew for each
// table: whoever writes the texts cannot make two with the same one, and by chance less than one in
// 2^63 is taken for another.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace keysieve {

// For all threads at once, without a lock.
class BarrenTexts {
 public:
  struct Key {
    std::size_t slot = 0;
    std::uint64_t mark = 0;
  };

  // Of 2^slot_bits texts, 8 bytes each, that take memory once they are there.
  explicit BarrenTexts(int slot_bits);

  // Of a text whose key is made some time before it is asked for, the place is near by then.
  Key key_of(std::string_view text) const;
  bool has(Key key) const;
  void add(Key key);

 private:
  struct Free {
    void operator()(std::uint64_t* marks) const noexcept { std::free(marks); }
  };

  std::array<std::uint32_t, 48> secret_;
  std::size_t slots_;
  std::unique_ptr<std::uint64_t[], Free> marks_;  // 0: none
};

}  // namespace keysieve
