#include "keygen/recipe.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "catch.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

constexpr auto all_formats = {KeyFormat::urlsafe, KeyFormat::hex, KeyFormat::base64,
                              KeyFormat::alnum, KeyFormat::django};
constexpr auto encodings = {Encoding::urlsafe, Encoding::base64, Encoding::hex};

std::string refusal(const KeySpec& spec) {
  const auto recipe = recipe_for(spec);
  return recipe ? "" : recipe.error().message;
}

bool holds(const std::string& message, std::initializer_list<const char*> words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const char* word) { return message.find(word) != std::string::npos; });
}

}  // namespace

TEST_CASE("alphabets: alnum and django are the known ones, no symbol twice", "[keygen]") {
  CHECK(alnum_alphabet == test::alnum_alphabet);
  CHECK(django_alphabet == test::django_alphabet);
  for (const Alphabet alphabet : {alnum_alphabet, django_alphabet}) {
    CHECK(std::set<char>(alphabet.begin(), alphabet.end()).size() == alphabet.size());
  }
}

TEST_CASE("encodings: as many bytes as fill a length, none more", "[keygen]") {
  for (const Encoding encoding : encodings) {
    for (std::size_t length = 1; length < 200; ++length) {
      const std::size_t bytes = bytes_to_fill(encoding, length);
      CAPTURE(static_cast<int>(encoding), length);
      CHECK(8 * bytes >= length * bits_per_character(encoding));
      CHECK(8 * (bytes - 1) < length * bits_per_character(encoding));
      CHECK(encoded_length(encoding, bytes) >= length);
    }
  }
}

TEST_CASE("recipe: the defaults", "[keygen]") {
  struct Default {
    KeyFormat format;
    std::size_t length;
    double bits;
  };
  for (const Default& expected : {Default{KeyFormat::urlsafe, 51, 304},
                                  {KeyFormat::hex, 64, 256},
                                  {KeyFormat::base64, 52, 304},
                                  {KeyFormat::alnum, 51, 303.664},
                                  {KeyFormat::django, 50, 282.193}}) {
    const auto recipe = recipe_for({expected.format, {}, {}});
    REQUIRE(recipe);
    CHECK(recipe->length == expected.length);
    CHECK(std::abs(recipe->bits - expected.bits) < 0.001);
  }
}

TEST_CASE("recipe: a key of a length is worth every one of its characters", "[keygen]") {
  const auto bits = [](KeyFormat format) {
    const auto recipe = recipe_for({format, {}, 101});
    return recipe ? recipe->bits : 0;
  };
  CHECK(bits(KeyFormat::hex) == 404);
  CHECK(bits(KeyFormat::urlsafe) == 606);
  CHECK(bits(KeyFormat::base64) == 606);
  CHECK(std::abs(bits(KeyFormat::alnum) - 101 * 5.954196) < 0.001);
  CHECK(std::abs(bits(KeyFormat::django) - 101 * 5.643856) < 0.001);
}

TEST_CASE("recipe: under 50 characters every format is refused, at 50 none is", "[keygen]") {
  for (const KeyFormat format : all_formats) {
    const std::string message = refusal({format, {}, 49});
    CAPTURE(message);
    CHECK(holds(message, {"49 characters", "under 50", "W009", "--length 50"}));
    CHECK(recipe_for({format, {}, 50}));
  }
}

TEST_CASE("recipe: too few bytes are refused with the length they make and the least that do",
          "[keygen]") {
  CHECK(holds(refusal({KeyFormat::urlsafe, 20, {}}),
              {"20 bytes", "urlsafe", "27 characters", "under 50", "--bytes 37"}));
  CHECK(holds(refusal({KeyFormat::hex, 24, {}}),
              {"24 bytes", "hex", "48 characters", "under 50", "--bytes 25"}));
  CHECK(holds(refusal({KeyFormat::base64, 36, {}}),
              {"36 bytes", "base64", "48 characters", "under 50", "--bytes 37"}));
  CHECK(holds(refusal({KeyFormat::hex, 0, {}}), {"0 bytes", "0 characters"}));
}

TEST_CASE("recipe: the bytes a refusal advises are the least that are taken", "[keygen]") {
  CHECK(recipe_for({KeyFormat::urlsafe, 37, {}}));
  CHECK_FALSE(recipe_for({KeyFormat::urlsafe, 36, {}}));
  CHECK(recipe_for({KeyFormat::base64, 37, {}}));
  CHECK_FALSE(recipe_for({KeyFormat::base64, 36, {}}));
  CHECK(recipe_for({KeyFormat::hex, 25, {}}));
  CHECK_FALSE(recipe_for({KeyFormat::hex, 24, {}}));
}

TEST_CASE("recipe: bytes and length at once are refused", "[keygen]") {
  for (const KeyFormat format : all_formats) {
    CHECK(holds(refusal({format, 64, 80}), {"64 bytes", "80 characters", "either"}));
  }
}

TEST_CASE("recipe: a format drawn from an alphabet takes a length, not bytes", "[keygen]") {
  CHECK(holds(refusal({KeyFormat::alnum, 38, {}}), {"38 bytes", "alnum", "--length"}));
  CHECK(holds(refusal({KeyFormat::django, 38, {}}), {"38 bytes", "django", "--length"}));
}

TEST_CASE("recipe: sizes over the most are refused, however large", "[keygen]") {
  for (const std::size_t size : {max_key_size + 1, ~std::size_t{0}}) {
    const std::string number = std::to_string(size);
    CHECK(holds(refusal({KeyFormat::hex, size, {}}), {number.c_str(), "bytes", "1048576"}));
    CHECK(holds(refusal({KeyFormat::django, {}, size}), {number.c_str(), "characters", "1048576"}));
  }
  CHECK(recipe_for({KeyFormat::hex, max_key_size, {}}));
  CHECK(recipe_for({KeyFormat::django, {}, max_key_size}));
}
