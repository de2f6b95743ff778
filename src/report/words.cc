#include "report/words.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace keysieve {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// The first byte after `columns` characters.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    if (starts_character(text[at]) && seen++ == columns) break;
  }
  return at;
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(number), noun, number == 1 ? "" : "s");
}

std::string byte_size(std::uint64_t bytes) {
  static constexpr std::array units = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return counted(bytes, "byte");
  auto size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < units.size(); ++unit) size /= 1000;
  return fmt::format("{:.1f} {}", size, units[unit]);
}

std::string rough_duration(std::int64_t days) {
  if (days <= 0) return "less than a day";
  const auto months = static_cast<std::uint64_t>(days) * 12 / 365;
  if (months == 0) return counted(static_cast<std::uint64_t>(days), "day");
  std::string text;
  if (months >= 12) text = counted(months / 12, "year");
  if (months >= 12 && months % 12 != 0) text += ' ';
  if (months % 12 != 0) text += counted(months % 12, "month");
  return text;
}

std::string duration(std::int64_t days) {
  const std::string rough = rough_duration(days);
  if (days <= 0) return rough;
  const std::string in_days = counted(static_cast<std::uint64_t>(days), "day");
  return rough == in_days ? rough : fmt::format("{} ({})", rough, in_days);
}

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

std::string first_few(const std::vector<std::string>& items) {
  if (items.size() <= few) return joined(items);
  return fmt::format("{} and {} more", joined({items.begin(), items.begin() + few}),
                     grouped(items.size() - few));
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (width(text) > columns) {
    std::size_t space = text.rfind(' ', bytes_of(text, columns));
    if (space == std::string_view::npos || space == 0) space = text.find(' ', 1);
    if (space == std::string_view::npos) break;
    lines.emplace_back(text.substr(0, space));
    text.remove_prefix(space + 1);
  }
  lines.emplace_back(text);
  return lines;
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (width(text) <= columns) return std::string(text);
  return std::string(text.substr(0, bytes_of(text, columns - 1))).append("\xE2\x80\xA6");
}

std::string shortened_left(std::string_view text, std::size_t columns) {
  const std::size_t all = width(text);
  if (all <= columns) return std::string(text);
  return std::string("\xE2\x80\xA6").append(text.substr(bytes_of(text, all - columns + 1)));
}

}  // namespace keysieve
