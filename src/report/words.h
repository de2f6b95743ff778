// Numbers, durations and lists as a person says them: in English, whatever the locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

std::string grouped(std::uint64_t number);                         // "12,345"
std::string counted(std::uint64_t number, std::string_view noun);  // "1 object", "12,345 objects"
std::string byte_size(std::uint64_t bytes);                        // "5.8 GB", decimal units
std::string duration(std::int64_t days);                           // "1 year 8 months (612 days)"
std::string rough_duration(std::int64_t days);                     // "1 year 8 months"
std::string joined(const std::vector<std::string>& items);         // "a, b, c"

// The first three of `items`, then "and 4 more".
inline constexpr std::size_t few = 3;
std::string first_few(const std::vector<std::string>& items);

// How many columns UTF-8 text takes on a terminal, each character taken for one.
std::size_t width(std::string_view text);

// `text` in lines of at most `columns`, broken at spaces; a longer word keeps its line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

// `text`, or as much of it as fits, ended by "…".
std::string shortened(std::string_view text, std::size_t columns);

// The same, but cut at its beginning: of a path the end says more.
std::string shortened_left(std::string_view text, std::size_t columns);

}  // namespace keysieve
