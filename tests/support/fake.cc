#include "support/fake.h"

namespace keysieve::test {

std::string Fake::from(std::string_view alphabet, std::size_t length) {
  std::string text;
  while (text.size() < length) text += alphabet[below(static_cast<std::uint32_t>(alphabet.size()))];
  return text;
}

std::string Fake::slack_token() {
  // One after the other: compilers differ in which part of a sum they make first.
  const std::string last = from(alnum_alphabet, 24);
  const std::string middle = from("123456789", 12);
  const std::string first = from("123456789", 12);
  return "xoxb-" + first + "-" + middle + "-" + last;
}

}  // namespace keysieve::test
