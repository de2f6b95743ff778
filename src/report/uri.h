// Paths as URI references (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// `bytes`, with each that is neither a letter nor a digit nor one of `plain` as %XX.
std::string percent_encoded(std::string_view bytes, std::string_view plain);

// "/srv/my shop" as "file:///srv/my%20shop", "a b/c" as "a%20b/c". Any byte may be in it.
std::string path_uri(std::string_view path);

// The URL of a remote as an absolute URI: "git@host:shop.git" as "ssh://host/shop.git". Empty:
// it has none.
std::string remote_uri(std::string_view remote);

}  // namespace keysieve
