#include "keysieve/preset.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "catch.h"
#include "keygen/alphabet.h"
#include "keygen/dotenv.h"
#include "keygen/words.h"
#include "keysieve/env_file.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

std::vector<std::string> values(std::string_view preset, const PresetOptions& options = {}) {
  const auto keys = generate_preset(*find_preset(preset), options);
  REQUIRE(keys);
  std::vector<std::string> all;
  for (const NamedKey& key : *keys) all.emplace_back(key.key.view());
  return all;
}

std::string value(std::string_view preset, const PresetOptions& options = {}) {
  return values(preset, options).front();
}

std::string refusal(std::string_view preset, const PresetOptions& options) {
  const auto keys = generate_preset(*find_preset(preset), options);
  return keys ? "" : keys.error().message;
}

bool is_of(const std::string& key, std::string_view alphabet, std::size_t length) {
  return key.size() == length && key.find_first_not_of(alphabet) == std::string::npos;
}

const std::string base64_digits = std::string(test::alnum_alphabet) + "+/";
constexpr std::string_view upper_hex_digits = "0123456789ABCDEF";

}  // namespace

TEST_CASE("presets: the table is sorted, and complete in each row", "[keygen]") {
  CHECK(std::ranges::is_sorted(presets(), {}, &Preset::name));
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    CHECK_FALSE(preset.title.empty());
    CHECK_FALSE(preset.variables.empty());
    const bool limited = preset.fixed || preset.least_length > 0 || preset.least_bits > 128;
    CHECK(limited == !preset.why.empty());
    for (const PresetVariable& variable : preset.variables) {
      CHECK(is_variable_name(variable.name));
      CHECK((variable.bytes == 0 || variable.length == 0));
      const bool elsewhere =
          variable.fallback != Fallback::none && variable.fallback != Fallback::in_place;
      CHECK(elsewhere == is_variable_name(variable.fallback_name));
      CHECK((preset.config.empty() ||
             preset.config.find("{" + std::string(variable.name) + "}") != std::string::npos));
    }
  }
}

TEST_CASE("presets: every one makes keys of 128 bits and more for all its variables", "[keygen]") {
  for (const Preset& preset : presets()) {
    for (const bool portable : {false, true}) {
      PresetOptions options;
      options.portable = portable;
      const auto keys = generate_preset(preset, options);
      INFO(preset.name);
      REQUIRE(keys);
      REQUIRE(keys->size() == preset.variables.size());
      for (std::size_t i = 0; i < keys->size(); ++i) {
        CHECK((*keys)[i].name == preset.variables[i].name);
        CHECK((*keys)[i].bits >= 128);
        CHECK((*keys)[i].bits <= 512);  // of a list, too: each of its keys is as strong as it is
        CHECK((*keys)[i].key.view().find_first_of("'\"\\\r\n") == std::string_view::npos);
        if (portable) CHECK(is_portable((*keys)[i].key.view()));
      }
    }
  }
}

TEST_CASE("presets: keys have the form their framework gives them", "[keygen]") {
  CHECK(is_of(value("django"), test::django_alphabet, 50));
  CHECK(is_of(value("django-urlsafe"), test::urlsafe_alphabet, 51));
  CHECK(is_of(value("flask"), test::hex_digits, 64));
  CHECK(is_of(value("jwt-hs384"), test::hex_digits, 96));
  CHECK(is_of(value("rails"), test::hex_digits, 128));
  CHECK(is_of(value("rails-master-key"), test::hex_digits, 32));
  CHECK(is_of(value("phoenix"), base64_digits, 64));
  CHECK(is_of(value("phoenix-signing-salt"), base64_digits, 32));
  CHECK(is_of(value("drupal"), test::urlsafe_alphabet, 74));
  CHECK(is_of(value("superset"), base64_digits, 56));
  CHECK(is_of(value("grafana"), test::alnum_alphabet, 51));
  CHECK(is_of(values("aspnet")[0], upper_hex_digits, 128));
  CHECK(is_of(values("aspnet")[1], upper_hex_digits, 64));
  for (const std::string& salt : values("wordpress")) {
    CHECK(is_of(salt, wordpress_alphabet, 64));
  }
  for (const std::string& key : values("rails-encryption")) {
    CHECK(is_of(key, test::alnum_alphabet, 32));
  }
}

TEST_CASE("presets: a Fernet key is 43 characters of base64url and one of padding", "[keygen]") {
  const std::string key = value("fernet");
  CHECK(key.ends_with('='));
  CHECK(is_of(key.substr(0, 43), test::urlsafe_alphabet, 43));
  CHECK(key.size() == 44);
}

TEST_CASE("presets: Laravel's key says how it is encoded", "[keygen]") {
  const std::string key = value("laravel");
  REQUIRE(key.starts_with("base64:"));
  CHECK(key.ends_with('='));
  CHECK(is_of(key.substr(7, 43), base64_digits, 43));
  CHECK(key.size() == 51);
}

TEST_CASE("presets: Strapi's app keys are four different ones, separated by commas", "[keygen]") {
  std::string keys = value("strapi") + ",";
  std::set<std::string> different;
  for (std::size_t comma; (comma = keys.find(',')) != std::string::npos;) {
    const std::string key = keys.substr(0, comma);
    CHECK(key.size() == 44);
    different.insert(key);
    keys.erase(0, comma + 1);
  }
  CHECK(different.size() == 4);
}

TEST_CASE("presets: a size that the framework does not take is refused, with its reason",
          "[keygen]") {
  CHECK(refusal("rails-master-key", {.bytes = 32, .length = {}, .words = {}}) ==
        "cannot make a key for rails-master-key: its size is fixed: Rails encrypts credentials by "
        "AES-128-GCM, which takes 16 bytes");
  CHECK(refusal("django", {.bytes = {}, .length = 49, .words = {}}) ==
        "cannot make a key for django: 49 characters are too few: Django's check security.W009 "
        "asks for 50 characters");
  CHECK(refusal("jwt-hs512", {.bytes = 63, .length = {}, .words = {}}) ==
        "cannot make a key for jwt-hs512: 504 bits of randomness are too few: RFC 7518 asks for "
        "512 bits for HS512");
  CHECK(refusal("craft", {.bytes = 15, .length = {}, .words = {}}) ==
        "cannot make a key for craft: 120 bits of randomness are too few: under 128 a key may be "
        "guessed");
  CHECK(refusal("strapi", {.bytes = 64, .length = {}, .words = {}}) ==
        "cannot make a key for strapi: each of its 5 keys has a size of its own; leave the size "
        "out");
  CHECK(refusal("django", {.bytes = {}, .length = {}, .words = 12}) ==
        "cannot make a key for django: it has no words; --words goes with --for passphrase");
  CHECK(refusal("passphrase", {.bytes = {}, .length = 80, .words = {}}) ==
        "cannot make a key for passphrase: it is measured in words; give their number with "
        "--words");
  CHECK(refusal("passphrase", {.bytes = {}, .length = {}, .words = 9}).find("116 bits") !=
        std::string::npos);
}

TEST_CASE("presets: a larger size is made where the framework takes one", "[keygen]") {
  CHECK(value("django", {.bytes = {}, .length = 64, .words = {}}).size() == 64);
  CHECK(value("jwt-hs256", {.bytes = 64, .length = {}, .words = {}}).size() == 128);
  CHECK(value("hex", {.bytes = 64, .length = {}, .words = {}}).size() == 128);
}

TEST_CASE("presets: what must mean itself in an env file keeps to the framework's alphabet",
          "[keygen]") {
  for (const char symbol : portable_django_alphabet) {
    CHECK(django_alphabet.find(symbol) != std::string_view::npos);
  }
  for (const char symbol : portable_wordpress_alphabet) {
    CHECK(wordpress_alphabet.find(symbol) != std::string_view::npos);
  }
  PresetOptions options;
  options.portable = true;
  CHECK(is_of(value("django", options), portable_django_alphabet, 50));
  CHECK(is_of(value("wordpress", options), portable_wordpress_alphabet, 64));
}

TEST_CASE("passphrases: the list has 7,776 different words, none with a full stop", "[keygen]") {
  const std::set<std::string_view> words(word_list().begin(), word_list().end());
  CHECK(words.size() == 7776);
  for (const std::string_view word : words) {
    CHECK(word.size() >= 3);
    CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
  }
  CHECK(std::abs(bits_per_word() - 12.925) < 0.001);
}

TEST_CASE("passphrases: words of the list are counted, whatever program joined them", "[keygen]") {
  const auto words = [](std::string_view text) { return words_in_passphrase(text); };
  CHECK(words(value("passphrase")) == 10);
  CHECK(words("abacus.abdomen.yo-yo") == 3);
  CHECK(words("abacus abdomen") == 2);
  CHECK(words("abacus-abdomen-zoom") == 3);
  CHECK(words("abacus.abacus.abdomen") == 3);
  CHECK(words("abacus.abacus.abacus.abacus") == 2);
  for (const char* none : {"", ".", "abacus", "abacus.", ".abacus", "abacus..abdomen",
                           "abacus.keysieve", "Abacus.Abdomen", "abacus.abdomen zoom"}) {
    CAPTURE(none);
    CHECK(words(none) == 0);
  }
}

TEST_CASE("passphrases: as many words as asked for, of the list, joined by full stops",
          "[keygen]") {
  const std::set<std::string_view> words(word_list().begin(), word_list().end());
  for (const std::size_t count : {10U, 12U, 100U}) {
    PresetOptions options;
    options.words = count;
    const std::string phrase = value("passphrase", options) + ".";
    std::size_t found = 0;
    for (std::size_t begin = 0, end; (end = phrase.find('.', begin)) != std::string::npos;
         begin = end + 1, ++found) {
      CHECK(words.contains(std::string_view(phrase).substr(begin, end - begin)));
    }
    CHECK(found == count);
  }
}
