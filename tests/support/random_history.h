// Histories nobody would write: branches, merges that resolve to anything, octopuses, renames,
// copies, links and submodules, clocks that go back, several roots, commits no ref reaches, and
// secrets that come, move, go and come back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/test_repo.h"

namespace keysieve::test {

struct RandomHistory {
  std::vector<std::string> secrets;  // that may stand in its files, and nowhere else
  std::vector<std::string> spoken;   // that may stand in messages, too
  std::vector<std::string> refs;     // full names

  std::vector<std::string> all_secrets() const;
};

// Fills the empty `repo` with about `commits` commits, the same for the same seed: packed, or,
// every third seed, as loose objects.
RandomHistory make_random_history(TestRepo& repo, std::uint32_t seed, int commits);

}  // namespace keysieve::test
