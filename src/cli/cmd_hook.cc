#include "cli/command.h"

namespace keysieve::cli {

void add_hook(CLI::App&, int*) {}

}  // namespace keysieve::cli
