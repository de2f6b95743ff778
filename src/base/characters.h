// Kinds of characters, for those who read text one by one. ASCII's alone, whatever the locale.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace keysieve {

inline bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
inline bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
inline bool is_letter(char c) {
  return is_lower(c) || is_upper(c);
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
inline bool is_name(char c) {
  return is_word(c) || c == '-' || c == '.';
}
inline bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
inline bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}
inline char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string in_lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

// `text` without those of `blanks` that it begins and ends with.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n\v\f") {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

inline bool equal_in_any_case(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

// Whether `text` is one of `words`, which are in lower case.
template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_in_any_case(text, word); });
}

}  // namespace keysieve
