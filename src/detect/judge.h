// Whether what a rule matched is a secret: the half of judging that needs the content alone.
#pragma once

#include <string_view>

#include "detect/matcher.h"
#include "keysieve/detector.h"

namespace keysieve {

// The match that `candidate` of `rule` in `text` is, with its verdict. Accepted is what may reach
// `min_confidence` at some place; only with Explain::yes is all that speaks against it looked for.
Match judge(const Rule& rule, std::string_view text, const Candidate& candidate,
            double min_confidence, Detector::Explain explain);

}  // namespace keysieve
