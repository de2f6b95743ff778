#include "keysieve/keygen.h"

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

struct Written {
  KeyFormat format;
  std::string alphabet;
};

const std::vector<Written>& written() {
  static const std::string base64 = std::string(test::alnum_alphabet) + "+/";
  static const std::vector<Written> all = {
      {KeyFormat::urlsafe, std::string(test::urlsafe_alphabet)},
      {KeyFormat::hex, std::string(test::hex_digits)},
      {KeyFormat::base64, base64},
      {KeyFormat::alnum, std::string(test::alnum_alphabet)},
      {KeyFormat::django, std::string(test::django_alphabet)}};
  return all;
}

std::string key(const KeySpec& spec) {
  const auto made = generate_key(spec);
  REQUIRE(made);
  return std::string(made->view());
}

}  // namespace

TEST_CASE("key: by default 51 URL-safe characters of 304 bits", "[keygen]") {
  const std::string made = key({});
  CHECK(made.size() == 51);
  CHECK(made.find_first_not_of(test::urlsafe_alphabet) == std::string::npos);
  CHECK(*key_entropy_bits({}) == 304);
}

TEST_CASE("key: a length is met to the character, in the format's own symbols", "[keygen]") {
  for (const auto& [format, alphabet] : written()) {
    for (const std::size_t length : {50U, 51U, 52U, 53U, 64U, 1001U}) {
      const std::string made = key({format, {}, length});
      CAPTURE(static_cast<int>(format));
      CHECK(made.size() == length);
      CHECK(made.find_first_not_of(alphabet) == std::string::npos);
    }
  }
}

TEST_CASE("key: bytes make as many characters as their encoding has", "[keygen]") {
  for (const std::size_t bytes : {37U, 38U, 39U, 40U, 64U}) {
    CHECK(key({KeyFormat::hex, bytes, {}}).size() == 2 * bytes);
    CHECK(key({KeyFormat::urlsafe, bytes, {}}).size() == (bytes * 8 + 5) / 6);
    CHECK(key({KeyFormat::base64, bytes, {}}).size() == (bytes + 2) / 3 * 4);
  }
}

TEST_CASE("key: base64 of bytes is padded, URL-safe is not", "[keygen]") {
  CHECK(key({KeyFormat::base64, 37, {}}).ends_with("=="));
  CHECK(key({KeyFormat::base64, 38, {}}).find('=') == 51);
  CHECK(key({KeyFormat::base64, 39, {}}).find('=') == std::string::npos);
  CHECK(key({KeyFormat::urlsafe, 37, {}}).find('=') == std::string::npos);
}

TEST_CASE("key: long keys use every symbol of their format", "[keygen]") {
  // A symbol of 64 is missing from 20000 draws with a probability under 1e-134.
  for (const auto& [format, alphabet] : written()) {
    const std::string made = key({format, {}, 20'000});
    CHECK(std::set<char>(made.begin(), made.end()) ==
          std::set<char>(alphabet.begin(), alphabet.end()));
  }
}

TEST_CASE("key: no two of many are the same", "[keygen]") {
  for (const auto& [format, alphabet] : written()) {
    std::set<std::string> keys;
    for (int i = 0; i < 200; ++i) keys.insert(key({format, {}, {}}));
    CHECK(keys.size() == 200);
  }
}

TEST_CASE("key: threads make different keys at once", "[keygen]") {
  std::vector<std::vector<std::string>> made(4);
  std::vector<std::thread> threads;
  for (auto& mine : made) {
    threads.emplace_back([&mine] {
      for (int i = 0; i < 50; ++i) {
        if (const auto one = generate_key({})) mine.emplace_back(one->view());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> keys;
  for (const auto& mine : made) keys.insert(mine.begin(), mine.end());
  CHECK(keys.size() == 200);
}

TEST_CASE("key: a spec that is refused makes no key and has no entropy, for one reason",
          "[keygen]") {
  const KeySpec refused{KeyFormat::alnum, {}, 49};
  const auto made = generate_key(refused);
  const auto bits = key_entropy_bits(refused);
  REQUIRE_FALSE(made);
  REQUIRE_FALSE(bits);
  CHECK(made.error().code == ErrorCode::invalid_argument);
  CHECK(made.error().message == bits.error().message);
}

TEST_CASE("key format: names are known exactly", "[keygen]") {
  CHECK(parse_key_format("urlsafe") == KeyFormat::urlsafe);
  CHECK(parse_key_format("hex") == KeyFormat::hex);
  CHECK(parse_key_format("base64") == KeyFormat::base64);
  CHECK(parse_key_format("alnum") == KeyFormat::alnum);
  CHECK(parse_key_format("django") == KeyFormat::django);
  for (const char* name : {"", "HEX", "hex ", "base", "base644"}) {
    CHECK_FALSE(parse_key_format(name));
  }
}
