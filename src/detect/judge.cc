#include "detect/judge.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/characters.h"
#include "detect/confidence.h"
#include "detect/entropy.h"
#include "detect/expression.h"
#include "detect/lookalike.h"
#include "detect/name.h"
#include "detect/placeholder.h"
#include "detect/prose.h"
#include "detect/random_part.h"
#include "detect/randomness.h"
#include "detect/rule_kind.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

// A UUID's dashes are no choice of whoever made it, and text in base64 is as random as the text.
double randomness_of(std::string_view value) {
  if (!is_uuid(value)) return randomness(random_part(decoded_text(value)));
  std::string digits(value);
  std::erase(digits, '-');
  return randomness(digits);
}

bool is_mixed(std::string_view value) {
  bool letters = false, digits = false;
  for (const char c : value) {
    letters = letters || is_letter(c);
    digits = digits || is_digit(c);
  }
  return letters && digits;
}

std::string_view name_in(std::string_view text, const Candidate& candidate) {
  if (candidate.name.end > candidate.name.begin) {
    return text.substr(candidate.name.begin, candidate.name.end - candidate.name.begin);
  }
  return name_of(text, candidate.secret);
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto folded = [](std::string_view text) {
    std::string letters;
    for (const char c : text) {
      if (is_letter(c) || is_digit(c)) letters += lower(c);
    }
    return letters;
  };
  return folded(a) == folded(b);
}

// The least randomness of what a rule finds. Weak secrets and what is known by its form have none.
double floor_of(const Rule& rule) {
  if (rule.min_randomness) return *rule.min_randomness;
  if (kind_of(rule) == RuleKind::structural || rule.severity == Severity::low) return 0;
  if (rule.has_tag("password")) return kind_of(rule) == RuleKind::framework ? 0.3 : 0;
  return kind_of(rule) == RuleKind::framework ? 0.5 : 0.4;
}

Feature lead_of(const Rule& rule) {
  if (kind_of(rule) == RuleKind::structural) return Feature::known_form;
  if (kind_of(rule) == RuleKind::framework) return Feature::framework_name;
  if (rule.severity == Severity::low) return Feature::weak_name;
  if (rule.has_tag("password")) return Feature::password_name;
  if (rule.has_tag("token")) return Feature::token_name;
  return rule.has_tag("key") ? Feature::key_name : Feature::secret_name;
}

// Weighs one candidate. The reason for a rejection is what speaks most against it.
class Scales {
 public:
  Scales(const Rule& rule, std::string_view text, const Candidate& candidate, Match* match)
      : rule_(rule), text_(text), candidate_(candidate), match_(*match) {}

  // What costs little to find out.
  void weigh_value() {
    const std::string_view secret = match_.secret;
    Verdict& verdict = match_.verdict;
    evidence_.set(lead_of(rule_));
    verdict.entropy = shannon_entropy(secret);
    verdict.randomness = randomness_of(random_part(secret));
    const bool is_password =
        lead_of(rule_) == Feature::password_name || lead_of(rule_) == Feature::weak_name;
    evidence_.set(is_password ? Feature::password_randomness : Feature::randomness,
                  verdict.randomness);
    evidence_.set(Feature::unlike_words, unlike_words(random_part(secret)));
    if (secret.size() < 8) evidence_.set(Feature::brief);
    if (is_mixed(secret)) evidence_.set(Feature::mixed);
    if (verdict.randomness < floor_of(rule_)) {
      object(Feature::not_random,
             fmt::format("not random for its alphabet and length: {:.2f}, where {:.2f} is asked",
                         verdict.randomness, floor_of(rule_)));
      worst_ = 0;  // what it is instead, if that is known, is the better reason
    }
  }

  // Why a value found by its name may be none, whatever it looks like.
  void weigh_surroundings() {
    const ExpressionKind kind = expression_kind_at(text_, candidate_.secret, match_.quoted);
    if (kind != ExpressionKind::literal) {
      object(Feature::not_literal, fmt::format("no literal but {}", describe(kind)));
    }
    const std::string_view name = name_in(text_, candidate_);
    if (same_letters(name, match_.secret)) {
      object(Feature::repeats_name, "it only repeats its name");
    }
    const bool generic = kind_of(rule_) == RuleKind::generic;
    if (generic && meaning_of_name(name) == NameMeaning::something_else) {
      object(Feature::other_name, fmt::format("the name {} means something else", name));
    }
    const std::string_view other = lookalike(text_, candidate_.secret);
    if (!other.empty() && is_uuid(match_.secret)) {
      if (generic) object(Feature::uuid, fmt::format("it looks like {}", other));
    } else if (!other.empty()) {
      object(Feature::lookalike, fmt::format("it looks like {}", other));
    }
    if (!match_.quoted && has_other_letters(match_.secret)) {
      object(Feature::not_literal, "no literal but prose: it has letters of other alphabets");
    } else if (generic && is_prose(match_.secret)) {
      object(Feature::prose, "it is prose: it has blanks, or letters of other alphabets");
    } else if (!match_.quoted && is_in_sentence(text_, candidate_.secret)) {
      object(Feature::prose, "it is prose: a word of a sentence");
    }
  }

  void weigh_words() {
    const std::string plain = decoded_text(match_.secret);
    if (auto found = placeholder_in(random_part(plain))) {
      object(feature_of(found->kind), std::string(found->reason));
    }
  }

  const Evidence& evidence() const { return evidence_; }
  std::string reason() const { return reason_.empty() ? "too little speaks for it" : reason_; }

 private:
  static Feature feature_of(PlaceholderKind kind) {
    switch (kind) {
      case PlaceholderKind::template_:
        return Feature::template_;
      case PlaceholderKind::sequence:
        return Feature::sequence;
      case PlaceholderKind::plain_words:
        return Feature::plain_words;
      default:
        return Feature::placeholder;
    }
  }

  void object(Feature feature, std::string reason) {
    evidence_.set(feature);
    if (weight_of(feature) >= worst_) return;
    worst_ = weight_of(feature);
    reason_ = std::move(reason);
  }

  const Rule& rule_;
  std::string_view text_;
  const Candidate& candidate_;
  Match& match_;
  Evidence evidence_;
  std::string reason_;
  double worst_ = 0;
};

// The best that a place can add.
double best_place() {
  return std::max(weight_of(Feature::settings), 0.0);
}

// Fills in the verdict by the weights. What is hopeless by its value alone is not looked at any
// further, unless someone wants to know.
void weigh(const Rule& rule, std::string_view text, const Candidate& candidate,
           double min_confidence, Detector::Explain explain, Match* match) {
  Scales scales(rule, text, candidate, match);
  Verdict& verdict = match->verdict;
  const double least = log_odds_of(min_confidence) - best_place();
  const auto is_hopeless = [&] {
    return explain == Detector::Explain::no && scales.evidence().log_odds() < least;
  };
  scales.weigh_value();
  if (!is_hopeless() && kind_of(rule) != RuleKind::structural) scales.weigh_surroundings();
  if (!is_hopeless()) scales.weigh_words();
  verdict.confidence = confidence_of(scales.evidence().log_odds());
  verdict.accepted = scales.evidence().log_odds() >= least;
  if (!verdict.accepted) verdict.reason = scales.reason();
  if (explain == Detector::Explain::yes) verdict.contributions = scales.evidence().contributions();
}

// A rule that is taken as written is asked for nothing but what it says itself.
void take_as_written(const Rule& rule, Verdict* verdict) {
  verdict->confidence = confidence_of(weight_of(Feature::known_form));
  verdict->accepted = !rule.min_entropy || verdict->entropy > *rule.min_entropy;
  if (verdict->accepted) return;
  verdict->reason = fmt::format("its entropy is {:.2f}, where more than {:.2f} is asked",
                                verdict->entropy, *rule.min_entropy);
}

}  // namespace

Match judge(const Rule& rule, std::string_view text, const Candidate& candidate,
            double min_confidence, Detector::Explain explain) {
  const Span span = candidate.secret;
  Match match{
      candidate.rule,           span, std::string(text.substr(span.begin, span.end - span.begin)),
      is_quoted_at(text, span), {},   {}};
  Verdict& verdict = match.verdict;
  match.validation = validate(rule, match.secret);
  verdict.entropy = shannon_entropy(match.secret);
  verdict.randomness = randomness_of(random_part(match.secret));
  if (match.validation.status == ValidationStatus::valid) {
    verdict.accepted = true;
    verdict.confidence = proven;
  } else if (!match.validation.reason.empty()) {
    verdict.reason = match.validation.reason;
  } else if (rule.as_written) {
    take_as_written(rule, &verdict);
  } else {
    weigh(rule, text, candidate, min_confidence, explain, &match);
    if (rule.min_entropy && verdict.entropy <= *rule.min_entropy) take_as_written(rule, &verdict);
  }
  return match;
}

}  // namespace keysieve
