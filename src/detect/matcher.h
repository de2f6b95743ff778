// The rules' regular expressions, run on bounded parts of a text. Each is compiled when it is first
// needed: a hook that sees one keyword pays for one rule.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "detect/window_facts.h"
#include "keysieve/detector.h"

namespace keysieve {

// What a rule's regular expression matched, not judged yet.
struct Candidate {
  std::size_t rule = 0;
  Span secret;
  Span name;     // what the secret is assigned to; empty if the rule does not say
  Span match{};  // all that the regular expression matched
  auto operator<=>(const Candidate&) const = default;
};

// Safe to share between threads.
class Matcher {
 public:
  explicit Matcher(std::span<const Rule> rules);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) = delete;
  ~Matcher();

  // Appends what `rule` matches in the window, from left to right and without overlaps. What else
  // is seen: see shown_around().
  void match(std::size_t rule, WindowFacts& facts, std::vector<Candidate>* out) const;

  // Whether `rule` may find something in a file at `path`.
  bool path_matches(std::size_t rule, std::string_view path) const;

 private:
  struct Expression;
  std::vector<std::unique_ptr<Expression>> expressions_;
};

}  // namespace keysieve
