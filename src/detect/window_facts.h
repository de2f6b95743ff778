// What several rules ask about the same window, each worked out once.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "detect/assigned.h"
#include "keysieve/detector.h"

namespace keysieve {

class WindowFacts {
 public:
  // Of `window` in `text`, which must stay as it is for as long as questions are asked.
  void look_at(std::string_view text, Span window);

  std::string_view text() const { return text_; }
  Span window() const { return window_; }

  bool has_long_word();
  std::span<const Assigned> assigned();

 private:
  std::string_view text_;
  Span window_;
  std::optional<bool> has_long_word_;
  bool assigned_known_ = false;
  std::vector<Assigned> assigned_;
};

}  // namespace keysieve
