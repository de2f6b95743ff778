#include "rules/native_rules.h"

#include <algorithm>
#include <array>
#include <map>

#include "rules/assignment.h"
#include "rules/provider_key.h"
#include "rules/rule_faults.h"

namespace keysieve {
namespace {

constexpr std::array<std::string_view, 26> rule_keys{"id",          "name",
                                                     "description", "severity",
                                                     "tags",        "keywords",
                                                     "regex",       "names",
                                                     "assigned_to", "provider",
                                                     "value",       "length",
                                                     "path",        "min_randomness",
                                                     "min_entropy", "context_lines",
                                                     "whole_blob",  "every_line",
                                                     "as_written",  "validate",
                                                     "companion",   "allowlist",
                                                     "remediation", "preset",
                                                     "examples",    "negative_examples"};
constexpr std::array<std::string_view, 4> companion_keys{"name", "regex", "lines", "required"};
constexpr std::array<std::string_view, 6> allowlist_keys{"description", "condition", "target",
                                                         "regexes",     "stopwords", "paths"};

Allowlist read_allowlist(TomlTable table) {
  table.allow_only(allowlist_keys);
  Allowlist list;
  std::string condition = "any", target = "secret";
  table.optional("description", list.description);
  table.optional("condition", condition);
  table.optional("target", target);
  table.optional("regexes", list.regexes);
  table.optional("stopwords", list.stopwords);
  table.optional("paths", list.paths);
  if (condition != "any" && condition != "all") {
    table.complain("condition", "condition must be \"any\" or \"all\"");
  }
  list.all = condition == "all";
  if (target == "match") list.target = Allowlist::Target::match;
  if (target == "line") list.target = Allowlist::Target::line;
  if (target != "secret" && list.target == Allowlist::Target::secret) {
    table.complain("target", "target must be \"secret\", \"match\" or \"line\"");
  }
  for (const RuleFault& fault : allowlist_faults(list)) table.complain(fault.key, fault.message);
  if (list.regexes.empty() && list.stopwords.empty() && list.paths.empty()) {
    table.complain("allowlist", "an allowlist needs regexes, stopwords or paths");
  }
  return list;
}

Companion read_companion(TomlTable table) {
  table.allow_only(companion_keys);
  Companion companion;
  table.required("name", companion.name);
  table.required("regex", companion.regex);
  table.optional("lines", companion.lines);
  table.optional("required", companion.required);
  for (const RuleFault& fault : companion_faults(companion)) {
    if (!table.is_unread(fault.key)) table.complain(fault.key, fault.message);
  }
  return companion;
}

// What is given to a name, found without a regular expression for the value.
void read_assigned(TomlTable& table, Rule& rule) {
  rule.assigned = true;
  table.required("assigned_to", rule.regex);
  table.optional("length", rule.min_length);
}

// Found wherever a value is given to one of its names.
void read_names(TomlTable& table, Rule& rule) {
  Assignment assignment;
  table.required("names", assignment.names);
  table.optional("value", assignment.value);
  table.optional("length", assignment.length);
  rule.regex = assignment.names;  // so that it is not missed where the rest is at fault
  if (table.has("value") == table.has("length")) {
    return table.complain("names", "names needs either value, how the secret looks, or length");
  }
  if (table.has("length") &&
      (assignment.length < shortest_assigned || assignment.length > longest_least_length)) {
    return table.complain("length",
                          fmt::format("length is {}; it must be from {} to {}", assignment.length,
                                      shortest_assigned, longest_least_length));
  }
  rule.regex = assignment_regex(assignment);
  rule.context_lines = assignment_context_lines;
}

// Found where its provider's name stands before it.
void read_provider(TomlTable& table, Rule& rule) {
  ProviderKey key;
  table.required("provider", key.provider);
  table.required("value", key.value);
  rule.regex = provider_regex(key);
  rule.context_lines = provider_context_lines;
  rule.min_randomness = provider_min_randomness;
}

// How the secret is found: by a regular expression, by the names it is assigned to, in one of two
// ways, or by whose it is.
void read_expression(TomlTable& table, Rule& rule) {
  constexpr std::array<std::string_view, 4> ways{"regex", "names", "assigned_to", "provider"};
  const auto given = [&table](std::string_view key) { return table.has(key); };
  if (std::count_if(ways.begin(), ways.end(), given) > 1) {
    rule.regex = "-";  // so that it is not missed as well
    return table.complain(*std::find_if(ways.begin(), ways.end(), given),
                          "regex, names, assigned_to and provider are four ways: keep one");
  }
  if (table.has("names")) return read_names(table, rule);
  if (table.has("assigned_to")) return read_assigned(table, rule);
  if (table.has("length")) table.complain("length", "length goes with names or assigned_to");
  if (table.has("provider")) return read_provider(table, rule);
  if (table.has("value")) table.complain("value", "value goes with names or provider, not regex");
  table.required("regex", rule.regex);
}

void read_required(TomlTable& table, Rule& rule) {
  table.required("id", rule.id);
  table.required("name", rule.name);
  table.required("description", rule.description);
  table.required("severity", rule.severity);
  read_expression(table, rule);
  table.optional("as_written", rule.as_written);
  rule.as_written ? table.optional("examples", rule.examples)
                  : table.required("examples", rule.examples);
}

void read_optional(TomlTable& table, Rule& rule) {
  table.optional("tags", rule.tags);
  table.optional("keywords", rule.keywords);
  table.optional("path", rule.path);
  table.optional("min_randomness", rule.min_randomness);
  table.optional("min_entropy", rule.min_entropy);
  table.optional("context_lines", rule.context_lines);
  table.optional("whole_blob", rule.whole_blob);
  table.optional("every_line", rule.every_line);
  table.optional("validate", rule.validate);
  table.optional("remediation", rule.remediation);
  table.optional("preset", rule.preset);
  table.optional("negative_examples", rule.negative_examples);
  for (const TomlTable& companion : table.tables("companion")) {
    rule.companions.push_back(read_companion(companion));
  }
  for (const TomlTable& list : table.tables("allowlist")) {
    rule.allowlists.push_back(read_allowlist(list));
  }
}

void complain_of(const std::vector<RuleFault>& faults, TomlTable& table) {
  const TomlTable before = table;
  for (const RuleFault& fault : faults) {
    if (!before.is_unread(fault.key)) table.complain(fault.key, fault.message);
  }
}

Rule read_rule(TomlTable& table) {
  table.allow_only(rule_keys);
  Rule rule;
  read_required(table, rule);
  read_optional(table, rule);
  complain_of(rule_faults(rule), table);
  complain_of(regex_faults(rule), table);
  return rule;
}

}  // namespace

std::vector<Rule> native_rules(TomlTable file, std::string_view origin, Problems& problems) {
  std::vector<Rule> rules;
  std::map<std::string, unsigned> lines;  // by id
  for (TomlTable& table : file.tables("rule")) {
    rules.push_back(read_rule(table));
    Rule& rule = rules.back();
    rule.origin = fmt::format("{}:{}", origin, table.line());
    const auto [first, added] = lines.emplace(rule.id, table.line());
    if (added || rule.id.empty()) continue;
    problems.push_back(
        {table.line(),
         fmt::format("id \"{}\" is already taken by the rule in line {}", rule.id, first->second)});
  }
  return rules;
}

}  // namespace keysieve
