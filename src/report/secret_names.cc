#include "report/secret_names.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/characters.h"
#include "keysieve/detector.h"

namespace keysieve {
namespace {

using Names = std::set<std::string_view>;

void add_person(const Person& who, Names* names) {
  names->insert(who.name);
  names->insert(who.email);
}

void add_names_of(const Finding& finding, Names* names) {
  names->insert(finding.present_in.begin(), finding.present_in.end());
  for (const Introduction& by : finding.introduced) {
    add_person(by.author, names);
    add_person(by.committer, names);
    names->insert({by.summary, by.submodule});
    if (by.path) names->insert(*by.path);
  }
  for (const Removal& by : finding.removed) {
    add_person(by.author, names);
    names->insert({by.path, by.submodule});
  }
  for (const Occurrence& at : finding.occurrences) {
    if (at.path) names->insert(*at.path);
    names->insert(at.submodule);
  }
  if (finding.suppression) names->insert(finding.suppression->reason);
}

Names names_in(const Report& report) {
  Names names{report.source.repository, report.source.remote};
  for (const Notice& notice : report.completeness.notices) names.insert(notice.message);
  for (const Finding& finding : report.findings) add_names_of(finding, &names);
  for (const Rejected& rejected : report.rejected) names.insert(rejected.path);
  if (!report.since) return names;
  for (const Finding& finding : report.since->gone) add_names_of(finding, &names);
  return names;
}

// Whether a name has what looks like a key in it: a long word with a digit. Most have none, and
// then no rules need to be prepared.
bool is_worth_a_look(std::string_view name) {
  constexpr std::size_t shortest_key = 16;
  std::size_t length = 0;
  bool digit = false;
  for (const char c : name) {
    const bool within = is_word(c) || c == '-';
    length = within ? length + 1 : 0;
    digit = within && (digit || is_digit(c));
    if (length >= shortest_key && digit) return true;
  }
  return false;
}

std::string as_text(const Names& names) {
  std::string text;
  for (const std::string_view name : names) {
    if (is_worth_a_look(name)) text.append(name).append("\n\n");
  }
  return text;
}

}  // namespace

std::vector<std::string> secrets_in_names(const Report& report) {
  std::vector<std::string> secrets;
  const std::string text = as_text(names_in(report));
  auto rules = text.empty() ? Result<RuleSet>(RuleSet()) : RuleSet::builtin();
  if (text.empty() || !rules) return secrets;
  const Detector detector(*std::move(rules));
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, {}, text}, *detector.new_scratch(), &matches);
  for (Match& match : matches) secrets.push_back(std::move(match.secret));
  return secrets;
}

}  // namespace keysieve
