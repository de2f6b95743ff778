// Rules: what a kind of secret looks like, what it opens, and what to do about it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"

namespace keysieve {

enum class Severity : std::uint8_t { low, medium, high, critical };
std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view name);

// One kind of secret, as written in a patterns/*.toml file (patterns/README.md explains each key).
struct Rule {
  std::string id;           // kebab-case, stable; the SARIF ruleId
  std::string name;         // for people
  std::string description;  // what the secret opens, one sentence
  Severity severity = Severity::high;
  std::vector<std::string> tags;
  std::vector<std::string> keywords;     // lower case; one must occur near the match, in any case
  std::string regex;                     // RE2; the group named `secret` is the secret (else all),
                                         // the group named `name` the name it is given to
  std::string path;                      // RE2 searched in the path; empty: any path
  std::optional<double> min_randomness;  // least randomness of the secret, in [0, 1]
  int context_lines = 0;                 // lines around the keyword's line the regex may need
  bool whole_blob = false;               // no keyword: tried on blobs of at most 512 bytes
  std::string remediation;               // what to do now
  std::string preset;                    // `keysieve generate --format PRESET` makes a replacement
  std::vector<std::string> examples;     // found by this rule: `keysieve rules check` proves it
  std::vector<std::string> negative_examples;  // found by no rule
  std::string origin;                          // where it was read: "django.toml:12"

  bool has_tag(std::string_view tag) const;

  // The first example as the rule finds it: templates such as {{hex:32}} are filled in.
  std::string sample() const;
};

// Which rules of a set are to be used. A name is a rule's id or a tag.
struct RuleSelection {
  std::vector<std::string> enable;   // not empty: only these
  std::vector<std::string> disable;  // without these
  Severity min_severity = Severity::low;
};

// Valid rules with unique ids, sorted by id. Immutable, cheap to share between threads.
class RuleSet {
 public:
  // The rules embedded in the program, from patterns/*.toml.
  static Result<RuleSet> builtin();

  // Rules written in TOML. `origin` names the text in errors ("file:line: what is wrong"); all
  // errors are reported at once, one a line.
  static Result<RuleSet> parse(std::string_view toml, std::string_view origin);
  static Result<RuleSet> load(const std::filesystem::path& file);

  // These rules and `other`'s; where both have an id, `other`'s rule stands.
  RuleSet extended_by(const RuleSet& other) const;

  // The rules that `selection` leaves. Fails on a name that is neither an id nor a tag.
  Result<RuleSet> selected(const RuleSelection& selection) const;

  std::span<const Rule> rules() const { return rules_; }
  const Rule* find(std::string_view id) const;  // null: no such rule

 private:
  std::vector<Rule> rules_;
};

// 32 hex digits that change whenever a rule does: which rules a report was made with.
std::string ruleset_hash(const RuleSet& rules);

}  // namespace keysieve
