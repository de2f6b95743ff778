#include "cli/command.h"

namespace keysieve::cli {

void add_rules(CLI::App&, int*) {}

}  // namespace keysieve::cli
