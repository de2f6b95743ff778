#include "detect/companions.h"

#include <mutex>

#include "detect/rule_regex.h"
#include "detect/window.h"

namespace keysieve {
namespace {

// How many bytes lie between the two; none: they overlap.
std::optional<std::size_t> distance(Span a, Span b) {
  if (a.end <= b.begin) return b.begin - a.end;
  if (b.end <= a.begin) return a.begin - b.end;
  return std::nullopt;
}

// What `regex` catches in `window`, where it matches nearest to the secret.
std::optional<Span> nearest(const RuleRegex& regex, std::string_view text, Span window,
                            Span secret) {
  std::optional<Span> best;
  std::size_t least = 0;
  for (std::size_t from = window.begin; from < window.end;) {
    const auto found = regex.find(text, {from, window.end});
    if (!found) break;
    from = std::max(found->all.end, from + 1);
    const auto apart = distance(found->all, secret);
    const bool empty = found->secret.begin == found->secret.end;
    if (!apart || empty || (best && *apart >= least)) continue;
    best = found->secret;
    least = *apart;
  }
  return best;
}

}  // namespace

struct Companions::Compiled {
  std::once_flag once;
  std::vector<std::unique_ptr<const RuleRegex>> regexes;  // as the rule's companions
};

Companions::Companions(std::span<const Rule> rules) : rules_(rules), compiled_(rules.size()) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].companions.empty()) compiled_[i] = std::make_unique<Compiled>();
  }
}
Companions::Companions(Companions&&) noexcept = default;
Companions::~Companions() = default;

void Companions::add(std::string_view text, Match* match) const {
  Compiled* const compiled = compiled_[match->rule].get();
  if (!compiled || !match->verdict.accepted) return;
  const std::vector<Companion>& wanted = rules_[match->rule].companions;
  std::call_once(compiled->once, [&] {
    for (const Companion& companion : wanted) {
      compiled->regexes.push_back(std::make_unique<const RuleRegex>(companion.regex));
    }
  });
  const Span line = line_around(text, match->span.begin);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Span window = window_around(text, line, match->span.begin, wanted[i].lines);
    const auto found = nearest(*compiled->regexes[i], text, window, match->span);
    if (found) {
      match->companions.emplace_back(wanted[i].name,
                                     text.substr(found->begin, found->end - found->begin));
    } else if (wanted[i].required) {
      match->verdict.accepted = false;
      match->verdict.reason = "no " + wanted[i].name + " stands near it";
      return;
    }
  }
}

}  // namespace keysieve
