// RuleSet: rules from where they are written to where they are used.
#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "keysieve/rule.h"
#include "rules/embedded.h"
#include "rules/example.h"
#include "rules/near_name.h"
#include "rules/toml_reader.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;
constexpr std::array<std::string_view, 4> severity_names{"low", "medium", "high", "critical"};

std::vector<Rule> sorted(std::vector<Rule> rules) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return rules;
}

bool is_named(const Rule& rule, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return rule.id == name || rule.has_tag(name);
  });
}

// All ids and tags of `rules`.
std::set<std::string_view> selectable_names(const std::vector<Rule>& rules) {
  std::set<std::string_view> names;
  for (const Rule& rule : rules) {
    names.insert(rule.id);
    names.insert(rule.tags.begin(), rule.tags.end());
  }
  return names;
}

// Those of `names` that begin with `wanted`, or the one most like it.
std::string near_names(std::string_view wanted, const std::set<std::string_view>& names) {
  std::vector<std::string_view> near;
  std::copy_if(names.begin(), names.end(), std::back_inserter(near),
               [&](std::string_view name) { return name.starts_with(wanted); });
  if (near.empty()) {
    const std::vector<std::string_view> all(names.begin(), names.end());
    const std::string_view nearest = nearest_name(wanted, all);
    if (!nearest.empty()) near.push_back(nearest);
  }
  if (near.empty()) return "`keysieve rules list` shows them all";
  return fmt::format("did you mean {}?", fmt::join(near, " or "));
}

Status check_names(const std::vector<Rule>& rules, const std::vector<std::string>& wanted) {
  const std::set<std::string_view> names = selectable_names(rules);
  for (const std::string& name : wanted) {
    if (names.contains(name)) continue;
    return Error{ErrorCode::not_found,
                 fmt::format("\"{}\" is neither the id nor a tag of a rule; {}", name,
                             near_names(name, names))};
  }
  return ok_status();
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Severity> parse_severity(std::string_view name) {
  const auto found = std::find(severity_names.begin(), severity_names.end(), name);
  if (found == severity_names.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_names.begin());
}

bool Rule::has_tag(std::string_view tag) const {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string Rule::sample() const {
  return examples.empty() ? std::string() : expand_example(examples.front(), 1);
}

Result<RuleSet> RuleSet::builtin() {
  RuleSet set;
  for (const EmbeddedFile& file : embedded_rule_files()) {
    auto rules = read_rules(file.text, file.name, CheckRegexes::no);
    if (!rules) return rules.error();
    std::move(rules->begin(), rules->end(), std::back_inserter(set.rules_));
  }
  set.rules_ = sorted(std::move(set.rules_));
  const auto twice = std::adjacent_find(set.rules_.begin(), set.rules_.end(),
                                        [](const Rule& a, const Rule& b) { return a.id == b.id; });
  if (twice != set.rules_.end()) {
    return Error{ErrorCode::rule, fmt::format("{}: id \"{}\" is already taken by {}",
                                              std::next(twice)->origin, twice->id, twice->origin)};
  }
  return set;
}

Result<RuleSet> RuleSet::parse(std::string_view toml, std::string_view origin) {
  auto rules = read_rules(toml, origin, CheckRegexes::yes);
  if (!rules) return rules.error();
  RuleSet set;
  set.rules_ = sorted(*std::move(rules));
  return set;
}

Result<RuleSet> RuleSet::load(const std::filesystem::path& file) {
  const auto text = read_file(file, largest_file);
  if (!text) return text.error();
  return parse(*text, file.string());
}

RuleSet RuleSet::extended_by(const RuleSet& other) const {
  RuleSet merged;
  std::set_union(other.rules_.begin(), other.rules_.end(), rules_.begin(), rules_.end(),
                 std::back_inserter(merged.rules_),
                 [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return merged;
}

Result<RuleSet> RuleSet::selected(const RuleSelection& selection) const {
  for (const auto* const wanted : {&selection.enable, &selection.disable}) {
    if (auto checked = check_names(rules_, *wanted); !checked) return checked.error();
  }
  RuleSet left;
  for (const Rule& rule : rules_) {
    if (rule.severity < selection.min_severity) continue;
    if (!selection.enable.empty() && !is_named(rule, selection.enable)) continue;
    if (!is_named(rule, selection.disable)) left.rules_.push_back(rule);
  }
  return left;
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto found =
      std::lower_bound(rules_.begin(), rules_.end(), id,
                       [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != rules_.end() && found->id == id ? &*found : nullptr;
}

}  // namespace keysieve
