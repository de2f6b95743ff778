// What somebody meant who misspelt a name.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace keysieve {

// How many characters must be inserted, removed or replaced to make `b` of `a`.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The one of `names` nearest to `name`; empty when none is near enough to be meant.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names);

}  // namespace keysieve
