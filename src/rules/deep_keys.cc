#include "rules/deep_keys.h"

#include <algorithm>

namespace keysieve {
namespace {

// A longer part in quotes is not taken for one: of such a file has no room for too many.
constexpr std::size_t longest_quoted = 64;

constexpr std::string_view bare =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::size_t skip(std::string_view text, std::string_view what, std::size_t at) {
  return std::min(text.find_first_not_of(what, at), text.size());
}

// The end of the part of a key that begins at `at`; `at` itself where none does.
std::size_t end_of_part(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  const char quote = text[at];
  if (quote != '"' && quote != '\'') return skip(text, bare, at);
  const std::string_view inside = text.substr(at + 1, longest_quoted);
  for (std::size_t i = 0; i < inside.size() && inside[i] != '\n'; ++i) {
    if (inside[i] == quote) return at + i + 2;
    if (inside[i] == '\\' && quote == '"') ++i;
  }
  return at;
}

}  // namespace

bool may_have_deep_key(std::string_view text) {
  std::size_t parts = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_part(text, at);
    if (end == at) {
      parts = 0;
      ++at;
      continue;
    }
    if (++parts > most_key_parts) return true;
    const std::size_t dot = skip(text, " \t", end);
    if (dot < text.size() && text[dot] == '.') {
      at = skip(text, " \t", dot + 1);
    } else {
      // What looked like quotes may have been others' ends: what is between them is looked at, too.
      at = bare.find(text[at]) == std::string_view::npos ? at + 1 : end;
      parts = 0;
    }
  }
  return false;
}

}  // namespace keysieve
