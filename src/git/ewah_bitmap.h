// Bitmaps as git writes them: runs of equal words, and words as they are (EWAH).
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"

namespace keysieve {

// Takes a bitmap off `bytes`; no bytes at all are an empty one. Nothing: it is damaged.
std::optional<std::vector<bool>> take_ewah(Bytes* bytes);

}  // namespace keysieve
