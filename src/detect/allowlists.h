// What rules except from what they match. Each list has tests of the content and of the place, and
// the two are made at different times, as all judging is (see judge, place).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detect/matcher.h"
#include "keysieve/detector.h"

namespace keysieve {

// Safe to share between threads. Regular expressions are compiled when a rule first matches.
class Allowlists {
 public:
  explicit Allowlists(std::span<const Rule> rules);
  Allowlists(Allowlists&&) noexcept;
  Allowlists& operator=(Allowlists&&) = delete;
  ~Allowlists();

  // Why the candidate's content is allowed. Lists of which the place must decide are added to
  // *half.
  std::optional<std::string> content_reason(std::string_view text, const Candidate& candidate,
                                            std::vector<std::size_t>* half) const;

  // Why a match of `rule` is allowed at `path`; `half` as content_reason() left it.
  std::optional<std::string> place_reason(std::size_t rule, std::string_view path,
                                          std::span<const std::size_t> half) const;

 private:
  struct Compiled;
  const Compiled& compiled(std::size_t rule) const;

  std::span<const Rule> rules_;
  std::vector<std::unique_ptr<Compiled>> compiled_;  // null: the rule has no lists
};

}  // namespace keysieve
