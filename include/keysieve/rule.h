// Rules: what a kind of secret looks like, what it opens, and what to do about it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keysieve/error.h"

namespace keysieve {

enum class Severity : std::uint8_t { low, medium, high, critical };
std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view name);

// What is not reported though the rule matches it.
struct Allowlist {
  enum class Target : std::uint8_t { secret, match, line };

  std::string description;
  bool all = false;                    // every kind of test that it names must hold, not just one
  Target target = Target::secret;      // what `regexes` are searched in
  std::vector<std::string> regexes;    // RE2
  std::vector<std::string> stopwords;  // lower case; in the secret, in any case
  std::vector<std::string> paths;      // RE2
};

// What stands near a secret and belongs to it, such as the id of a key pair.
struct Companion {
  std::string name;       // what it is: "aws_access_key_id"
  std::string regex;      // RE2; the first of the groups `secret`, `secret_2`, … is it, else all
  int lines = 5;          // how many lines away at most
  bool required = false;  // without it the secret is none
};

// One kind of secret, as written in a patterns/*.toml file (patterns/README.md explains each key).
struct Rule {
  std::string id;           // kebab-case, stable; the SARIF ruleId
  std::string name;         // for people
  std::string description;  // what the secret opens, one sentence
  Severity severity = Severity::high;
  std::vector<std::string> tags;
  std::vector<std::string> keywords;  // lower case; one must occur near the match, in any case
  std::string regex;                  // RE2; the first of the groups `secret`, `secret_2`, … that
                                      // caught something is the secret (without any, all is),
                                      // the group `name` the name it is given to
  std::string path;                   // RE2 searched in the path; empty: any path
  std::optional<double> min_randomness;  // least randomness of the secret, in [0, 1]
  std::optional<double> min_entropy;     // Shannon's, bits per character; the secret must have more
  int context_lines = 0;                 // lines around the keyword's line the regex may need
  bool whole_blob = false;               // no keyword: tried on blobs of at most 512 bytes
  bool every_line = false;               // no keyword: tried on every line
  bool assigned = false;                 // `regex` is all of a name: what it is given is the secret
  int min_length = 0;                    // of what an assigned rule takes for a secret
  bool as_written = false;               // nothing is weighed but what the rule itself says
  std::string validate;                  // the name of what checks the secret's form
  std::vector<Companion> companions;
  std::vector<Allowlist> allowlists;
  std::string remediation;            // what to do now
  std::string preset;                 // `keysieve generate --for PRESET` makes a replacement
  std::vector<std::string> examples;  // found by this rule: `keysieve rules check` proves it
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

// Valid rules with unique ids, sorted by id. Immutable; a copy shares them.
class RuleSet {
 public:
  RuleSet() = default;  // empty

  // The rules embedded in the program, from patterns/*.toml.
  static Result<RuleSet> builtin();

  // Rules written in TOML, as patterns/README.md or as gitleaks has them. `origin` names the text
  // in errors ("file:line: what is wrong"); all errors are reported at once, one a line.
  static Result<RuleSet> parse(std::string_view toml, std::string_view origin);
  static Result<RuleSet> load(const std::filesystem::path& file);

  // Rules as a saved report tells of them: enough to write it anew, not to find anything.
  static RuleSet described(std::vector<Rule> rules);

  // Of rules that are valid, and each of another id.
  static RuleSet of(std::vector<Rule> rules) { return RuleSet(std::move(rules), {}); }

  // These rules and `other`'s; where both have an id, `other`'s rule stands.
  RuleSet extended_by(const RuleSet& other) const;

  // The rules that `selection` leaves. Fails on a name that is neither an id nor a tag.
  Result<RuleSet> selected(const RuleSelection& selection) const;

  std::span<const Rule> rules() const {
    return rules_ ? std::span<const Rule>(*rules_) : std::span<const Rule>();
  }
  const Rule* find(std::string_view id) const;  // null: no such rule

  // What reading the files could not take over as it stands, each for people to know.
  const std::vector<std::string>& notices() const { return notices_; }

 private:
  RuleSet(std::vector<Rule> rules, std::vector<std::string> notices);

  std::shared_ptr<const std::vector<Rule>> rules_;
  std::vector<std::string> notices_;
};

// The rules as a rule file that says the same.
std::string to_toml(const RuleSet& rules);

// 32 hex digits that change whenever a rule does: which rules a report was made with.
std::string ruleset_hash(const RuleSet& rules);

}  // namespace keysieve
