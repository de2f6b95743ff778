#include "detect/window_facts.h"

#include "detect/long_words.h"

namespace keysieve {

void WindowFacts::look_at(std::string_view text, Span window) {
  text_ = text;
  window_ = window;
  has_long_word_.reset();
  assigned_known_ = false;
}

bool WindowFacts::has_long_word() {
  if (!has_long_word_) {
    has_long_word_ = next_long_word(text_.substr(0, window_.end), window_.begin).end != 0;
  }
  return *has_long_word_;
}

std::span<const Assigned> WindowFacts::assigned() {
  if (!assigned_known_) {
    assigned_.clear();
    find_assigned(text_, window_, &assigned_);
    assigned_known_ = true;
  }
  return assigned_;
}

}  // namespace keysieve
