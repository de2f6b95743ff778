#include "detect/judge.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "detect/confidence.h"
#include "detect/decode.h"
#include "detect/entropy.h"
#include "detect/expression.h"
#include "detect/lookalike.h"
#include "detect/name.h"
#include "detect/placeholder.h"
#include "detect/randomness.h"
#include "detect/rule_kind.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

// What tools write before the random part. It says nothing about the rest.
constexpr std::array<std::string_view, 6> known_prefixes = {"django-insecure-", "base64:", "base64",
                                                            "hex2bin:",         "sha512:", "0x"};

std::string_view random_part(std::string_view secret) {
  for (const std::string_view prefix : known_prefixes) {
    if (secret.starts_with(prefix) && secret.size() > prefix.size()) {
      return secret.substr(prefix.size());
    }
  }
  return secret;
}

// What base64 of a text without blanks stands for, as in a Kubernetes Secret; else the value
// itself. The bytes of a random key are no text.
std::string decoded(std::string_view value) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t shortest = 16;
  const std::size_t end = value.find_last_not_of('=') + 1;
  const bool padded = value.size() % 4 == 0 && value.size() - end <= 2;
  if (padded && value.substr(0, end).find_first_not_of(digits) == std::string_view::npos) {
    std::string text = from_base64(value);
    const bool is_text =
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
    if (is_text && text.size() >= shortest) return text;
  }
  return std::string(value);
}

// A UUID's dashes are no choice of whoever made it.
double randomness_of(std::string_view value) {
  if (!is_uuid(value)) return std::max(randomness(value), randomness(random_part(decoded(value))));
  std::string digits(value);
  std::erase(digits, '-');
  return randomness(digits);
}

// People choose passwords: what is no placeholder and no plain word counts.
double floor_of(const Rule& rule) {
  if (rule.min_randomness) return *rule.min_randomness;
  if (kind_of(rule) == RuleKind::structural) return 0;
  return rule.has_tag("password") ? 0.3 : 0.5;
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
      if (c >= 'A' && c <= 'Z') letters += static_cast<char>(c - 'A' + 'a');
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    }
    return letters;
  };
  return folded(a) == folded(b);
}

// Why a value found by its name is no secret, whatever it looks like; empty if nothing is known.
std::string objection(const Rule& rule, std::string_view text, const Candidate& candidate,
                      std::string_view name, const Expression& expression) {
  const Span span = candidate.secret;
  const std::string_view secret = text.substr(span.begin, span.end - span.begin);
  if (expression.kind != ExpressionKind::literal) {
    return fmt::format("no literal but {}", describe(expression.kind));
  }
  if (same_letters(name, secret)) return "it only repeats its name";
  const bool generic = kind_of(rule) == RuleKind::generic;
  if (generic && meaning_of_name(name) == NameMeaning::something_else) {
    return fmt::format("the name {} means something else", name);
  }
  const std::string_view other = lookalike(text, span);
  if (!other.empty() && (generic || !is_uuid(secret))) {  // frameworks have UUIDs for keys, too
    return fmt::format("it looks like {}", other);
  }
  if (!generic) return {};
  if (secret.find_first_of(" \t\r\n") != std::string_view::npos)
    return "it is prose: it has blanks";
  return {};
}

// Why a value is none by what its characters are; empty if nothing speaks against it.
std::string objection_to_value(const Rule& rule, std::string_view random, const Verdict& verdict) {
  if (rule.min_entropy && verdict.entropy <= *rule.min_entropy) {
    return fmt::format("its entropy is {:.2f}, where more than {:.2f} is asked", verdict.entropy,
                       *rule.min_entropy);
  }
  if (rule.as_written) return {};
  if (auto placeholder = placeholder_reason(random)) return *std::move(placeholder);
  if (verdict.randomness >= floor_of(rule)) return {};
  return fmt::format("not random for its alphabet and length: {:.2f}, where {:.2f} is asked",
                     verdict.randomness, floor_of(rule));
}

}  // namespace

Match judge(const Rule& rule, std::string_view text, const Candidate& candidate) {
  const Span span = candidate.secret;
  const Expression expression = expression_at(text, span);
  Match match{candidate.rule,    span, std::string(text.substr(span.begin, span.end - span.begin)),
              expression.quoted, {},   {}};
  const std::string_view name = name_in(text, candidate);
  const std::string plain = decoded(match.secret);
  Verdict& verdict = match.verdict;
  verdict.entropy = shannon_entropy(match.secret);
  verdict.randomness = randomness_of(random_part(match.secret));
  verdict.confidence =
      confidence({kind_of(rule), verdict.randomness, meaning_of_name(name), expression.quoted});

  match.validation = validate(rule, match.secret);
  if (match.validation.status == ValidationStatus::valid) {
    verdict.confidence = std::max(verdict.confidence, proven);
  } else {
    verdict.reason = match.validation.reason;
    if (verdict.reason.empty() && kind_of(rule) != RuleKind::structural && !rule.as_written) {
      verdict.reason = objection(rule, text, candidate, name, expression);
    }
    if (verdict.reason.empty())
      verdict.reason = objection_to_value(rule, random_part(plain), verdict);
  }
  verdict.accepted = verdict.reason.empty();
  return match;
}

}  // namespace keysieve
