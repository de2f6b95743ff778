#include "detect/finding_allowlists.h"

#include <algorithm>
#include <string>

#include "base/characters.h"
#include "detect/rule_regex.h"

namespace keysieve {
namespace {

using Regexes = std::vector<std::unique_ptr<const re2::RE2>>;

Regexes compiled(const std::vector<std::string>& patterns) {
  Regexes regexes;
  for (const std::string& pattern : patterns) {
    regexes.push_back(std::make_unique<const re2::RE2>(pattern, regex_options()));
  }
  return regexes;
}

// No list of a kind asks for nothing.
bool fits(const Regexes& regexes, std::string_view text) {
  const re2::StringPiece piece(text.data(), text.size());
  return regexes.empty() || std::any_of(regexes.begin(), regexes.end(), [&](const auto& regex) {
           return regex->ok() && re2::RE2::PartialMatch(piece, *regex);
         });
}

bool holds_word(std::string_view secret, const std::vector<std::string>& words) {
  const std::string lower = in_lower_case(secret);
  return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
           return lower.find(word) != lower.npos;
         });
}

bool is_for(const FindingAllowlist& list, const Rule& rule) {
  return list.rules.empty() ||
         std::any_of(list.rules.begin(), list.rules.end(), [&](const std::string& name) {
           return rule.id == name || rule.has_tag(name);
         });
}

bool introduced_by(const std::vector<std::string>& commits, const Finding& finding) {
  if (commits.empty()) return true;
  return !finding.introduced.empty() &&
         std::all_of(
             finding.introduced.begin(), finding.introduced.end(), [&](const Introduction& by) {
               return std::find(commits.begin(), commits.end(), by.commit.hex()) != commits.end();
             });
}

}  // namespace

struct FindingAllowlists::Compiled {
  Regexes paths, regexes;
  bool anywhere = false;  // no path is named

  bool accepts_path(const std::optional<std::string>& path) const {
    return anywhere || (path && fits(paths, *path));
  }
};

FindingAllowlists::FindingAllowlists(std::span<const FindingAllowlist> lists, const RuleSet& rules)
    : lists_(lists), rules_(&rules) {
  for (const FindingAllowlist& list : lists) {
    compiled_.push_back({compiled(list.paths), compiled(list.regexes), list.paths.empty()});
  }
}
FindingAllowlists::FindingAllowlists(FindingAllowlists&&) noexcept = default;
FindingAllowlists::~FindingAllowlists() = default;

const FindingAllowlist* FindingAllowlists::accepting(const Finding& finding) const {
  const Rule* const rule = rules_->find(finding.rule_id);
  std::vector<std::size_t> due;  // the lists for which only the place is left to be looked at
  for (std::size_t i = 0; rule != nullptr && i < lists_.size(); ++i) {
    const FindingAllowlist& list = lists_[i];
    if (is_for(list, *rule) && (!list.below || finding.confidence < *list.below) &&
        fits(compiled_[i].regexes, finding.secret) && holds_word(finding.secret, list.stopwords) &&
        introduced_by(list.commits, finding)) {
      due.push_back(i);
    }
  }
  const FindingAllowlist* first = nullptr;
  for (const Occurrence& at : finding.occurrences) {
    const auto list = std::find_if(
        due.begin(), due.end(), [&](std::size_t i) { return compiled_[i].accepts_path(at.path); });
    if (list == due.end()) return nullptr;
    if (first == nullptr) first = &lists_[*list];
  }
  return first;
}

bool FindingAllowlists::may_accept_at(const Rule& rule, std::string_view secret,
                                      std::string_view path) const {
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    if (is_for(lists_[i], rule) && fits(compiled_[i].regexes, secret) &&
        holds_word(secret, lists_[i].stopwords) && !compiled_[i].anywhere &&
        fits(compiled_[i].paths, path)) {
      return true;
    }
  }
  return false;
}

}  // namespace keysieve
