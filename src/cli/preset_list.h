// What `generate --list` shows.
#pragma once

#include <ostream>

namespace keysieve::cli {

void print_preset_table(std::ostream& out);
void print_preset_json(std::ostream& out);

}  // namespace keysieve::cli
