// What a hook runs: git says on the command line, on standard input and in the environment what is
// about to happen, and the exit status says whether it may.
#pragma once

#include <string>
#include <vector>

#include "keysieve/hooks.h"

namespace keysieve::cli {

struct HookRun {
  HookType type = HookType::pre_commit;
  std::vector<std::string> arguments;  // git's
  bool known_too = false;              // what HEAD holds already stops a commit as well
  bool repo_config = false;            // on a server: heed what the pushed repository says, too
  bool no_repo_config = false;         // elsewhere: do not
};

int run_hook(const HookRun& run);

}  // namespace keysieve::cli
