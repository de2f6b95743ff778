#include "detect/lookalike.h"

#include <string>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

std::string_view alone(std::string_view value) {
  return lookalike(value, {0, value.size()});
}

std::string_view after(const std::string& before, const std::string& value) {
  static std::string text;
  text = before + value;
  return lookalike(text, {before.size(), text.size()});
}

}  // namespace

TEST_CASE("lookalike: identifiers, addresses, paths, dates and the like are known by their form",
          "[detect]") {
  CHECK(alone("123e4567-e89b-42d3-a456-426614174000") == "a UUID");
  CHECK(alone("https://example.com/oauth/token") == "a URL without a password in it");
  CHECK(alone("someone@example.com") == "an e-mail address");
  CHECK(alone("config/credentials/production.key") == "a file's path");
  CHECK(alone("/etc/ssl/private/server") == "a file's path");
  CHECK(alone("application/x-www-form-urlencoded") == "a MIME type");
  CHECK(alone("1.22.333-beta.4") == "a version");
  CHECK(alone("2024-11-24T17:34:25Z") == "a date or a time");
  CHECK(alone("com.example.project.service") == "the name of a host or a package");
}

TEST_CASE("lookalike: a hash is one when a word before it says so", "[detect]") {
  const std::string hash = test::Fake(41).hex(40);
  CHECK(after("commit ", hash) == "a hash of something public");
  CHECK(after("\"integrity\": \"", hash) == "a hash of something public");
  CHECK(after("sha1=", hash) == "a hash of something public");
  CHECK(after("uses: owner/action@", hash) == "a pinned version");
  CHECK(after("secret = \"", hash).empty());
  CHECK(after("the commit's secret = \"", hash).empty());
}

TEST_CASE("lookalike: random keys look like nothing else", "[detect]") {
  test::Fake fake(42);
  int others = 0;
  for (int i = 0; i < 3000; ++i) {
    others += !alone(fake.django_key()).empty();
    others += !alone(fake.urlsafe_key()).empty();
    others += !alone(fake.hex(64)).empty();
  }
  REQUIRE(others == 0);
}

}  // namespace keysieve
