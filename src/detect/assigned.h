// What is given to a name, in any language: name = value, "name": value, name => value,
// <name>value, f("name", "value"), name("value"), lookup("name") or "value", --name value, and what
// else people write. One pass over a line, without a regular expression, so that names as common as
// "key" and "token" can be looked at wherever they stand.
#pragma once

#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

struct Assigned {
  Span name, value;  // neither is empty; the value is without its quotes
};

// Appends what is assigned in `window` of `text`, by the place of the sign between name and value.
// Where it is unclear which of two names is meant ("password: string = "), both are there.
void find_assigned(std::string_view text, Span window, std::vector<Assigned>* out);

}  // namespace keysieve
