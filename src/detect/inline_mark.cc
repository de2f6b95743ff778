#include "detect/inline_mark.h"

#include <algorithm>
#include <array>

#include "base/lines.h"

namespace keysieve {
namespace {

struct Spelling {
  std::string_view text;
  bool names_rule = false;  // may be followed by [rule-id]
};
// detect-secrets has a space or none behind "pragma:", and blanks or hyphens between its words.
constexpr std::array same_line{
    Spelling{"keysieve:allow", true},     Spelling{"gitleaks:allow"},
    Spelling{"pragma: allowlist secret"}, Spelling{"pragma: allowlist-secret"},
    Spelling{"pragma:allowlist secret"},  Spelling{"pragma:allowlist-secret"},
    Spelling{"pragma: whitelist secret"}, Spelling{"pragma: whitelist-secret"},
    Spelling{"pragma:whitelist secret"},  Spelling{"pragma:whitelist-secret"}};
constexpr std::array line_before{
    Spelling{"keysieve:allow-next-line", true},    Spelling{"pragma: allowlist nextline secret"},
    Spelling{"pragma: allowlist nextline-secret"}, Spelling{"pragma: allowlist-nextline secret"},
    Spelling{"pragma: allowlist-nextline-secret"}, Spelling{"pragma:allowlist nextline secret"},
    Spelling{"pragma:allowlist nextline-secret"},  Spelling{"pragma:allowlist-nextline secret"},
    Spelling{"pragma:allowlist-nextline-secret"}};

constexpr std::size_t farthest_mark = 4096;  // on a line of megabytes a mark is sought no farther

bool continues_word(char c) {
  return c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r:,-";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// The words after a mark, without what closes the comment it stands in.
std::string_view reason_in(std::string_view rest) {
  for (const std::string_view closing : {"*/", "-->", "#}", "%>"}) {
    rest = rest.substr(0, rest.find(closing));
  }
  return trimmed(rest);
}

std::optional<InlineMark> mark_on(std::string_view line, const Spelling& mark,
                                  std::string_view rule_id) {
  const std::size_t at = line.find(mark.text);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = line.substr(at + mark.text.size());
  if (!rest.empty() && continues_word(rest[0])) return std::nullopt;
  if (mark.names_rule && rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos || rest.substr(1, close - 1) != rule_id)
      return std::nullopt;
    rest.remove_prefix(close + 1);
  }
  return InlineMark{std::string(reason_in(rest))};
}

// The line around `place`, cut to what is near it.
std::string_view near_line(std::string_view text, Span place) {
  const std::size_t begin = place.begin - std::min(place.begin, farthest_mark);
  const std::string_view near =
      text.substr(begin, std::min(text.size(), place.end + farthest_mark) - begin);
  const std::size_t first = line_begin(near, place.begin - begin);
  return near.substr(first, line_end(near, place.end - begin) - first);
}

}  // namespace

std::optional<InlineMark> inline_mark(std::string_view text, Span secret,
                                      std::string_view rule_id) {
  const std::string_view line = near_line(text, secret);
  for (const Spelling& mark : same_line) {
    if (auto found = mark_on(line, mark, rule_id)) return found;
  }
  const auto begin = static_cast<std::size_t>(line.data() - text.data());
  if (begin == 0 || text[begin - 1] != '\n') return std::nullopt;
  const std::string_view previous = near_line(text, {begin - 1, begin - 1});
  for (const Spelling& mark : line_before) {
    if (auto found = mark_on(previous, mark, rule_id)) return found;
  }
  return std::nullopt;
}

}  // namespace keysieve
