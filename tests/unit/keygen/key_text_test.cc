#include "keysieve/key_text.h"

#include <string>

#include "catch.h"

using namespace keysieve;

namespace {

NamedKey named(std::string name, std::string_view value) {
  auto key = SecretBytes::allocate(value.size());
  REQUIRE(key);
  std::copy(value.begin(), value.end(), key->data());
  return {std::move(name), *std::move(key), 0};
}

std::string written(KeyText text, std::string_view preset, const std::vector<NamedKey>& keys) {
  const auto bytes = write_keys(text, *find_preset(preset), keys);
  return bytes ? std::string(bytes->view()) : "refused: " + bytes.error().message;
}

std::vector<NamedKey> two() {
  std::vector<NamedKey> keys;
  keys.push_back(named("SECRET_KEY_BASE", "a$b"));
  keys.push_back(named("OTP_SECRET", "c#d"));
  return keys;
}

std::vector<NamedKey> one() {
  std::vector<NamedKey> keys;
  keys.push_back(named("SECRET_KEY", "a$b"));
  return keys;
}

}  // namespace

TEST_CASE("key text: each form is what its reader takes", "[keygen]") {
  CHECK(written(KeyText::plain, "mastodon", two()) == "a$b\nc#d\n");
  CHECK(written(KeyText::dotenv, "mastodon", two()) == "SECRET_KEY_BASE=a$b\nOTP_SECRET=c#d\n");
  CHECK(written(KeyText::shell, "mastodon", two()) ==
        "export SECRET_KEY_BASE='a$b'\nexport OTP_SECRET='c#d'\n");
  CHECK(written(KeyText::json, "mastodon", two()) ==
        "{\n  \"SECRET_KEY_BASE\": \"a$b\",\n  \"OTP_SECRET\": \"c#d\"\n}\n");
  CHECK(written(KeyText::yaml, "mastodon", two()) == "SECRET_KEY_BASE: 'a$b'\nOTP_SECRET: 'c#d'\n");
  CHECK(written(KeyText::k8s_secret, "mastodon", two()) ==
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: mastodon\ntype: Opaque\nstringData:\n"
        "  SECRET_KEY_BASE: 'a$b'\n  OTP_SECRET: 'c#d'\n");
  CHECK(written(KeyText::k8s_secret, "django", one()) ==
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: secret-key\ntype: Opaque\nstringData:\n"
        "  SECRET_KEY: 'a$b'\n");
  CHECK(written(KeyText::docker_secret, "django", one()) == "a$b");
  CHECK(written(KeyText::systemd_credential, "django", one()) == "a$b");
  CHECK(written(KeyText::config, "django", one()) == "SECRET_KEY = 'a$b'\n");
}

TEST_CASE("key text: what takes one key refuses several", "[keygen]") {
  CHECK(written(KeyText::docker_secret, "mastodon", two()) ==
        "refused: mastodon has 2 keys, and --format docker-secret is one key and nothing else; "
        "take dotenv, json or k8s-secret");
  CHECK(written(KeyText::config, "mastodon", two()).starts_with("refused: mastodon has no "));
}

TEST_CASE("key text: a configuration with several keys has each in its place", "[keygen]") {
  std::vector<NamedKey> keys;
  keys.push_back(named("validationKey", "AA"));
  keys.push_back(named("decryptionKey", "BB"));
  CHECK(written(KeyText::config, "aspnet", keys) ==
        "<machineKey validationKey=\"AA\"\n            decryptionKey=\"BB\"\n"
        "            validation=\"HMACSHA256\" decryption=\"AES\" />\n");
}
