#include "cli/command.h"

namespace keysieve::cli {

void add_scan(CLI::App&, int*) {}

}  // namespace keysieve::cli
