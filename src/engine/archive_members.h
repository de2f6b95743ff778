// The members of archives: of zip (and so jar, wheel, docx …) and tar, what gzip, bzip2, xz and
// zstd compress, and of archives inside these. The one file that knows libarchive.
//
// Whoever made an archive may mean harm. So nothing is written to disk and no other program is
// started, formats are told by their first bytes and never guessed, layers of compression are taken
// off one at a time, and all that is done for one object is bounded, whatever the ratios are.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

inline constexpr int deepest_archive = 3;  // archives inside archives; the outermost is 1
inline constexpr std::uint64_t most_archive_members = 10'000;   // of an object, at all depths
inline constexpr std::uint64_t most_unpacked_bytes = 1u << 30;  // likewise; also bounds memory

struct ArchiveLimits {
  std::uint64_t member_bytes = 0;  // a larger member is not read
  std::uint64_t total_bytes = most_unpacked_bytes;
  std::uint64_t members = most_archive_members;  // folders and links count, too
  int depth = deepest_archive;
};

// A member's name, after the names of the archives around it but for the outermost; any bytes. An
// empty name is that of a compressed file that keeps none: the archive's without its suffix.
using MemberPath = std::vector<std::string>;

struct ArchiveMember {
  MemberPath path;
  std::string_view bytes;  // valid only during the call
};

// Members that could not be read, or only in part.
struct UnreadMembers {
  MemberPath path;          // of the first; of an archive itself (empty: the outermost) where the
                            // rest of it is meant
  std::string why;          // "is encrypted and was not scanned"
  std::uint64_t count = 1;  // of such members in the same archive
};

// Calls `visit` for each regular file in the archive `bytes`, at any depth, an archive before its
// members. Answers what it could not read, by path.
std::vector<UnreadMembers> read_members(std::string_view bytes, const ArchiveLimits& limits,
                                        const std::function<void(const ArchiveMember&)>& visit);

}  // namespace keysieve
