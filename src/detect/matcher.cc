#include "detect/matcher.h"

#include <algorithm>
#include <mutex>
#include <string>

#include "detect/long_words.h"
#include "detect/loosened.h"
#include "detect/rule_regex.h"
#include "detect/sure_run.h"

namespace keysieve {

struct Matcher::Expression {
  explicit Expression(const Rule& rule)
      : pattern(rule.regex),
        path_pattern(rule.path),
        assigned(rule.assigned),
        min_length(static_cast<std::size_t>(rule.min_length)) {}

  const RuleRegex& compiled() {
    std::call_once(once, [this] { regex = std::make_unique<const RuleRegex>(pattern); });
    return *regex;
  }

  // Whether it is worth asking the regular expression itself, which takes far longer, and longer
  // still to be compiled.
  bool may_match(WindowFacts& facts) {
    std::call_once(run_once, [this] { needs_long_word = sure_run(pattern) >= long_word; });
    if (needs_long_word && !facts.has_long_word()) return false;
    std::call_once(loose_once, [this] {
      const std::string looser = loosened(pattern);
      if (looser != pattern) loose = std::make_unique<const re2::RE2>(looser, regex_options());
    });
    if (!loose || !loose->ok()) return true;
    const Span window = facts.window(), shown = shown_around(facts.text(), window);
    return loose->Match({facts.text().data() + shown.begin, shown.end - shown.begin},
                        window.begin - shown.begin, window.end - shown.begin, re2::RE2::UNANCHORED,
                        nullptr, 0);
  }

  // Of a rule that knows its secret by the name it is given to.
  void match_assigned(std::size_t rule, WindowFacts& facts, std::vector<Candidate>* out) {
    std::call_once(once,
                   [this] { names = std::make_unique<const re2::RE2>(pattern, regex_options()); });
    for (const auto& [name, value] : facts.assigned()) {
      if (value.end - value.begin < min_length) continue;
      const re2::StringPiece whole(facts.text().data() + name.begin, name.end - name.begin);
      if (!re2::RE2::FullMatch(whole, *names)) continue;
      out->push_back({rule, value, name, {std::min(name.begin, value.begin), value.end}});
    }
  }

  const re2::RE2& compiled_path() {
    std::call_once(path_once, [this] {
      path = std::make_unique<const re2::RE2>(path_pattern, regex_options());
    });
    return *path;
  }

  const std::string pattern, path_pattern;
  const bool assigned;
  const std::size_t min_length;
  std::once_flag once, run_once, loose_once, path_once;
  bool needs_long_word = false;
  std::unique_ptr<const RuleRegex> regex;
  std::unique_ptr<const re2::RE2> loose, path;  // loose: null if it would be the same
  std::unique_ptr<const re2::RE2> names;        // null until an assigned rule needs it
};

Matcher::Matcher(std::span<const Rule> rules) {
  for (const Rule& rule : rules) expressions_.push_back(std::make_unique<Expression>(rule));
}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

void Matcher::match(std::size_t rule, WindowFacts& facts, std::vector<Candidate>* out) const {
  Expression& expression = *expressions_[rule];
  if (expression.assigned) return expression.match_assigned(rule, facts, out);
  if (!expression.may_match(facts)) return;
  const std::string_view text = facts.text();
  const Span window = facts.window();
  const RuleRegex& regex = expression.compiled();
  // The next match may share what stood after the secret, a closing quote or a comma.
  for (std::size_t from = window.begin; from < window.end;) {
    const auto found = regex.find(text, {from, window.end});
    if (!found) break;
    if (found->secret.begin == found->secret.end) {
      from = std::max(found->all.end, from + 1);
      continue;
    }
    out->push_back({rule, found->secret, found->name, found->all});
    from = std::max(found->secret.end, from + 1);
  }
}

bool Matcher::path_matches(std::size_t rule, std::string_view path) const {
  Expression& expression = *expressions_[rule];
  if (expression.path_pattern.empty()) return true;
  const re2::RE2& regex = expression.compiled_path();
  return regex.ok() && re2::RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), regex);
}

}  // namespace keysieve
