#include "keygen/words.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "embedded_words.h"

namespace keysieve {
namespace {

std::vector<std::string_view> split_words() {
  std::vector<std::string_view> words;
  std::string_view rest = embedded_words;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) words.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

// Which words, in memory that is wiped: whoever reads these has the passphrase.
class Drawn {
 public:
  explicit Drawn(SecretBytes memory) : memory_(std::move(memory)) {
    const auto size = static_cast<std::uint32_t>(word_list().size());
    for (std::size_t i = 0; i < count(); ++i) {
      const std::uint32_t number = randombytes_uniform(size);
      std::memcpy(memory_.data() + i * sizeof number, &number, sizeof number);
    }
  }

  std::size_t count() const { return memory_.size() / sizeof(std::uint32_t); }

  std::string_view word(std::size_t i) const {
    std::uint32_t number = 0;
    std::memcpy(&number, memory_.view().data() + i * sizeof number, sizeof number);
    return word_list()[number];
  }

 private:
  SecretBytes memory_;
};

}  // namespace

std::span<const std::string_view> word_list() {
  static const std::vector<std::string_view> words = split_words();
  return words;
}

double bits_per_word() {
  return std::log2(static_cast<double>(word_list().size()));
}

Result<SecretBytes> random_words(std::size_t count) {
  auto memory = SecretBytes::allocate(count * sizeof(std::uint32_t));
  if (!memory) return memory;
  const Drawn drawn(*std::move(memory));
  std::size_t length = count == 0 ? 0 : count - 1;
  for (std::size_t i = 0; i < count; ++i) length += drawn.word(i).size();
  auto phrase = SecretBytes::allocate(length);
  if (!phrase) return phrase;
  char* out = phrase->data();
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) *out++ = word_separator;
    const std::string_view word = drawn.word(i);
    out = std::copy(word.begin(), word.end(), out);
  }
  return phrase;
}

}  // namespace keysieve
