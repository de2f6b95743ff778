#include "base/date.h"

#include <chrono>
#include <optional>

#include <fmt/format.h>

namespace keysieve {
namespace {

// Takes exactly `digits` digits off `text`.
std::optional<int> take_number(std::string_view* text, std::size_t digits) {
  if (text->size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text->substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text->remove_prefix(digits);
  return number;
}

bool take(std::string_view* text, char wanted) {
  if (!text->starts_with(wanted)) return false;
  text->remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_day(std::string_view* text) {
  using namespace std::chrono;
  const auto y = take_number(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)),
                            day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return std::int64_t{sys_days(date).time_since_epoch().count()} * 86400;
}

// "17:30" in minutes.
std::optional<int> take_minutes(std::string_view* text) {
  const auto hours = take_number(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

// "17:30:05+07:00" in seconds before UTC's midnight or after it.
std::optional<int> take_time(std::string_view* text) {
  const auto minutes = take_minutes(text);
  if (!minutes) return std::nullopt;
  int seconds = *minutes * 60;
  if (take(text, ':')) {
    const auto more = take_number(text, 2);
    if (!more || *more > 60) return std::nullopt;
    seconds += *more;
  }
  if (text->empty() || take(text, 'Z')) return seconds;
  const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
  const auto offset = take_minutes(text);
  if (sign == 0 || !offset) return std::nullopt;
  return seconds - sign * *offset * 60;
}

std::optional<std::int64_t> parse(std::string_view text) {
  auto seconds = take_day(&text);
  if (!seconds || text.empty()) return seconds;
  if (!take(&text, 'T') && !take(&text, ' ')) return std::nullopt;
  const auto time = take_time(&text);
  if (!time || !text.empty()) return std::nullopt;
  return *seconds + *time;
}

}  // namespace

Result<std::int64_t> parse_date(std::string_view text) {
  if (const auto seconds = parse(text)) return *seconds;
  return Error{ErrorCode::invalid_argument,
               fmt::format("\"{}\" is no date: write 2024-01-31 or 2024-01-31T17:30:00+07:00 "
                           "(without an offset it is UTC)",
                           text)};
}

}  // namespace keysieve
