// What a scan may take, whatever is in a repository: sizes that bound its memory to about half a
// gigabyte on two cores, and its time by what the packs hold. What goes beyond is noticed.
#pragma once

#include <cstddef>
#include <cstdint>

namespace keysieve {

struct Limits {
  // Of the objects that a thread holds at a time: a base, what is made of it, and those whose other
  // deltas are still to be applied. The largest public repositories need 13 MB.
  std::uint64_t held_by_thread = 16u << 20;

  // What one thread at a time may hold beyond that. With it a delta can be applied whose base and
  // result have 120 MiB each; two threads together hold 256 MiB.
  std::uint64_t held_beyond = 224u << 20;

  // Blobs that are stored whole and are larger are not held at all, but handed on in parts.
  std::uint64_t largest_held_blob = 16u << 20;

  // Larger texts are searched in pieces: lists of what is found grow with what is searched at once.
  std::size_t largest_whole_text = 8u << 20;
  std::size_t piece = 4u << 20;

  // How much before and after a piece is searched with it, so that whatever begins in a piece is
  // found as in the whole. Rules see 32 KiB around a keyword.
  std::size_t margin = 256u << 10;

  // What packs may unfold to: of each byte so many (which is what zlib alone can do; histories have
  // 10 to 100), and so many more, for a small pack may hold many versions of a large file.
  std::uint64_t unfolded_by_byte = 1032;
  std::uint64_t unfolded_beyond = std::uint64_t{256} << 30;
};

}  // namespace keysieve
