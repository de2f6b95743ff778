// Archives as others make them: Python's own modules, at run time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keysieve::test {

struct Member {
  std::string name, bytes;  // a name with a slash at its end is a folder's
};
using Members = std::vector<Member>;

std::string zip(const Members& members);  // deflated
std::string stored_zip(const Members& members);
std::string tar(const Members& members);
std::string gzip(std::string_view bytes, std::string_view name = {});  // without a name: keeps none
std::string bzip2(std::string_view bytes);
std::string xz(std::string_view bytes);
std::string zstd(std::string_view bytes);  // of at most 255 bytes

// `zip` with the mark of encryption on each of its members.
std::string marked_encrypted(std::string zip);

}  // namespace keysieve::test
