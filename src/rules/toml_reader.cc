#include "rules/toml_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "rules/assignment.h"
#include "rules/near_name.h"
#include "rules/rule_faults.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

constexpr std::array<std::string_view, 18> rule_keys{"id",
                                                     "name",
                                                     "description",
                                                     "severity",
                                                     "tags",
                                                     "keywords",
                                                     "regex",
                                                     "names",
                                                     "value",
                                                     "length",
                                                     "path",
                                                     "min_randomness",
                                                     "context_lines",
                                                     "whole_blob",
                                                     "remediation",
                                                     "preset",
                                                     "examples",
                                                     "negative_examples"};
constexpr std::array<std::string_view, 1> file_keys{"rule"};

struct Problem {
  unsigned line;
  std::string message;
};
using Problems = std::vector<Problem>;

// Each overload puts the value of `node` into `out`, or says what it should have been.
using Expected = std::optional<std::string>;

template <typename T>
Expected read_value(const toml::node& node, T& out, const char* expected) {
  const auto value = node.value_exact<T>();
  if (!value) return expected;
  out = *value;
  return std::nullopt;
}

Expected read(const toml::node& node, std::string& out) {
  return read_value(node, out, "a string");
}

Expected read(const toml::node& node, bool& out) {
  return read_value(node, out, "true or false");
}

Expected read(const toml::node& node, int& out) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value) return "a whole number";
  out = static_cast<int>(std::clamp<std::int64_t>(*value, INT32_MIN, INT32_MAX));
  return std::nullopt;
}

Expected read(const toml::node& node, std::optional<double>& out) {
  out = node.is_number() ? node.value<double>() : std::nullopt;
  return out ? std::nullopt : Expected("a number");
}

Expected read(const toml::node& node, Severity& out) {
  const auto severity = parse_severity(node.value_exact<std::string>().value_or(""));
  if (!severity) return "\"critical\", \"high\", \"medium\" or \"low\"";
  out = *severity;
  return std::nullopt;
}

Expected read(const toml::node& node, std::vector<std::string>& out) {
  constexpr auto expected = "an array of strings";
  if (!node.is_array()) return expected;
  for (const toml::node& element : *node.as_array()) {
    const auto text = element.value_exact<std::string>();
    if (!text) return expected;
    out.push_back(*text);
  }
  return std::nullopt;
}

void reject_unknown_keys(const toml::table& table, std::span<const std::string_view> known,
                         Problems& problems) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string_view nearest = nearest_name(key.str(), known);
    const std::string hint = nearest.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                             : fmt::format("did you mean \"{}\"?", nearest);
    problems.push_back(
        {key.source().begin.line, fmt::format("unknown key \"{}\"; {}", key.str(), hint)});
  }
}

// One [[rule]] table into a Rule.
class RuleReader {
 public:
  RuleReader(const toml::table& table, Problems& problems) : table_(table), problems_(problems) {}

  Rule rule(CheckRegexes check) {
    reject_unknown_keys(table_, rule_keys, problems_);
    Rule rule = required_values();
    optional_value("tags", rule.tags);
    optional_value("keywords", rule.keywords);
    optional_value("path", rule.path);
    optional_value("min_randomness", rule.min_randomness);
    optional_value("context_lines", rule.context_lines);
    optional_value("whole_blob", rule.whole_blob);
    optional_value("remediation", rule.remediation);
    optional_value("preset", rule.preset);
    optional_value("negative_examples", rule.negative_examples);
    add(rule_faults(rule));
    if (check == CheckRegexes::yes) add(regex_faults(rule));
    return rule;
  }

 private:
  Rule required_values() {
    Rule rule;
    required_value("id", rule.id);
    required_value("name", rule.name);
    required_value("description", rule.description);
    required_value("severity", rule.severity);
    read_expression(rule);
    required_value("examples", rule.examples);
    return rule;
  }

  // How the secret is found: by a regular expression, or by the names it is assigned to.
  void read_expression(Rule& rule) {
    if (!table_.contains("names")) {
      for (const std::string_view key : {"value", "length"}) {
        if (table_.contains(key)) complain(key, fmt::format("{} goes with names, not regex", key));
      }
      return required_value("regex", rule.regex);
    }
    unread_.insert("regex");  // it is made of the rest, if that is good
    Assignment assignment;
    required_value("names", assignment.names);
    optional_value("value", assignment.value);
    optional_value("length", assignment.length);
    if (table_.contains("regex"))
      return complain("regex", "names and regex are two ways: keep one");
    if (table_.contains("value") == table_.contains("length")) {
      return complain("names", "names needs either value, how the secret looks, or length");
    }
    const bool too_wide =
        assignment.length < shortest_assigned || assignment.length > longest_least_length;
    if (table_.contains("length") && too_wide) {
      return complain("length",
                      fmt::format("length is {}; it must be from {} to {}", assignment.length,
                                  shortest_assigned, longest_least_length));
    }
    unread_.erase("regex");
    rule.regex = assignment_regex(assignment);
    rule.context_lines = assignment_context_lines;
  }

  template <typename T>
  void required_value(std::string_view key, T& out) {
    if (!table_.contains(key)) complain(key, fmt::format("the rule has no {}", key));
    optional_value(key, out);
  }

  template <typename T>
  void optional_value(std::string_view key, T& out) {
    const toml::node* const node = table_.get(key);
    const Expected expected = node ? read(*node, out) : std::nullopt;
    if (expected) complain(key, fmt::format("{} must be {}", key, *expected));
  }

  // A key that could not be read has no value to be at fault.
  void add(const std::vector<RuleFault>& faults) {
    const std::set<std::string_view> unread = unread_;
    for (const RuleFault& fault : faults) {
      if (!unread.contains(fault.key)) complain(fault.key, fault.message);
    }
  }

  void complain(std::string_view key, std::string message) {
    const auto found = table_.find(key);
    const toml::source_region& place =
        found == table_.end() ? table_.source() : found->first.source();
    problems_.push_back({place.begin.line, std::move(message)});
    unread_.insert(key);
  }

  const toml::table& table_;
  Problems& problems_;
  std::set<std::string_view> unread_;
};

void reject_duplicates(const std::vector<Rule>& rules, const std::vector<unsigned>& lines,
                       Problems& problems) {
  std::map<std::string_view, unsigned> first;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto [place, added] = first.emplace(rules[i].id, lines[i]);
    if (added || rules[i].id.empty()) continue;
    problems.push_back({lines[i], fmt::format("id \"{}\" is already taken by the rule in line {}",
                                              rules[i].id, place->second)});
  }
}

std::vector<Rule> read_file_table(const toml::table& file, std::string_view origin,
                                  CheckRegexes check, Problems& problems) {
  std::vector<Rule> rules;
  std::vector<unsigned> lines;
  reject_unknown_keys(file, file_keys, problems);
  const toml::node* const node = file.get("rule");
  if (!node) return rules;
  if (!node->is_array_of_tables()) {
    problems.push_back({node->source().begin.line, "rules are written as [[rule]]"});
    return rules;
  }
  for (const toml::node& element : *node->as_array()) {
    lines.push_back(element.source().begin.line);
    rules.push_back(RuleReader(*element.as_table(), problems).rule(check));
    rules.back().origin = fmt::format("{}:{}", origin, lines.back());
  }
  reject_duplicates(rules, lines, problems);
  return rules;
}

Error to_error(std::string_view origin, Problems problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  std::vector<std::string> lines;
  for (const auto& [line, message] : problems) {
    lines.push_back(fmt::format("{}:{}: {}", origin, line, message));
  }
  return {ErrorCode::rule, fmt::format("{}", fmt::join(lines, "\n"))};
}

}  // namespace

Result<std::vector<Rule>> read_rules(std::string_view text, std::string_view origin,
                                     CheckRegexes check) {
  if (text.size() > largest_file) {
    return to_error(origin, {{1, fmt::format("{} bytes are too many for a rule file; at most {} "
                                             "are read",
                                             text.size(), largest_file)}});
  }
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return to_error(origin, {{parsed.error().source().begin.line,
                              fmt::format("not TOML: {}", parsed.error().description())}});
  }
  Problems problems;
  std::vector<Rule> rules = read_file_table(parsed.table(), origin, check, problems);
  if (!problems.empty()) return to_error(origin, std::move(problems));
  return rules;
}

}  // namespace keysieve
