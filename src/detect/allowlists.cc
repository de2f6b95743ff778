#include "detect/allowlists.h"

#include <algorithm>
#include <mutex>

#include "base/characters.h"
#include "base/lines.h"
#include "detect/rule_regex.h"

namespace keysieve {
namespace {

std::unique_ptr<const re2::RE2> any_of(const std::vector<std::string>& patterns) {
  if (patterns.empty()) return nullptr;
  std::string joined;
  for (const std::string& pattern : patterns) {
    joined += joined.empty() ? "(?:" : "|(?:";
    joined += pattern + ")";
  }
  return std::make_unique<const re2::RE2>(joined, regex_options());
}

bool matches(const re2::RE2& regex, std::string_view text) {
  return regex.ok() && re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), regex);
}

bool holds_word(std::string_view secret, const std::vector<std::string>& words) {
  const std::string lower = in_lower_case(secret);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return lower.find(word) != lower.npos; });
}

std::string_view part(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

std::string_view target_of(const Allowlist& list, std::string_view text,
                           const Candidate& candidate) {
  if (list.target == Allowlist::Target::secret) return part(text, candidate.secret);
  if (list.target == Allowlist::Target::match) return part(text, candidate.match);
  return part(text, {line_begin(text, candidate.match.begin), line_end(text, candidate.match.end)});
}

std::string reason(const Allowlist& list) {
  const std::string allowed = "the rule allows it";
  return list.description.empty() ? allowed : allowed + ": " + list.description;
}

}  // namespace

struct Allowlists::Compiled {
  struct Tests {
    std::unique_ptr<const re2::RE2> regexes, paths;  // null: the list has none
  };
  std::once_flag once;
  std::vector<Tests> lists;
};

Allowlists::Allowlists(std::span<const Rule> rules) : rules_(rules), compiled_(rules.size()) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].allowlists.empty()) compiled_[i] = std::make_unique<Compiled>();
  }
}
Allowlists::Allowlists(Allowlists&&) noexcept = default;
Allowlists::~Allowlists() = default;

const Allowlists::Compiled& Allowlists::compiled(std::size_t rule) const {
  Compiled& made = *compiled_[rule];
  std::call_once(made.once, [&] {
    for (const Allowlist& list : rules_[rule].allowlists) {
      made.lists.push_back({any_of(list.regexes), any_of(list.paths)});
    }
  });
  return made;
}

std::optional<std::string> Allowlists::content_reason(std::string_view text,
                                                      const Candidate& candidate,
                                                      std::vector<std::size_t>* half) const {
  if (!compiled_[candidate.rule]) return std::nullopt;
  const Compiled& tests = compiled(candidate.rule);
  for (std::size_t i = 0; i < tests.lists.size(); ++i) {
    const Allowlist& list = rules_[candidate.rule].allowlists[i];
    const re2::RE2* const regexes = tests.lists[i].regexes.get();
    const bool regex = regexes && matches(*regexes, target_of(list, text, candidate));
    const bool word = holds_word(part(text, candidate.secret), list.stopwords);
    if (!list.all && (regex || word)) return reason(list);
    const bool all = list.all && (!regexes || regex) && (list.stopwords.empty() || word);
    if (all && list.paths.empty()) return reason(list);
    if (all) half->push_back(i);
  }
  return std::nullopt;
}

std::optional<std::string> Allowlists::place_reason(std::size_t rule, std::string_view path,
                                                    std::span<const std::size_t> half) const {
  if (!compiled_[rule] || path.empty()) return std::nullopt;
  const Compiled& tests = compiled(rule);
  for (std::size_t i = 0; i < tests.lists.size(); ++i) {
    const Allowlist& list = rules_[rule].allowlists[i];
    const bool due = !list.all || std::find(half.begin(), half.end(), i) != half.end();
    if (due && tests.lists[i].paths && matches(*tests.lists[i].paths, path)) return reason(list);
  }
  return std::nullopt;
}

}  // namespace keysieve
