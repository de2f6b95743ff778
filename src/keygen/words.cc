#include "keygen/words.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <set>
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

// The words between `separator`, as views of the key; none if one of them is not in the list.
std::vector<std::string_view> listed_words(std::string_view key, char separator) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find(separator, begin), key.size());
    words.push_back(key.substr(begin, end - begin));
    if (std::ranges::find(word_list(), words.back()) == word_list().end()) return {};
    begin = end + 1;
  }
  return words;
}

}  // namespace

std::span<const std::string_view> word_list() {
  static const std::vector<std::string_view> words = split_words();
  return words;
}

double bits_per_word() {
  return std::log2(static_cast<double>(word_list().size()));
}

std::size_t words_in_passphrase(std::string_view key) {
  for (const char separator : {word_separator, ' ', '-'}) {
    const std::vector<std::string_view> words = listed_words(key, separator);
    if (words.size() < 2) continue;
    const std::set<std::string_view> different(words.begin(), words.end());
    return std::min(words.size(), different.size() + 1);
  }
  return 0;
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
