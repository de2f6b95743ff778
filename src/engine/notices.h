// The order of notices in a report: no trace of which thread met what first.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

inline void sort_notices(std::vector<Notice>* notices) {
  std::sort(notices->begin(), notices->end(), [](const Notice& a, const Notice& b) {
    return std::tie(a.kind, a.object, a.message) < std::tie(b.kind, b.object, b.message);
  });
}

}  // namespace keysieve
