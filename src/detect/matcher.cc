#include "detect/matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <string>

#include "detect/loosened.h"

namespace keysieve {
namespace {

// Latin-1: any bytes match, and a column is a byte.
re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return options;
}

int group_named(const re2::RE2& regex, const std::string& name) {
  const auto group = regex.NamedCapturingGroups().find(name);
  return group == regex.NamedCapturingGroups().end() ? 0 : group->second;
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

struct Matcher::Expression {
  explicit Expression(const Rule& rule) : pattern(rule.regex), path_pattern(rule.path) {}

  const re2::RE2& compiled() {
    std::call_once(once, [this] {
      regex = std::make_unique<const re2::RE2>(pattern, options());
      literal_group = group_named(*regex, "literal");
      secret_group = literal_group != 0 ? literal_group : group_named(*regex, "secret");
      name_group = group_named(*regex, "name");
    });
    return *regex;
  }

  // Whether it is worth asking the regular expression itself, which takes far longer, and longer
  // still to be compiled.
  bool may_match(const re2::StringPiece& text, Span window) {
    std::call_once(loose_once, [this] {
      const std::string looser = loosened(pattern);
      if (looser != pattern) loose = std::make_unique<const re2::RE2>(looser, options());
    });
    return !loose || !loose->ok() ||
           loose->Match(text, window.begin, window.end, re2::RE2::UNANCHORED, nullptr, 0);
  }

  const re2::RE2& compiled_path() {
    std::call_once(path_once,
                   [this] { path = std::make_unique<const re2::RE2>(path_pattern, options()); });
    return *path;
  }

  const std::string pattern, path_pattern;
  std::once_flag once, loose_once, path_once;
  std::unique_ptr<const re2::RE2> regex, loose, path;  // loose: null if it would be the same
  // 0: the rule names none; group 0 is the whole match.
  int secret_group = 0, literal_group = 0, name_group = 0;
};

// What a regular expression knows to stand around the window. Where that begins and ends with lines
// there is nothing: so ^, $, \A and \z match at either, as they would at the ends of the text.
// Where a long line was cut they do not: a token may go on.
static Span surroundings(std::string_view text, Span window) {
  const bool begins_line = window.begin == 0 || text[window.begin - 1] == '\n';
  const bool ends_line = window.end == text.size() || text[window.end] == '\n';
  return {begins_line ? window.begin : 0, ends_line ? window.end : text.size()};
}

Matcher::Matcher(std::span<const Rule> rules) {
  for (const Rule& rule : rules) expressions_.push_back(std::make_unique<Expression>(rule));
}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

void Matcher::match(std::size_t rule, std::string_view text, Span window,
                    std::vector<Candidate>* out) const {
  Expression& expression = *expressions_[rule];
  const Span around = surroundings(text, window);
  const re2::StringPiece whole(text.data() + around.begin, around.end - around.begin);
  const Span within{window.begin - around.begin, window.end - around.begin};
  if (!expression.may_match(whole, within)) return;
  const re2::RE2& regex = expression.compiled();
  if (!regex.ok()) return;
  const auto span_of = [&](const re2::StringPiece& group) {
    if (group.data() == nullptr) return Span{};
    const auto begin = static_cast<std::size_t>(group.data() - text.data());
    return Span{begin, begin + group.size()};
  };
  const int wanted = std::max(expression.secret_group, expression.name_group) + 1;
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(wanted));
  // The next match may share what stood after the secret, a closing quote or a comma.
  for (std::size_t from = window.begin; from < window.end;) {
    if (!regex.Match(whole, from - around.begin, within.end, re2::RE2::UNANCHORED, groups.data(),
                     wanted)) {
      break;
    }
    Span secret = span_of(groups[static_cast<std::size_t>(expression.secret_group)]);
    if (secret.begin == secret.end) {
      from = std::max(span_of(groups[0]).end, from + 1);
      continue;
    }
    if (expression.literal_group != 0) secret = inside_quotes(text, secret);
    Span name;
    if (expression.name_group != 0) {
      name = span_of(groups[static_cast<std::size_t>(expression.name_group)]);
    }
    out->push_back({rule, secret, name});
    from = std::max(secret.end, from + 1);
  }
}

bool Matcher::path_matches(std::size_t rule, std::string_view path) const {
  Expression& expression = *expressions_[rule];
  if (expression.path_pattern.empty()) return true;
  const re2::RE2& regex = expression.compiled_path();
  return regex.ok() && re2::RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), regex);
}

}  // namespace keysieve
