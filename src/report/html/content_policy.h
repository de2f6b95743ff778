// What a page may do, by its own word: run one script and use one style, known by their hashes, and
// nothing else. It can fetch nothing and send nothing, whatever a repository put into it.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// The Content-Security-Policy of a page with this style and script, each the SHA-256 in
// hexadecimal.
std::string content_policy(std::string_view style_sha256, std::string_view script_sha256);

}  // namespace keysieve
