#include "rules/example.h"

#include <array>
#include <charconv>
#include <random>

#include <fmt/format.h>

#include "base/crc32.h"

namespace keysieve {
namespace {

constexpr std::size_t longest = 4096;  // of what one template stands for

struct Alphabet {
  std::string_view name, characters;
};
constexpr std::array<Alphabet, 11> alphabets{{
    {"alnum", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"},
    {"base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"},
    {"base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"},
    {"base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"},
    {"digits", "0123456789"},
    {"django", "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"},
    {"hex", "0123456789abcdef"},
    {"lower", "abcdefghijklmnopqrstuvwxyz0123456789"},
    {"printable",  // ASCII without quotes and backslash: what salts of WordPress are drawn from
     "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~"},
    {"upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"},
    {"urlsafe", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"},
}};

const Alphabet* find_alphabet(std::string_view name) {
  for (const Alphabet& alphabet : alphabets) {
    if (alphabet.name == name) return &alphabet;
  }
  return nullptr;
}

// "{{name:count}}" or "{{name}}", taken apart.
struct Template {
  std::string_view whole, name, count;
};

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyz0123456789";

// The template that `text` begins with, if it has the shape of one.
std::optional<Template> template_at(std::string_view text) {
  const std::size_t end = text.find("}}");
  if (!text.starts_with("{{") || end == text.npos) return std::nullopt;
  const std::string_view inside = text.substr(2, end - 2);
  const std::size_t colon = inside.find(':');
  const std::string_view name = inside.substr(0, colon);
  const std::string_view count = colon == inside.npos ? "" : inside.substr(colon + 1);
  if (name.empty() || name.find_first_not_of(name_characters) != name.npos ||
      count.find_first_not_of(name_characters) != count.npos) {
    return std::nullopt;
  }
  return Template{text.substr(0, end + 2), name, count};
}

// The length that a template asks for; 0: none that is allowed.
std::size_t length_of(const Template& found) {
  std::size_t length = 0;
  const char* const end = found.count.data() + found.count.size();
  const auto [stop, error] = std::from_chars(found.count.data(), end, length);
  return error == std::errc() && stop == end && length <= longest ? length : 0;
}

// Templates that stand for no characters of an alphabet alone.
constexpr std::string_view nothing = "join", crc36 = "crc36", crc62 = "crc62";

std::optional<std::string> fault_of(const Template& found) {
  if ((found.name == nothing || found.name == crc36) && found.count.empty()) return std::nullopt;
  if (!find_alphabet(found.name) && found.name != crc62) {
    std::string names;
    for (const Alphabet& alphabet : alphabets) names += fmt::format("{}, ", alphabet.name);
    return fmt::format("unknown template \"{}\"; there are {}crc36, crc62 and join", found.whole,
                       names);
  }
  if (length_of(found) == 0) {
    return fmt::format("template \"{}\" needs a length from 1 to {}: {{{{{}:32}}}}", found.whole,
                       longest, found.name);
  }
  return std::nullopt;
}

std::string fill(const Alphabet& alphabet, std::size_t length, std::mt19937& random) {
  std::string filled;
  for (; length > 0; --length) {
    filled += alphabet.characters[random() % alphabet.characters.size()];
  }
  return filled;
}

// The word at the end of `text`.
std::string_view last_word(std::string_view text) {
  return text.substr(text.find_last_of(" \t\r\n\"'`=:/,") + 1);
}

// What a valid template stands for after `before`.
std::string filled(const Template& found, std::string_view before, std::mt19937& random) {
  if (found.name == nothing) return {};
  if (found.name == crc36) return crc32_base36(last_word(before));
  if (found.name != crc62) return fill(*find_alphabet(found.name), length_of(found), random);
  const std::string body = fill(*find_alphabet("alnum"), length_of(found), random);
  return body + crc32_base62(body);
}

}  // namespace

std::string expand_example(std::string_view text, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string expanded;
  while (!text.empty()) {
    const auto found = template_at(text);
    const bool valid = found && !fault_of(*found);
    expanded += valid ? filled(*found, expanded, random) : std::string(text.substr(0, 1));
    text.remove_prefix(valid ? found->whole.size() : 1);
  }
  return expanded;
}

std::optional<std::string> example_fault(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(1)) {
    const auto found = template_at(text);
    if (!found) continue;
    if (auto fault = fault_of(*found)) return fault;
  }
  return std::nullopt;
}

}  // namespace keysieve
