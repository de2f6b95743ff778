// Whether what a rule matched is a secret: the half of judging that needs the content alone.
#pragma once

#include <string_view>

#include "detect/matcher.h"
#include "keysieve/detector.h"

namespace keysieve {

// The match that `candidate` of `rule` in `text` is, with its verdict.
Match judge(const Rule& rule, std::string_view text, const Candidate& candidate);

}  // namespace keysieve
