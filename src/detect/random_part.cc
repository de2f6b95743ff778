#include "detect/random_part.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <utility>

#include "detect/decode.h"

namespace keysieve {
namespace {

constexpr std::array<std::string_view, 6> known_prefixes = {"django-insecure-", "base64:", "base64",
                                                            "hex2bin:",         "sha512:", "0x"};

}  // namespace

std::string_view random_part(std::string_view value) {
  for (const std::string_view prefix : known_prefixes) {
    if (value.starts_with(prefix) && value.size() > prefix.size()) {
      return value.substr(prefix.size());
    }
  }
  return value;
}

std::optional<std::string> text_in_base64(std::string_view value) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t shortest = 16;
  const std::size_t end = value.find_last_not_of('=') + 1;
  const bool padded = value.size() % 4 == 0 && value.size() - end <= 2;
  if (padded && value.substr(0, end).find_first_not_of(digits) == std::string_view::npos) {
    std::optional<std::string> text(std::in_place, from_base64(value));
    const bool is_text =
        std::all_of(text->begin(), text->end(), [](char c) { return c > ' ' && c <= '~'; });
    if (is_text && text->size() >= shortest) return text;
    ::explicit_bzero(text->data(), text->size());  // the bytes of a key, it may be
  }
  return std::nullopt;
}

std::string decoded_text(std::string_view value) {
  return text_in_base64(value).value_or(std::string(value));
}

}  // namespace keysieve
