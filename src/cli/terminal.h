// What the program knows of the terminal it talks to.
#pragma once

namespace keysieve::cli {

enum class ColorChoice { automatic, always, never };

// Whether to write colours to standard output: as chosen, else when it is a terminal and NO_COLOR
// (https://no-color.org) is unset or empty.
bool wants_color(ColorChoice choice);

}  // namespace keysieve::cli
