// What the place of a secret says about it: the half of judging that needs the path.
#pragma once

#include <string_view>

#include "keysieve/detector.h"

namespace keysieve {

// The verdict on `match` of `rule`, accepted by its content, in a file at `path`, where keysieve is
// to be so sure at least.
// An empty path is a place that is no file: a commit's or a tag's message, standard input.
Verdict weigh_path(const Rule& rule, const Match& match, std::string_view path,
                   double min_confidence = default_min_confidence);

}  // namespace keysieve
