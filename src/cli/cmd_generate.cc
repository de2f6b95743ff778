#include "cli/command.h"

namespace keysieve::cli {

void add_generate(CLI::App&, int*) {}

}  // namespace keysieve::cli
