// Text in UTF-16 and UTF-32, as Windows writes it: rules, lines and columns speak of characters,
// and there a byte 0x0A may be half of one. So it becomes UTF-8 before anything looks at it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace keysieve {

// `bytes` in UTF-8 and without a byte order mark, if they are text in UTF-16 or UTF-32 of either
// byte order; nothing if they are anything else. Such text is known by its mark, or, without one,
// by holding no control characters and mostly ASCII. What is malformed becomes U+FFFD.
std::optional<std::string> utf8_of(std::string_view bytes);

// The same for a text that comes in parts.
class Utf8Parts {
 public:
  // `head` are the first bytes of the text, 8000 of them if it has so many; empty when the text is
  // anything else than UTF-16 or UTF-32. The first part to convert() is what follows the mark.
  static std::optional<Utf8Parts> begin(std::string_view head);
  std::size_t mark_size() const { return mark_size_; }

  // The next part in UTF-8. A character that `bytes` do not complete comes with those after them.
  std::string convert(std::string_view bytes);

  // What is left when there are no more.
  std::string finish();

 private:
  Utf8Parts(std::size_t encoding, std::size_t mark_size)
      : encoding_(encoding), mark_size_(mark_size) {}

  std::size_t encoding_;  // its number
  std::size_t mark_size_;
  std::string rest_;
};

}  // namespace keysieve
