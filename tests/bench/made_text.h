// Source code that nobody wrote, for benchmarks: the same for the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace keysieve::bench {

// Lines of assignments, calls and comments. One in a hundred names something that rules look for,
// and gives it no secret.
std::string made_text(std::uint32_t seed, int lines);

// `text` with a few lines written anew.
std::string next_version(const std::string& text, std::uint32_t seed);

// A delta as git packs it: the instructions that make `target` of `base`, with both sizes before
// them.
std::string packed_delta(const std::string& base, const std::string& target);

// A zlib stream.
std::vector<std::uint8_t> deflated(const std::string& bytes);

}  // namespace keysieve::bench
