// How a finding differs from an older report, where there is one to compare with.
#pragma once

#include <cstdint>
#include <string_view>

#include "keysieve/scan.h"

namespace keysieve {

enum class Change : std::uint8_t { added, unchanged, gone };
std::string_view to_string(Change change);  // "new", "unchanged", "gone"

// Of a finding of the report that `since` belongs to, or of one in `since.gone`.
Change change_of(const Finding& finding, const Comparison& since);

struct ChangeCounts {
  std::uint64_t added = 0, unchanged = 0, gone = 0;  // without what is suppressed
};
ChangeCounts count_changes(const Report& report);

}  // namespace keysieve
