// A point in time as people write it.
#pragma once

#include <cstdint>
#include <string_view>

#include "keysieve/error.h"

namespace keysieve {

// Seconds since 1970 of an ISO 8601 date, "2024-01-31", or date and time, "2024-01-31T17:30",
// "2024-01-31 17:30:05+07:00", "…Z". Without an offset it is UTC: the same on every machine.
Result<std::int64_t> parse_date(std::string_view text);

}  // namespace keysieve
