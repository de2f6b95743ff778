// What keygen.h promises of its generator: no key twice, from any thread or process, and none at
// all from a generator that is stuck.
#include "keygen/random_source.h"

#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "keygen/alphabet.h"
#include "keysieve/keygen.h"
#include "keysieve/preset.h"

using namespace keysieve;

namespace {

// While it lives, libsodium's random bytes are what `fill` writes.
class Generator {
 public:
  using Fill = void (*)(void* out, std::size_t size);
  explicit Generator(Fill fill) {
    REQUIRE(sodium_init() >= 0);
    implementation_ = {name, nullptr, nullptr, nullptr, fill, nullptr};
    randombytes_set_implementation(&implementation_);
  }
  ~Generator() { randombytes_set_implementation(&randombytes_sysrandom_implementation); }
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

 private:
  static const char* name() { return "for a test"; }
  static inline randombytes_implementation implementation_{};
};

void zeros(void* out, std::size_t size) {
  std::memset(out, 0, size);
}

void ones(void* out, std::size_t size) {
  std::memset(out, 0xFF, size);
}

void the_same(void* out, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) static_cast<unsigned char*>(out)[i] = i % 251 & 0xFF;
}

std::string next_key() {
  const auto key = generate_key({KeyFormat::urlsafe, {}, {}});
  return key ? std::string(key->view()) : std::string();
}

// What `count` calls in a child of this process give.
std::string keys_of_child(int count) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    for (int i = 0; i < count; ++i) {
      const std::string key = next_key() + "\n";
      if (::write(ends[1], key.data(), key.size()) != static_cast<ssize_t>(key.size())) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string all;
  std::array<char, 4096> buffer;
  for (ssize_t got; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    all.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  return all;
}

}  // namespace

TEST_CASE("random source: a generator that is stuck makes no key, and says so", "[keygen]") {
  for (const Generator::Fill fill : {zeros, ones, the_same}) {
    const Generator stuck(fill);
    for (const KeyFormat format : {KeyFormat::urlsafe, KeyFormat::hex, KeyFormat::django}) {
      const auto key = generate_key({format, {}, {}});
      REQUIRE_FALSE(key);
      CHECK(key.error().message.find("no key was made") != std::string::npos);
      CHECK_FALSE(generate_key_lines({format, {}, {}}, 2));
    }
    for (const Preset& preset : presets()) {  // with passphrases
      INFO(preset.name);
      const auto keys = generate_preset(preset);
      REQUIRE_FALSE(keys);
      CHECK(keys.error().message.find("no key was made") != std::string::npos);
    }
  }
  CHECK(check_random_source());
}

TEST_CASE("random source: parent and children never make the same key", "[keygen]") {
  constexpr int children = 8, each = 50;
  std::set<std::string> keys{next_key()};  // the generator was used before the fork
  for (int i = 0; i < children; ++i) {
    const std::string all = keys_of_child(each);
    for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1) {
      keys.insert(all.substr(at, all.find('\n', at) - at));
    }
    keys.insert(next_key());
  }
  CHECK(keys.size() == 1 + children * (each + 1));
  CHECK(keys.count("") == 0);
}

TEST_CASE("random source: threads that draw at once never make the same key", "[keygen]") {
  constexpr std::size_t threads = 16, each = 200;
  std::vector<std::vector<std::string>> made(threads);
  std::vector<std::thread> running;
  for (auto& keys : made) {
    running.emplace_back([&keys] {
      for (std::size_t i = 0; i < each; ++i) keys.push_back(next_key());
    });
  }
  for (std::thread& thread : running) thread.join();
  std::set<std::string> all;
  for (const auto& keys : made) all.insert(keys.begin(), keys.end());
  CHECK(all.size() == threads * each);
  CHECK(all.count("") == 0);
}

TEST_CASE("sampling: of all bytes each symbol has equally many, in an alphabet of any size",
          "[keygen]") {
  std::string symbols;
  for (int c = 0; c < 256; ++c) symbols += static_cast<char>(c);
  for (std::size_t size = 1; size <= 256; ++size) {
    const Alphabet alphabet = std::string_view(symbols).substr(0, size);
    std::array<unsigned, 256> counts{};
    unsigned none = 0;
    for (unsigned byte = 0; byte < 256; ++byte) {
      const auto symbol = symbol_of(alphabet, static_cast<std::uint8_t>(byte));
      symbol ? ++counts[static_cast<unsigned char>(*symbol)] : ++none;
    }
    const unsigned share = 256 / static_cast<unsigned>(size);
    bool equal = true;
    for (std::size_t i = 0; i < 256; ++i) equal = equal && counts[i] == (i < size ? share : 0);
    CAPTURE(size);
    CHECK(equal);
    CHECK(none == 256 % size);  // no more is thrown away than must be
  }
}

TEST_CASE(
    "sampling: each pair of hexadecimal digits stands for one byte, and each byte for one pair",
    "[keygen]") {
  std::set<std::string> pairs;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const auto value = static_cast<unsigned char>(byte);
    std::array<char, 3> text;
    sodium_bin2hex(text.data(), text.size(), &value, 1);
    pairs.insert(text.data());
  }
  CHECK(pairs.size() == 256);
}

TEST_CASE("sampling: each four digits of base64 stand for three bytes of their own", "[keygen]") {
  // All of the first and last byte, and of the middle one; the digits between them share bits.
  for (const int variant :
       {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE_NO_PADDING}) {
    std::array<std::array<unsigned, 256>, 4> counts{};
    for (unsigned bits = 0; bits < 1U << 16; ++bits) {
      const std::array<unsigned char, 3> bytes = {static_cast<unsigned char>(bits >> 8),
                                                  static_cast<unsigned char>(bits),
                                                  static_cast<unsigned char>(bits >> 4)};
      std::array<char, 5> text;
      sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
      for (std::size_t i = 0; i < 4; ++i) ++counts[i][static_cast<unsigned char>(text[i])];
    }
    for (const auto& digit : counts) {
      std::set<unsigned> different(digit.begin(), digit.end());
      CHECK(different == std::set<unsigned>{0, 1024});
    }
  }
}
