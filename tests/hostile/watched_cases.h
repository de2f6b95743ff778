// Numbered cases that may crash or hang: run in processes of their own, so that the one that did is
// known, and the test goes on to say so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace keysieve::test {

struct CaseOutcome {
  std::string failure;   // empty: as it should be
  std::size_t kind = 0;  // of outcome, to be counted: below most_kinds
};
inline constexpr std::size_t most_kinds = 8;

struct CaseResults {
  std::vector<std::string> failures;   // with the number of the case; crashes and hangs, too
  std::vector<std::uint64_t> by_kind;  // how many cases had this kind of outcome
  double slowest = 0;                  // seconds
};

// Calls make() once in each of two processes and the function it returns with every number below
// `count`. A case that takes longer than `limit` seconds ends its process, which counts as a
// failure; so does a crash. The cases after it are run nevertheless.
CaseResults run_watched(std::size_t count, double limit,
                        const std::function<std::function<CaseOutcome(std::size_t)>()>& make);

// How many cases to run: KEYSIEVE_CASES, or `usual`.
std::size_t case_count(std::size_t usual);

}  // namespace keysieve::test
