// How a rule knows a secret. It decides how much else has to speak for one.
#pragma once

#include <cstdint>

#include "keysieve/rule.h"

namespace keysieve {

enum class RuleKind : std::uint8_t {
  structural,  // by the secret's own form: a prefix, a checksum, PEM
  framework,   // by a name that means one framework's key (tag "framework")
  generic,     // by a name that may mean anything (tag "generic")
};

inline RuleKind kind_of(const Rule& rule) {
  if (rule.has_tag("generic")) return RuleKind::generic;
  return rule.has_tag("framework") ? RuleKind::framework : RuleKind::structural;
}

}  // namespace keysieve
