#include "detect/loosened.h"

#include <algorithm>
#include <cstddef>

namespace keysieve {
namespace {

// One past the first `text` at `from` or after; the end if there is none.
std::size_t after(std::string_view regex, std::string_view text, std::size_t from) {
  const std::size_t at = regex.find(text, from);
  return at == std::string_view::npos ? regex.size() : at + text.size();
}

// One past the escape that begins at `at`: \n, \x{2014}, \p{Greek}, \Q...\E.
std::size_t end_of_escape(std::string_view regex, std::size_t at) {
  if (at + 2 >= regex.size()) return regex.size();
  const char kind = regex[at + 1];
  if (kind == 'Q') return after(regex, "\\E", at + 2);
  const bool braced = (kind == 'x' || kind == 'p' || kind == 'P') && regex[at + 2] == '{';
  return braced ? after(regex, "}", at + 2) : at + 2;
}

// One past the character class that begins at `at`.
std::size_t end_of_class(std::string_view regex, std::size_t at) {
  ++at;
  if (regex.substr(at, 1) == "^") ++at;
  if (regex.substr(at, 1) == "]") ++at;  // as the first one, it is a member
  while (at < regex.size() && regex[at] != ']') {
    if (regex[at] == '\\') {
      at = end_of_escape(regex, at);
    } else {
      at = regex.substr(at, 2) == "[:" ? after(regex, ":]", at) : at + 1;
    }
  }
  return std::min(at + 1, regex.size());
}

std::size_t end_of_digits(std::string_view regex, std::size_t at) {
  return std::min(regex.find_first_not_of("0123456789", at), regex.size());
}

// Where the upper bound begins of the {n,m} that begins at `at`; 0 if none does.
std::size_t upper_bound(std::string_view regex, std::size_t at) {
  const std::size_t comma = end_of_digits(regex, at + 1);
  if (comma == at + 1 || regex.substr(comma, 1) != ",") return 0;
  const std::size_t close = end_of_digits(regex, comma + 1);
  return regex.substr(close, 1) == "}" ? comma + 1 : 0;
}

}  // namespace

std::string loosened(std::string_view regex) {
  std::string result;
  for (std::size_t at = 0, end = 0; at < regex.size(); at = end) {
    end = at + 1;
    if (regex[at] == '\\') end = end_of_escape(regex, at);
    if (regex[at] == '[') end = end_of_class(regex, at);
    const std::size_t bound = regex[at] == '{' ? upper_bound(regex, at) : 0;
    if (bound != 0) end = bound;
    result += regex.substr(at, end - at);
    if (bound != 0) end = end_of_digits(regex, bound);
  }
  return result;
}

}  // namespace keysieve
