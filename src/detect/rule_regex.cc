#include "detect/rule_regex.h"

#include <algorithm>

namespace keysieve {

re2::RE2::Options regex_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return options;
}

namespace {

// A regular expression often ends in what must not follow a secret, and that is a line break.
Span without_line_breaks(std::string_view text, Span span) {
  while (span.begin < span.end && text[span.begin] == '\n') ++span.begin;
  while (span.end > span.begin && text[span.end - 1] == '\n') --span.end;
  return span;
}

// A literal may be caught with what stands before it: it is what its quotes enclose, or all.
Span inside_quotes(std::string_view text, Span literal) {
  const char quote = text[literal.end - 1];
  if (quote != '"' && quote != '\'' && quote != '`') return literal;
  const auto is_escaped = [&](std::size_t at) {
    std::size_t first = at;
    while (first > literal.begin && text[first - 1] == '\\') --first;
    return (at - first) % 2 == 1;
  };
  std::size_t open = literal.end - 1;
  while (open > literal.begin && (text[open - 1] != quote || is_escaped(open - 1))) --open;
  return {open, literal.end - 1};
}

}  // namespace

Span shown_around(std::string_view text, Span window) {
  const bool begins = window.begin > 0 && text[window.begin - 1] == '\n';
  const bool ends = window.end < text.size() && text[window.end] == '\n';
  return {begins ? window.begin : 0, ends ? window.end : text.size()};
}

RuleRegex::RuleRegex(const std::string& pattern) : regex_(pattern, regex_options()) {
  for (const auto& [name, group] : regex_.NamedCapturingGroups()) {
    if (name == "name") name_group_ = group;
    if (name == "literal") literal_group_ = group;
    if (name == "secret" || name.starts_with("secret_")) secret_groups_.push_back(group);
    wanted_ = std::max(wanted_, group + 1);
  }
  std::sort(secret_groups_.begin(), secret_groups_.end());
}

std::optional<RuleRegex::Found> RuleRegex::find(std::string_view text, Span window) const {
  if (!regex_.ok()) return std::nullopt;
  const Span shown = shown_around(text, window);
  const re2::StringPiece whole(text.data() + shown.begin, shown.end - shown.begin);
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(wanted_));
  if (!regex_.Match(whole, window.begin - shown.begin, window.end - shown.begin,
                    re2::RE2::UNANCHORED, groups.data(), wanted_)) {
    return std::nullopt;
  }
  const auto span_of = [&](int group) {
    const re2::StringPiece& caught = groups[static_cast<std::size_t>(group)];
    if (caught.data() == nullptr) return Span{};
    const auto begin = static_cast<std::size_t>(caught.data() - text.data());
    return Span{begin, begin + caught.size()};
  };
  Found found{span_of(0), {}, {}};
  if (literal_group_ != 0) {
    const Span literal = span_of(literal_group_);
    found.secret = literal.begin == literal.end ? literal : inside_quotes(text, literal);
  } else if (secret_groups_.empty()) {
    found.secret = without_line_breaks(text, found.all);
  }
  for (const int group : secret_groups_) {
    found.secret = span_of(group);
    if (found.secret.begin != found.secret.end) break;
  }
  if (name_group_ != 0) found.name = span_of(name_group_);
  return found;
}

}  // namespace keysieve
