#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "detect/known_keys.h"
#include "keysieve/grade.h"
#include "support/encodings.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

std::set<std::string> faults(std::string_view key, std::string_view name = {}) {
  std::set<std::string> kinds;
  for (const KeyFault& fault : grade_key(key, name).faults) kinds.emplace(to_string(fault.kind));
  return kinds;
}

using Kinds = std::set<std::string>;

// Repeats `part` to `length` characters.
std::string repeated(std::string_view part, std::size_t length) {
  std::string text;
  while (text.size() < length) text += part;
  return text.substr(0, length);
}

}  // namespace

TEST_CASE("grade: what keysieve makes is strong, in every format, and worth what it says",
          "[grade]") {
  for (const KeyFormat format : {KeyFormat::urlsafe, KeyFormat::hex, KeyFormat::base64,
                                 KeyFormat::alnum, KeyFormat::django}) {
    for (int i = 0; i < 50; ++i) {
      const auto key = generate_key({format, {}, {}});
      REQUIRE(key);
      const KeyStrength strength = grade_key(key->view());
      CAPTURE(static_cast<int>(format));
      CHECK(strength.faults.empty());
      CHECK(strength.django.empty());
      CHECK(strength.bits <= *key_entropy_bits({format, {}, {}}) + 1e-9);
      CHECK(strength.bits >= 250);
    }
  }
}

TEST_CASE("grade: a key of random bytes at a size that programs ask for is strong though short",
          "[grade]") {
  test::Fake fake(3);
  const std::string base64 = std::string(test::alnum_alphabet) + "+/";
  for (int i = 0; i < 50; ++i) {
    CHECK(faults(fake.hex(32)).empty());  // Rails' master.key
    CHECK(faults(fake.hex(48)).empty());
    CHECK(faults("base64:" + fake.from(base64, 43) + "=").empty());      // Laravel
    CHECK(faults(fake.from(test::urlsafe_alphabet, 43) + "=").empty());  // Fernet
    CHECK(faults(fake.from(base64, 22) + "==").empty());
    CHECK(faults(fake.from(base64, 32)).empty());
  }
}

TEST_CASE("grade: any other key under 50 characters is short, at 50 it is not", "[grade]") {
  test::Fake fake(4);
  CHECK(faults(fake.from(test::urlsafe_alphabet, 49)) == Kinds{"too-short"});
  CHECK(faults(fake.from(test::django_alphabet, 49)) == Kinds{"too-short"});
  CHECK(faults(fake.hex(40)) == Kinds{"too-short"});
  CHECK(faults(fake.from(test::urlsafe_alphabet, 50)).empty());
  CHECK(faults(fake.from(test::django_alphabet, 50)).empty());
}

TEST_CASE("grade: Django's own check holds for a key that is named as Django's", "[grade]") {
  test::Fake fake(5);
  const std::string key = fake.hex(32);
  CHECK(faults(key, "RAILS_MASTER_KEY").empty());
  CHECK(faults(key, "DJANGO_SECRET_KEY") == Kinds{"too-short"});
  CHECK(grade_key(key).django == std::vector<std::string>{"has 32 characters, fewer than 50"});
}

TEST_CASE("grade: the three conditions of security.W009 are each told of", "[grade]") {
  test::Fake fake(6);
  const auto against = [](std::string_view key) { return grade_key(key).django; };
  CHECK(against(fake.django_key()).empty());
  CHECK(against(fake.from(test::django_alphabet, 49)) ==
        std::vector<std::string>{"has 49 characters, fewer than 50"});
  CHECK(against(fake.from("ab12", 60)) ==
        std::vector<std::string>{"has 4 different characters, fewer than 5"});
  CHECK(against(fake.from("abc12", 60)).empty());
  CHECK(against("django-insecure-" + fake.django_key()) ==
        std::vector<std::string>{"begins with django-insecure-"});
}

TEST_CASE("grade: the prefix of Django's keys for development is weak, however random the rest",
          "[grade]") {
  CHECK(faults("django-insecure-" + test::Fake(7).django_key()) == Kinds{"insecure-prefix"});
}

TEST_CASE("grade: keys that everybody knows are weak, and worth nothing", "[grade]") {
  const std::pair<std::string, std::string> known[] = {
      {std::string("your-") + "256-bit-" + "secret", "jwt.io"},
      {std::string("keyboard") + " cat", "Express' documentation"},
      {std::string("ThisTokenIsNotSo") + "SecretChangeIt", "Symfony's default"},
      {std::string("CHANGE_ME_TO_A_") + "COMPLEX_RANDOM_SECRET", "Superset's default"},
  };
  for (const auto& [key, origin] : known) {
    CAPTURE(origin);
    CHECK(origin_of_known_key(key) == origin);
    const KeyStrength strength = grade_key(key);
    CHECK(strength.bits == 0);
    REQUIRE_FALSE(strength.faults.empty());
    CHECK(strength.faults.front().kind == Weakness::known_sample);
    CHECK(strength.faults.front().message.find(origin) != std::string::npos);
    CHECK(faults(key + "x").count("known-sample") == 0);
  }
}

TEST_CASE("grade: placeholders, words, sequences and repetitions are not random", "[grade]") {
  for (const auto& [key, kind] : std::vector<std::pair<std::string, std::string>>{
           {"please-change-me-before-you-go-to-production-or-else-it-is-bad", "placeholder"},
           {"${SECRET_KEY_OF_THE_APPLICATION_IN_THE_ENVIRONMENT_OF_IT}", "placeholder"},
           {"the quick brown fox jumps over the lazy dog and runs into the wood", "not-random"},
           {"correct-horse-battery-staple-and-other-words-that-make-it-longer", "not-random"},
           {repeated("qwertyuiopasdfghjklzxcvbnm", 52), "not-random"},
           {repeated("qwertyuiop1asdfghjkl2zxcvbnm3QWERTYUIOP4ASDFGHJKL5", 50), "not-random"},
           {repeated("0123456789abcdef", 64), "placeholder"},
           {std::string(60, 'a'), "placeholder"},
           {repeated(test::Fake(8).hex(20), 60), "placeholder"}}) {
    CAPTURE(key);
    CHECK(faults(key).count(kind) == 1);
  }
}

TEST_CASE("grade: fewer than five different characters, and no key at all", "[grade]") {
  CHECK(faults(test::Fake(9).from("abcd", 80)).count("few-distinct") == 1);
  CHECK(faults("") == Kinds{"empty"});
  CHECK(grade_key("").bits == 0);
}

TEST_CASE("grade: what can be guessed says about how many bits it is worth", "[grade]") {
  const KeyStrength pin = grade_key("28157364");
  CHECK(pin.bits < 27);
  CHECK(faults("28157364") == Kinds{"too-short", "guessable"});
  test::Fake fake(12);
  const std::string uuid = fake.hex(8) + "-" + fake.hex(4) + "-4" + fake.hex(3) + "-a" +
                           fake.hex(3) + "-" + fake.hex(12);
  CHECK(grade_key(uuid).bits <= 122);
  CHECK(faults(uuid).count("guessable") == 1);
  const std::string words = "some words that anybody could have put there";
  CHECK(grade_key(words).bits < min_strong_bits);
}

TEST_CASE("grade: base64 of a text is worth the text", "[grade]") {
  const std::string words = "this-is-not-a-random-value-but-base64-of-several-words";
  CHECK(faults(test::base64(words)).count("not-random") == 1);
}

TEST_CASE("grade: bytes that are no text are a key, too", "[grade]") {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  test::Fake fake(10);
  CHECK(faults(fake.from(all, 32)).empty());
  CHECK(grade_key(fake.from(all, 32)).alphabet == "bytes");
  CHECK(faults(fake.from(all, 12)).count("too-short") == 1);
}

TEST_CASE("grade: fewer than one in a thousand random keys of any kind is called weak", "[grade]") {
  const std::string base64 = std::string(test::alnum_alphabet) + "+/";
  test::Fake fake(11);
  for (const auto& [alphabet, length] :
       std::vector<std::pair<std::string, std::size_t>>{{std::string(test::hex_digits), 32},
                                                        {std::string(test::hex_digits), 64},
                                                        {std::string(test::urlsafe_alphabet), 51},
                                                        {std::string(test::django_alphabet), 50},
                                                        {std::string(test::alnum_alphabet), 51},
                                                        {base64, 22},
                                                        {base64, 43}}) {
    int weak = 0;
    for (int i = 0; i < 1000; ++i) {
      weak += grade_key(fake.from(alphabet, length)).is_strong() ? 0 : 1;
    }
    CAPTURE(alphabet, length);
    CHECK(weak == 0);
  }
}

TEST_CASE("grade: no message holds anything of the key", "[grade]") {
  const std::string key = "hunter2-Password-for-everything";
  for (const KeyFault& fault : grade_key(key).faults) {
    CHECK(fault.message.find("hunter2") == std::string::npos);
    CHECK(fault.message.find("everything") == std::string::npos);
  }
}

TEST_CASE("grade: a passphrase of ten listed words is strong, one of nine is not", "[grade]") {
  const std::string nine = "abacus.abdomen.zoom.yodel.wizard.violin.unicorn.tulip.sprout";
  CHECK(grade_key(nine + ".radar").is_strong());
  CHECK_FALSE(grade_key(nine).is_strong());
  CHECK_FALSE(grade_key(nine.substr(0, nine.rfind('.')) + ".tulip.tulip.tulip").is_strong());
  CHECK_FALSE(grade_key(nine + ".nolistedword").is_strong());
}

TEST_CASE("grade: names that hold keys are told from others", "[grade]") {
  for (const char* name : {"SECRET_KEY", "JWT_SECRET", "APP_KEY", "APP_KEYS", "DB_PASSWORD",
                           "STRIPE_API_KEY", "AUTH_SALT", "NEXTAUTH_SECRET", "RAILS_MASTER_KEY",
                           "NONCE_KEY", "validationKey", "my_key"}) {
    CAPTURE(name);
    CHECK(names_a_key(name));
  }
  for (const char* name : {"DEBUG", "PORT", "DATABASE_URL", "PUBLIC_KEY", "TOKEN_URL", "APP_NAME",
                           "MONKEY", "monkey"}) {
    CAPTURE(name);
    CHECK_FALSE(names_a_key(name));
  }
}
