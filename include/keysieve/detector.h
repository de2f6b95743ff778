// From bytes to judged matches: the heart of a scan, a pure function of its input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/confidence.h"
#include "keysieve/error.h"
#include "keysieve/object.h"
#include "keysieve/rule.h"
#include "keysieve/validation.h"

namespace keysieve {

// Bytes of an object, half-open.
struct Span {
  std::size_t begin = 0, end = 0;
  auto operator<=>(const Span&) const = default;
};

// Whether a candidate is taken for a leaked secret, and why not.
struct Verdict {
  bool accepted = false;
  std::string reason;     // of a rejection, for people: "a placeholder: it says changeme"
  double entropy = 0;     // Shannon, bits per character
  double randomness = 0;  // in [0, 1]: 0.5 is the least that random strings of this alphabet and
                          // length have (see src/detect/randomness.h)
  double confidence = 0;  // in [0, 1]: how sure keysieve is that this is a secret
  Contributions contributions{};  // to the confidence; with Explain::yes
};

// Whoever wrote the line accepted it in place: `keysieve:allow`, `gitleaks:allow`,
// `pragma: allowlist secret`.
struct InlineMark {
  std::string reason;  // the words after the mark, may be empty
};

// What a rule matched, judged.
struct Match {
  std::size_t rule = 0;  // index into Detector::rules().rules()
  Span span;  // of the secret in the scanned bytes; of the whole encoded segment when the
              // secret stands in base64, hexadecimal or percent escapes
  std::string secret;
  bool quoted = false;  // stands in quotes; an unquoted value needs a file whose syntax allows it
  Verdict verdict;
  std::optional<InlineMark> mark;
  Validation validation{};
  Facts companions{};
  // Allowlists of the rule whose tests of the content hold; they hold if the place is one of
  // theirs.
  std::vector<std::size_t> half_allowed{};
};

// What it costs to look for one rule's secrets.
struct RuleCost {
  std::uint64_t keyword_hits = 0;  // how often its keywords occur
  std::uint64_t windows = 0;       // lines, with those around them that the rule asks for, in which
                                   // its regular expression was tried
  std::uint64_t matches = 0;  // of the regular expression; how they are judged is another thing
  double seconds = 0;         // in the regular expression
};

// A compiled RuleSet. Immutable and safe to share between threads; each thread brings its own
// Scratch. Regular expressions are compiled when a keyword first hits, so that starting is cheap.
class Detector {
 public:
  class Scratch;
  struct FreeScratch {
    void operator()(Scratch* scratch) const noexcept;
  };
  using ScratchHandle = std::unique_ptr<Scratch, FreeScratch>;
  enum class Explain : bool { no, yes };

  // Cannot fail: RuleSet checks the regular expressions of the files it reads, a test those of the
  // embedded rules.
  explicit Detector(RuleSet rules, double min_confidence = default_min_confidence);
  Detector(Detector&&) noexcept;
  Detector& operator=(Detector&&) noexcept;
  ~Detector();

  const RuleSet& rules() const;

  // `costs` is empty, or one for each rule: what each find() with the scratch costs is added to it.
  ScratchHandle new_scratch(std::span<RuleCost> costs = {}) const;

  // Appends the accepted matches in `blob` to *out, by place, then rule; with Explain::yes the
  // rejected ones too. When blob.path is set the place is weighed as well; when it is empty the
  // content alone is, and the caller weighs each path it finds later with weigh_place().
  // At most one match is accepted for the same bytes of a text: the most specific rule's. What is
  // encoded in a text is a text of its own.
  // blob.bytes are taken as they are: scan() hands over UTF-16 and UTF-32 text as UTF-8.
  void find(const Blob& blob, Scratch& scratch, std::vector<Match>* out,
            Explain explain = Explain::no) const;

  // The same for a part of a text that is too large to be searched as one, or of which not all has
  // to be. Only a text's first bytes tell whether it is binary. Rules for whole files see no parts.
  void find_in_part(const Blob& part, bool binary, Scratch& scratch, std::vector<Match>* out,
                    Explain explain = Explain::no) const;

  // Appends what of `text`, which is not binary, may hold something because of what stands in
  // `lines`, which are whole lines of it: spans of whole lines, by their beginning. They may
  // overlap. All spans that come of all lines of a text, those that overlap joined, are its
  // surroundings: outside of them nothing is found, and in each is found what find_in_part() finds
  // in it by itself.
  void surroundings(std::string_view text, Span lines, Scratch& scratch,
                    std::vector<Span>* out) const;

  static bool is_binary(std::string_view text);

  // The second half of judging: `match`, accepted by what the content says, at `path`.
  Verdict weigh_place(const Match& match, std::string_view path) const;

 private:
  struct Compiled;
  void find_beside(const Blob& blob, bool binary, Scratch& scratch, std::vector<Match>* out,
                   Explain explain) const;

  std::unique_ptr<const Compiled> compiled_;
};

// One thing wrong with a rule: `origin` is "file:line", `rule_id` may be empty.
struct RuleProblem {
  std::string origin, rule_id, message;
};

// Proves rules against their own examples: each example is found by its rule, no negative example
// by any; and says what would make them slow. They are tried together with those `beside` them. An
// empty answer is a proof.
std::vector<RuleProblem> check_rules(const RuleSet& rules, const RuleSet& beside = {});

}  // namespace keysieve
