// When secrets were to be seen, and how that is laid out along a line of time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "keysieve/scan.h"

namespace keysieve {

// From the first introduction to the last removal; `open` where a ref still holds the secret.
struct Exposure {
  std::int64_t from = 0, to = 0;  // seconds since 1970
  bool open = false;
};

// Nothing where no commit introduces the secret.
std::optional<Exposure> exposure_of(const Finding& finding);

// Places on a line of time, in percent of its length.
class TimeScale {
 public:
  struct Tick {
    double at;
    std::string label;  // "2024" or "2024-03"
  };

  // All of time that `findings` were exposed in.
  explicit TimeScale(const std::vector<const Finding*>& findings);

  bool empty() const { return from_ >= to_; }
  std::int64_t from() const { return from_; }
  std::int64_t to() const { return to_; }
  double at(std::int64_t seconds) const;

  // Beginnings of years or months, at most a dozen.
  std::vector<Tick> ticks() const;

 private:
  std::int64_t from_ = 0, to_ = 0;
};

}  // namespace keysieve
