// What `scan --stats` says: where the time went, and how much there was to do.
#pragma once

#include <cstdint>
#include <string>

#include "base/stage_clock.h"
#include "keysieve/scan.h"

namespace keysieve::cli {

// A table of the stages, a line each (name, CPU seconds, wall seconds, megabytes), their total, and
// below it figures of the whole, each on a line of its own (name, number). Programs read it, too:
// names are never changed, nor are columns.
std::string stats_text(const StageCosts& costs, const Report& report, std::uint64_t peak_memory);

// The most memory that this process has had, in bytes, with what it has mapped of packs.
std::uint64_t peak_memory();

}  // namespace keysieve::cli
