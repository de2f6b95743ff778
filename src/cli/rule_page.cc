#include "cli/rule_page.h"

#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/lines.h"
#include "base/printable.h"
#include "keysieve/detector.h"

namespace keysieve::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// One key and its value; the lines of the value stand below each other.
void print_field(std::string_view key, std::string_view value) {
  while (value.ends_with('\n')) value.remove_suffix(1);
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find('\n', begin), value.size());
    std::cout << fmt::format("{:<15} {}\n", begin == 0 ? key : "",
                             printable(value.substr(begin, end - begin)));
    begin = end + 1;
  }
}

void print_companion(const Companion& companion) {
  print_field("companion", fmt::format("{}{}, within {} lines\n{}", companion.name,
                                       companion.required ? " (required)" : "", companion.lines,
                                       companion.regex));
}

void print_allowlist(const Allowlist& list) {
  print_field("allows", list.description.empty() ? "what its lists name" : list.description);
  print_field("  all of", list.all ? "its kinds of tests must hold" : "");
  print_field("  regexes", fmt::format("{}", fmt::join(list.regexes, "\n")));
  print_field("  stopwords", list.stopwords.size() > 20
                                 ? fmt::format("{} words", list.stopwords.size())
                                 : joined(list.stopwords));
  print_field("  paths", fmt::format("{}", fmt::join(list.paths, "\n")));
}

void print_conditions(const Rule& rule) {
  print_field("keywords", joined(rule.keywords));
  print_field(rule.assigned ? "assigned to" : "regex", rule.regex);
  print_field("length", rule.min_length > 0 ? fmt::format("{} or more", rule.min_length) : "");
  print_field("path", rule.path);
  print_field("whole blob", rule.whole_blob ? "yes: files of at most 512 bytes" : "");
  print_field("every line", rule.every_line ? "yes: it has no keywords" : "");
  print_field("context lines", fmt::format("{}", rule.context_lines));
  print_field("min randomness", rule.min_randomness ? fmt::format("{}", *rule.min_randomness) : "");
  print_field("min entropy", rule.min_entropy ? fmt::format("{}", *rule.min_entropy) : "");
  print_field("as written", rule.as_written ? "yes: nothing else is weighed" : "");
  print_field("validate", rule.validate);
  for (const Companion& companion : rule.companions) print_companion(companion);
  for (const Allowlist& list : rule.allowlists) print_allowlist(list);
}

// How the detector sees the first secret of the rule in its own example.
void print_judgement(const Rule& rule, const RuleSet& rules) {
  const std::string text = rule.sample();
  const Detector detector(rules);
  const auto scratch = detector.new_scratch();
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, {}, text}, *scratch, &matches, Detector::Explain::yes);
  const auto own = std::find_if(matches.begin(), matches.end(), [&](const Match& match) {
    return detector.rules().rules()[match.rule].id == rule.id;
  });
  if (own == matches.end()) return;
  const Region at = LineCounter(text).region(own->span.begin, own->span.end);
  print_field("its secret", own->secret);
  print_field("stands at", fmt::format("line {}, column {}", at.start_line, at.start_column));
  const Verdict& verdict = own->verdict;
  print_field("judged", fmt::format("{}; entropy {:.2f}, randomness {:.2f}, confidence {:.2f}",
                                    verdict.accepted ? "a secret" : "none: " + verdict.reason,
                                    verdict.entropy, verdict.randomness, verdict.confidence));
  if (!rule.validate.empty()) print_field("its form", to_string(own->validation.status));
  for (const auto& [name, value] : own->validation.facts) print_field("  " + name, value);
  for (const auto& [name, value] : own->companions) print_field("  " + name, value);
}

}  // namespace

void print_rule_page(const Rule& rule, const RuleSet& rules) {
  print_field("id", rule.id);
  print_field("name", rule.name);
  print_field("severity", to_string(rule.severity));
  print_field("tags", joined(rule.tags));
  print_field("description", rule.description);
  print_field("remediation", rule.remediation);
  print_field("preset", rule.preset);
  print_conditions(rule);
  print_field("origin", rule.origin);
  print_field("example", rule.sample());
  print_judgement(rule, rules);
}

}  // namespace keysieve::cli
