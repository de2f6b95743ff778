#include "report/html/exposure.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace keysieve {
namespace {

constexpr std::int64_t day = 24 * 60 * 60;
// The years 0000 to 9999: a commit may claim any time at all.
constexpr std::int64_t earliest = -62'167'219'200, latest = 253'402'300'799;
constexpr std::size_t most_ticks = 8;

std::chrono::year_month month_of(std::int64_t seconds) {
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(days);
  return date.year() / date.month();
}

std::int64_t begin_of(std::chrono::year_month month) {
  const std::chrono::sys_days first(month / std::chrono::day(1));
  return std::chrono::duration_cast<std::chrono::seconds>(first.time_since_epoch()).count();
}

// How many months apart ticks are, so that there are few of them.
int step_for(std::int64_t seconds) {
  const auto months = static_cast<double>(seconds) / (30.4 * static_cast<double>(day));
  for (const int step : {1, 2, 3, 6, 12, 24, 60, 120, 300, 1200}) {
    if (months / step <= static_cast<double>(most_ticks)) return step;
  }
  return 12000;
}

std::string label_of(std::chrono::year_month month, int step) {
  const int year = static_cast<int>(month.year());
  if (step % 12 == 0) return fmt::format("{:04}", year);
  return fmt::format("{:04}-{:02}", year, static_cast<unsigned>(month.month()));
}

}  // namespace

std::optional<Exposure> exposure_of(const Finding& finding) {
  if (finding.introduced.empty()) return std::nullopt;
  std::int64_t from = finding.introduced.front().committed.seconds;
  for (const Introduction& by : finding.introduced) {
    from = std::min(from, by.committed.seconds);
  }
  from = std::clamp(from, earliest, latest);
  const std::int64_t most_days = (latest - from) / day;
  const auto days = std::clamp<std::int64_t>(finding.exposure_days.value_or(0), 0, most_days);
  return Exposure{from, from + days * day, !finding.present_in.empty()};
}

TimeScale::TimeScale(const std::vector<const Finding*>& findings) {
  bool first = true;
  for (const Finding* finding : findings) {
    const auto exposure = exposure_of(*finding);
    if (!exposure) continue;
    from_ = first ? exposure->from : std::min(from_, exposure->from);
    to_ = first ? exposure->to : std::max(to_, exposure->to);
    first = false;
  }
  if (!first) to_ = std::max(to_, from_ + day);
}

double TimeScale::at(std::int64_t seconds) const {
  if (empty()) return 0;
  // Whoever asks may have the time of any commit, and those may claim any time at all.
  const auto since = static_cast<double>(std::clamp(seconds, from_, to_) - from_);
  return 100 * since / static_cast<double>(to_ - from_);
}

std::vector<TimeScale::Tick> TimeScale::ticks() const {
  std::vector<Tick> all;
  if (empty()) return all;
  const int step = step_for(to_ - from_);
  auto month = month_of(from_);
  const int years = static_cast<int>(month.year());
  const int since = years * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
  month += std::chrono::months((step - since % step) % step);
  for (; begin_of(month) <= to_; month += std::chrono::months(step)) {
    if (begin_of(month) >= from_) all.push_back({at(begin_of(month)), label_of(month, step)});
  }
  return all;
}

}  // namespace keysieve
