// Histories nobody would write: branches, merges that resolve to anything, octopuses, renames,
// copies, secrets that come, move, go and come back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/test_repo.h"

namespace keysieve::test {

struct RandomHistory {
  std::vector<std::string> secrets;   // that may stand in its files
  std::vector<std::string> branches;  // full names of refs
};

// Fills the empty `repo` with about `commits` commits, the same for the same seed.
RandomHistory make_random_history(TestRepo& repo, std::uint32_t seed, int commits);

}  // namespace keysieve::test
