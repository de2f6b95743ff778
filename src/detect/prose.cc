#include "detect/prose.h"

#include <algorithm>

#include "base/characters.h"

namespace keysieve {
namespace {

bool is_plain_word(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return is_letter(c) || c == '-' || c == '\'' || c == '.' || c == ',';
  });
}

bool follows_colon(std::string_view text, std::size_t at) {
  while (at > 0 && is_blank(text[at - 1])) --at;
  return at > 0 && text[at - 1] == ':';
}

// One blank and a word, which does not itself name something that is set.
bool goes_on(std::string_view right) {
  if (right.size() < 3 || right[0] != ' ') return false;
  const std::size_t begin = is_quote(right[1]) ? 2 : 1;
  std::size_t end = begin;
  while (end < right.size() && is_letter(right[end])) ++end;
  const bool names_value = end < right.size() && (right[end] == ':' || right[end] == '=');
  return end > begin && !names_value;
}

}  // namespace

bool has_other_letters(std::string_view value) {
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool is_prose(std::string_view value) {
  return value.find_first_of(" \t\r\n") != std::string_view::npos || has_other_letters(value);
}

bool is_in_sentence(std::string_view text, Span value) {
  const std::string_view word = text.substr(value.begin, value.end - value.begin);
  return is_plain_word(word) && follows_colon(text, value.begin) && goes_on(text.substr(value.end));
}

}  // namespace keysieve
