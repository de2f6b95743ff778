// Marks by which whoever wrote a line says that its secret is meant to be there. keysieve's own and
// those of scanners that people come from.
#pragma once

#include <optional>
#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

// The mark that covers `secret` in `text` for the rule `rule_id`: on a line of the secret, or, for
// marks that speak of the next line, on the line before.
std::optional<InlineMark> inline_mark(std::string_view text, Span secret, std::string_view rule_id);

}  // namespace keysieve
