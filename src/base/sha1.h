// SHA-1 of plain bytes, for which libsodium has nothing and libgit2 only what has a git header. It
// serves to recognize what others hashed, never to keep anything safe.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

std::string sha1_hex(std::string_view bytes);  // 40 lower-case digits

}  // namespace keysieve
