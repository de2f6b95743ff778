#include "report/html/contents.h"

#include <algorithm>
#include <map>
#include <utility>

#include "report/order.h"

namespace keysieve {
namespace {

template <typename NameOf>
Breakdown broken_down(const std::vector<const Finding*>& findings, std::string noun,
                      NameOf name_of) {
  std::map<std::string, Share> by_name;
  for (const Finding* finding : findings) {
    Share& share = by_name[name_of(*finding)];
    ++share.findings;
    share.present += is_present(*finding) ? 1U : 0U;
  }
  Breakdown all{std::move(noun), {}, {}};
  for (auto& [name, share] : by_name) {
    share.name = name;
    all.shares.push_back(share);
  }
  std::stable_sort(all.shares.begin(), all.shares.end(),
                   [](const Share& a, const Share& b) { return a.findings > b.findings; });
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < all.shares.size(); ++i) place[all.shares[i].name] = i;
  for (const Finding* finding : findings) all.share_of.push_back(place[name_of(*finding)]);
  return all;
}

std::string author_of(const Finding& finding) {
  if (finding.introduced.empty()) return "not known";
  const Person& author = finding.introduced.front().author;
  return author.name.empty() ? author.email : author.name;
}

}  // namespace

bool is_present(const Finding& finding) {
  return finding.status != FindingStatus::history && finding.status != FindingStatus::unreachable;
}

std::string folder_of(const Finding& finding) {
  std::optional<std::string> path;
  if (!finding.introduced.empty()) {
    path = finding.introduced.front().path;
  } else if (!finding.occurrences.empty()) {
    path = finding.occurrences.front().path;
  }
  if (!path) return "no file: a message or the like";
  std::size_t end = 0;
  for (int depth = 0; depth < 2; ++depth) {
    const std::size_t slash = path->find('/', end);
    if (slash == std::string::npos) break;
    end = slash + 1;
  }
  return end == 0 ? "./" : path->substr(0, end);
}

Contents::Contents(const Report& of, const RuleSet& made_with)
    : Contents(of, made_with, worst_first(of, made_with)) {}

Contents::Contents(const Report& of, const RuleSet& made_with,
                   const std::vector<const Finding*>& all)
    : report(of),
      rules(made_with),
      counts(tally(of, made_with)),
      findings(only(all, false)),
      suppressed(only(all, true)),
      scale(findings),
      by_rule(broken_down(findings, "rule",
                          [&](const Finding& each) { return rule_of(each, rules).name; })),
      by_author(broken_down(findings, "author", author_of)),
      by_folder(broken_down(findings, "folder", folder_of)),
      web(WebLinks::of(of.source.remote)) {}

}  // namespace keysieve
