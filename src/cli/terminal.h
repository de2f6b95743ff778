// What the program knows of the terminal it talks to.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace keysieve::cli {

enum class ColorChoice { automatic, always, never };

// Of a word that is one of auto, always and never.
ColorChoice color_choice(std::string_view word);

// Whether to write colours to standard output: as chosen, else when it is a terminal and NO_COLOR
// (https://no-color.org) is unset or empty.
bool wants_color(ColorChoice choice);

// Whether hyperlinks can be written to standard output: it is a terminal that knows them, or passes
// over them.
bool wants_links();

// How many columns the terminal has that is open as `fd`; null: it is none, or does not tell.
std::optional<std::size_t> columns_of(int fd);

// How many columns lines on standard output have: what COLUMNS says, else the terminal, else 80.
std::size_t terminal_columns();

}  // namespace keysieve::cli
