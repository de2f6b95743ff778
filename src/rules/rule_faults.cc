#include "rules/rule_faults.h"

#include <re2/re2.h>

#include <algorithm>

#include <fmt/format.h>

#include "keysieve/preset.h"
#include "rules/example.h"
#include "rules/near_name.h"
#include "rules/validator_names.h"

namespace keysieve {
namespace {

constexpr std::string_view lower_alnum = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr int most_context_lines = 100;
constexpr std::size_t shortest_keyword = 3;

bool is_kebab_case(std::string_view id) {
  if (id.empty() || id.front() == '-' || id.back() == '-') return false;
  if (id.find("--") != id.npos) return false;
  return std::all_of(id.begin(), id.end(),
                     [](char c) { return c == '-' || lower_alnum.find(c) != lower_alnum.npos; });
}

bool has_upper_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check_names(const Rule& rule, std::vector<RuleFault>& faults) {
  if (!is_kebab_case(rule.id)) {
    faults.push_back({"id", fmt::format("id \"{}\" is not kebab-case: lower-case letters, digits "
                                        "and single hyphens, such as \"acme-api-token\"",
                                        rule.id)});
  }
  for (const std::string& tag : rule.tags) {
    if (!is_kebab_case(tag))
      faults.push_back({"tags", fmt::format("tag \"{}\" is not kebab-case", tag)});
  }
  if (rule.name.empty()) faults.push_back({"name", "name is empty"});
  if (rule.description.empty()) faults.push_back({"description", "description is empty"});
  if (rule.regex.empty()) faults.push_back({"regex", "regex is empty"});
}

void check_keywords(const Rule& rule, std::vector<RuleFault>& faults) {
  for (const std::string& keyword : rule.keywords) {
    if (keyword.size() < (rule.as_written ? 1 : shortest_keyword)) {
      faults.push_back({"keywords", fmt::format("keyword \"{}\" is shorter than {} characters: it "
                                                "would occur everywhere",
                                                keyword, shortest_keyword)});
    } else if (has_upper_case(keyword)) {
      faults.push_back({"keywords", fmt::format("keyword \"{}\" must be lower-case; it is found in "
                                                "any case",
                                                keyword)});
    } else if (keyword.find('\n') != keyword.npos) {
      faults.push_back({"keywords", "a keyword holds a line break: it would never be found"});
    }
  }
}

void check_reach(const Rule& rule, std::vector<RuleFault>& faults) {
  if (rule.whole_blob && !rule.keywords.empty()) {
    faults.push_back({"whole_blob", "whole_blob rules have no keywords: remove one of the two"});
  }
  if (rule.whole_blob && rule.path.empty()) {
    faults.push_back({"whole_blob", "whole_blob needs a path: the content alone proves nothing"});
  }
  if (rule.every_line && (rule.whole_blob || !rule.keywords.empty())) {
    faults.push_back({"every_line", "every_line rules have no keywords, and are not whole_blob"});
  }
  if (!rule.whole_blob && !rule.every_line && rule.keywords.empty()) {
    faults.push_back({"keywords", "a rule needs keywords (or whole_blob = true and a path)"});
  }
  if (rule.context_lines < 0 || rule.context_lines > most_context_lines) {
    faults.push_back({"context_lines", fmt::format("context_lines is {}; it must be from 0 to {}",
                                                   rule.context_lines, most_context_lines)});
  }
  if (rule.min_randomness && !(*rule.min_randomness >= 0 && *rule.min_randomness <= 1)) {
    faults.push_back({"min_randomness", fmt::format("min_randomness is {}; it must be from 0 to 1",
                                                    *rule.min_randomness)});
  }
}

void check_examples(const Rule& rule, std::vector<RuleFault>& faults) {
  if (rule.examples.empty() && !rule.as_written) {
    faults.push_back({"examples", "examples is empty: a rule must prove that it finds something"});
  }
  for (const std::string& example : rule.examples) {
    if (auto fault = example_fault(example)) faults.push_back({"examples", *std::move(fault)});
  }
  if (!rule.validate.empty() && !is_validator(rule.validate)) {
    const std::string_view nearest = nearest_name(rule.validate, validator_names);
    faults.push_back(
        {"validate",
         fmt::format("unknown validator \"{}\"; {}", rule.validate,
                     nearest.empty() ? fmt::format("there are {}", fmt::join(validator_names, ", "))
                                     : fmt::format("did you mean \"{}\"?", nearest))});
  }
  for (const std::string& example : rule.negative_examples) {
    if (auto fault = example_fault(example)) {
      faults.push_back({"negative_examples", *std::move(fault)});
    }
  }
}

void check_preset(const Rule& rule, std::vector<RuleFault>& faults) {
  if (rule.preset.empty() || find_preset(rule.preset) != nullptr) return;
  std::vector<std::string_view> names;
  for (const Preset& preset : presets()) names.push_back(preset.name);
  const std::string_view nearest = nearest_name(rule.preset, names);
  faults.push_back(
      {"preset", fmt::format("there is no preset \"{}\"; {}", rule.preset,
                             nearest.empty() ? std::string("`keysieve generate --list` names all")
                                             : fmt::format("did you mean \"{}\"?", nearest))});
}

// What the groups of a regular expression may be called.
enum class Groups { none, secret, secret_and_name };

bool is_allowed(std::string_view group, Groups groups) {
  if (groups == Groups::none) return false;
  if (group == "secret" || group.starts_with("secret_")) return true;
  return groups == Groups::secret_and_name && (group == "name" || group == "literal");
}

// What RE2 says, with the piece it means where that is syntax: a longer one may be a secret that
// somebody wanted to have found, or let pass.
std::string refusal(const RE2& compiled) {
  constexpr std::size_t longest_piece = 8;
  const std::string& piece = compiled.error_arg();
  std::string said = compiled.error();
  if (piece.size() <= longest_piece || !said.ends_with(piece)) return said;
  said.erase(said.size() - piece.size());
  return said.ends_with(": ") ? said.substr(0, said.size() - 2) : said;
}

void check_regex(std::string_view key, const std::string& pattern, Groups groups,
                 std::vector<RuleFault>& faults) {
  RE2::Options quiet;
  quiet.set_log_errors(false);
  quiet.set_encoding(RE2::Options::EncodingLatin1);  // as the detector: a blob is bytes
  const RE2 compiled(pattern, quiet);
  if (!compiled.ok()) {
    faults.push_back({key, fmt::format("RE2 refuses {}: {}", key, refusal(compiled))});
    return;
  }
  for (const auto& [name, index] : compiled.NamedCapturingGroups()) {
    if (is_allowed(name, groups)) continue;
    faults.push_back(
        {key, fmt::format("{} has a group named \"{}\"; {}", key, name,
                          groups == Groups::none
                              ? "groups mean nothing there"
                              : "only \"secret\", \"literal\" and \"name\" mean something")});
  }
}

}  // namespace

std::vector<RuleFault> rule_faults(const Rule& rule) {
  std::vector<RuleFault> faults;
  check_names(rule, faults);
  check_keywords(rule, faults);
  check_reach(rule, faults);
  check_examples(rule, faults);
  check_preset(rule, faults);
  return faults;
}

std::vector<RuleFault> regex_faults(const Rule& rule) {
  std::vector<RuleFault> faults;
  check_regex("regex", rule.regex, Groups::secret_and_name, faults);
  if (!rule.path.empty()) check_regex("path", rule.path, Groups::none, faults);
  return faults;
}

std::vector<RuleFault> companion_faults(const Companion& companion) {
  std::vector<RuleFault> faults;
  if (companion.name.empty()) faults.push_back({"name", "name is empty"});
  check_regex("regex", companion.regex, Groups::secret, faults);
  if (companion.lines < 0 || companion.lines > most_context_lines) {
    faults.push_back({"lines", fmt::format("lines is {}; it must be from 0 to {}", companion.lines,
                                           most_context_lines)});
  }
  return faults;
}

std::vector<RuleFault> allowlist_faults(const Allowlist& list) {
  std::vector<RuleFault> faults;
  for (const std::string& regex : list.regexes) check_regex("regexes", regex, Groups::none, faults);
  for (const std::string& path : list.paths) check_regex("paths", path, Groups::none, faults);
  return faults;
}

}  // namespace keysieve
