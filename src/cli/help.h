// The pages that --help prints.
#pragma once

#include <CLI/CLI.hpp>

#include <memory>

namespace keysieve::cli {

// For the program, and by inheritance for its commands: lines end before the 80th column, and of an
// option stands what it takes. Which options exclude each other is told to those who try.
std::shared_ptr<CLI::FormatterBase> help_pages();

}  // namespace keysieve::cli
