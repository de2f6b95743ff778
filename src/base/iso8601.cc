// Times as text: ISO 8601 with the offset git stored. The civil calendar comes from <chrono>.
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "keysieve/finding.h"

namespace keysieve {

std::string iso8601(const Time& time) {
  using namespace std::chrono;
  static constexpr std::int64_t year_0 = -62167219200, end_of_9999 = 253402300799;
  const std::int64_t offset = std::clamp(time.offset_minutes, -5999, 5999);
  const std::int64_t local =
      std::clamp(std::clamp(time.seconds, year_0, end_of_9999) + offset * 60, year_0, end_of_9999);
  const sys_seconds moment{seconds(local)};
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss clock(moment - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), offset < 0 ? '-' : '+',
                     std::abs(offset) / 60, std::abs(offset) % 60);
}

}  // namespace keysieve
