// Examples in rule files must not look like secrets to others, yet must match when a rule is
// proved. So they are templates: {{hex:32}} stands for 32 pseudo-random characters of an alphabet,
// {{join}} for nothing, to break a fixed prefix in two; {{crc62:30}} for 30 characters with their
// checksum, {{crc36}} for the checksum of the word before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// `text` with its templates filled in; the same seed gives the same characters on every platform.
// Braces that are no template, such as "{{ name }}" with its spaces, stay as they are.
std::string expand_example(std::string_view text, std::uint32_t seed);

// What is wrong with the first faulty template of `text`: an unknown alphabet, a bad length.
std::optional<std::string> example_fault(std::string_view text);

}  // namespace keysieve
