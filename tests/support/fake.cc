#include "support/fake.h"

namespace keysieve::test {

std::string Fake::from(std::string_view alphabet, std::size_t length) {
  std::string text;
  while (text.size() < length) text += alphabet[below(static_cast<std::uint32_t>(alphabet.size()))];
  return text;
}

std::string Fake::slack_token() {
  return "xoxb-" + from("123456789", 12) + "-" + from("123456789", 12) + "-" +
         from(alnum_alphabet, 24);
}

}  // namespace keysieve::test
