// The name of a finding: the same secret found by the same rule has the same fingerprint wherever
// it stands, so that accepting it once holds after the line has moved.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// BLAKE2b-128 over the rule's id, NUL and the secret: 32 lower-case hex digits.
std::string fingerprint(std::string_view rule_id, std::string_view secret);

}  // namespace keysieve
