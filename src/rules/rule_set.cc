// RuleSet: rules from where they are written to where they are used.
#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "keysieve/rule.h"
#include "rules/embedded.h"
#include "rules/near_name.h"
#include "rules/rule_file.h"
#include "rules/rule_record.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

std::vector<Rule> sorted(std::vector<Rule> rules) {
  const auto before = [](const Rule& a, const Rule& b) { return a.id < b.id; };
  if (!std::is_sorted(rules.begin(), rules.end(), before)) {
    std::stable_sort(rules.begin(), rules.end(), before);
  }
  return rules;
}

bool is_named(const Rule& rule, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return rule.id == name || rule.has_tag(name);
  });
}

// All ids and tags of `rules`.
std::set<std::string_view> selectable_names(std::span<const Rule> rules) {
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

Status check_names(std::span<const Rule> rules, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return ok_status();
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

RuleSet::RuleSet(std::vector<Rule> rules, std::vector<std::string> notices)
    : rules_(std::make_shared<const std::vector<Rule>>(sorted(std::move(rules)))),
      notices_(std::move(notices)) {}

Result<RuleSet> RuleSet::builtin() {
  std::vector<Rule> rules;
  rules.reserve(embedded_rule_records().size());
  for (const std::string_view record : embedded_rule_records()) {
    rules.push_back(from_record(record));
  }
  return RuleSet(std::move(rules), {});
}

Result<RuleSet> RuleSet::parse(std::string_view toml, std::string_view origin) {
  auto file = read_rules(toml, origin);
  if (!file) return file.error();
  return RuleSet(std::move(file->rules), std::move(file->notices));
}

Result<RuleSet> RuleSet::load(const std::filesystem::path& file) {
  const auto text = read_file(file, largest_file);
  if (!text) return text.error();
  return parse(*text, file.string());
}

RuleSet RuleSet::described(std::vector<Rule> rules) {
  return RuleSet(std::move(rules), {});
}

RuleSet RuleSet::extended_by(const RuleSet& other) const {
  if (other.rules().empty() && other.notices_.empty()) return *this;
  std::vector<Rule> merged;
  std::set_union(other.rules().begin(), other.rules().end(), rules().begin(), rules().end(),
                 std::back_inserter(merged),
                 [](const Rule& a, const Rule& b) { return a.id < b.id; });
  std::vector<std::string> notices = notices_;
  notices.insert(notices.end(), other.notices_.begin(), other.notices_.end());
  return RuleSet(std::move(merged), std::move(notices));
}

Result<RuleSet> RuleSet::selected(const RuleSelection& selection) const {
  for (const auto* const wanted : {&selection.enable, &selection.disable}) {
    if (auto checked = check_names(rules(), *wanted); !checked) return checked.error();
  }
  const auto is_left = [&](const Rule& rule) {
    return rule.severity >= selection.min_severity &&
           (selection.enable.empty() || is_named(rule, selection.enable)) &&
           !is_named(rule, selection.disable);
  };
  if (std::all_of(rules().begin(), rules().end(), is_left)) return *this;
  std::vector<Rule> left;
  std::copy_if(rules().begin(), rules().end(), std::back_inserter(left), is_left);
  return RuleSet(std::move(left), notices_);
}

const Rule* RuleSet::find(std::string_view id) const {
  const auto found =
      std::lower_bound(rules().begin(), rules().end(), id,
                       [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found != rules().end() && found->id == id ? &*found : nullptr;
}

}  // namespace keysieve
