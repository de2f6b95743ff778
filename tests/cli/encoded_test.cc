// Secrets in texts that are not plain UTF-8, seen by the real program.
#include <string>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

using test::scan_json;

std::string django_settings(const std::string& key) {
  return "# Réglages 🔑\r\nDEBUG = False\r\nSECRET_KEY = '" + key + "'";
}

TEST_CASE("encoded: settings in UTF-16 and UTF-32 are found at their line and column", "[cli]") {
  test::Fake fake;
  for (const test::Utf& utf : test::wide_encodings) {
    for (const bool mark : {true, false}) {
      const std::string key = fake.django_key();
      const test::TempDir dir;
      dir.write("settings.py", test::encoded(django_settings(key), utf, mark));
      const auto finding = scan_json(dir.path(), {"--files", "."}).finding(key);
      INFO(utf.unit << " bytes, little endian: " << utf.little_endian << ", mark: " << mark);
      REQUIRE(!finding.is_null());
      CHECK(finding["rule_id"] == "django-secret-key");
      CHECK(finding["occurrences"][0]["start_line"] == 3);
      CHECK(finding["occurrences"][0]["start_column"] == 15);
    }
  }
}

std::string base64_times(std::string text, int times) {
  for (int i = 0; i < times; ++i) text = test::base64(text);
  return text;
}

TEST_CASE("encoded: a token is found in base64 of base64 of base64, and no deeper", "[cli]") {
  for (int times = 0; times <= 4; ++times) {
    test::Fake fake(static_cast<std::uint32_t>(times));
    const std::string token = fake.slack_token();
    const test::TempDir dir;
    dir.write("values.txt", "one\ntwo: " + base64_times(token, times) + "\nthree\n");
    const auto finding = scan_json(dir.path(), {"--files", "."}).finding(token);
    INFO(times << " times");
    REQUIRE(finding.is_null() == (times == 4));
    if (times == 4) continue;
    CHECK(finding["occurrences"].size() == 1);
    CHECK(finding["occurrences"][0]["start_line"] == 2);
    CHECK(finding["occurrences"][0]["start_column"] == 6);
    CHECK(finding["occurrences"][0]["end_column"] == 6 + base64_times(token, times).size());
  }
}

TEST_CASE("encoded: a token is found in each encoding", "[cli]") {
  test::Fake fake;
  for (const auto& encode : {test::base64, test::base64url, test::hex}) {
    const std::string token = fake.slack_token();
    const test::TempDir dir;
    dir.write("config.json", "{\"value\": \"" + encode("token is " + token + " now") + "\"}\n");
    CHECK(!scan_json(dir.path(), {"--files", "."}).finding(token).is_null());
  }
  // Whether the secret itself has characters to escape or its name alone has.
  for (const std::string_view alphabet : {test::django_alphabet, test::alnum_alphabet}) {
    const std::string key = fake.from(alphabet, 50);
    const test::TempDir dir;
    dir.write("log.txt", "GET /?settings=" + test::percent("SECRET_KEY = '" + key + "'") + "\n");
    CHECK(!scan_json(dir.path(), {"--files", "."}).finding(key).is_null());
  }
}

TEST_CASE("encoded: the .env in a Kubernetes Secret has its history", "[cli]") {
  test::Fake fake;
  const std::string key = fake.django_key(), other = fake.slack_token();
  const std::string env = "DEBUG=0\nDJANGO_SECRET_KEY=" + key + "\nSLACK_TOKEN=" + other + "\n";
  test::TestRepo repo;
  repo.write("secret.yaml", "kind: Secret\ndata:\n  .env: " + test::base64(env) + "\n");
  const std::string introduced = repo.commit("Deploy");
  repo.write("secret.yaml", "kind: Secret\ndata: {}\n");
  const std::string removed = repo.commit("Undeploy");
  const auto scanned = scan_json(repo.path());
  for (const std::string& secret : {key, other}) {
    const auto finding = scanned.finding(secret);
    REQUIRE(!finding.is_null());
    CHECK(finding["introduced"][0]["commit"] == introduced);
    CHECK(finding["introduced"][0]["line"] == 3);
    CHECK(finding["introduced"][0]["column"] == 9);
    CHECK(finding["removed"][0]["commit"] == removed);
  }
}

TEST_CASE("encoded: what a rule takes for a secret as it stands is not decoded", "[cli]") {
  test::Fake fake;
  const std::string key = "base64:" + test::base64(fake.from(test::alnum_alphabet, 32));
  const test::TempDir dir;
  dir.write(".env", "APP_KEY=" + key + "\n");
  const auto scanned = scan_json(dir.path(), {"--files", "."});
  CHECK(!scanned.finding(key).is_null());
  CHECK(scanned.report["findings"].size() == 1);
}

TEST_CASE("encoded: an .env in a script counts, code in its source map does not", "[cli]") {
  test::Fake fake;
  const std::string key = fake.django_key();
  const std::string map = R"({"version":3,"sourcesContent":["  password: options.password\n"]})";
  const test::TempDir dir;
  dir.write("deploy.js", "env = '" + test::base64("DEBUG=0\nDJANGO_SECRET_KEY=" + key + "\n") +
                             "'\n//# sourceMappingURL=data:application/json;base64," +
                             test::base64(map) + "\n");
  const auto scanned = scan_json(dir.path(), {"--files", "."});
  CHECK(!scanned.finding(key).is_null());
  CHECK(scanned.report["findings"].size() == 1);
}

TEST_CASE("encoded: a mark on the line accepts what is encoded there", "[cli]") {
  test::Fake fake;
  const std::string token = fake.slack_token();
  const test::TempDir dir;
  dir.write("values.txt", test::base64(token) + "  # keysieve:allow a test server\n");
  const auto finding = scan_json(dir.path(), {"--files", "."}).finding(token);
  REQUIRE(!finding.is_null());
  CHECK(finding["suppression"]["reason"] == "a test server");
}

TEST_CASE("encoded: in binary files neither names nor encodings count, forms do", "[cli]") {
  using namespace std::string_literals;
  test::Fake fake;
  const std::string key = fake.django_key(), hidden = fake.slack_token(),
                    plain = fake.slack_token();
  const test::TempDir dir;
  const std::string text =
      "SECRET_KEY = '" + key + "'\n" + test::base64(hidden) + "\n" + plain + "\n";
  dir.write("program", "\x7F"s + "ELF\0"s + text);
  dir.write("text", std::string(9000, ' ') + '\0' + "\n" + text);  // NUL too far to make it binary
  const auto binary = scan_json(dir.path(), {"--files", "program"});
  CHECK(binary.finding(key).is_null());
  CHECK(binary.finding(hidden).is_null());
  CHECK(!binary.finding(plain).is_null());
  const auto late = scan_json(dir.path(), {"--files", "text"});
  CHECK(!late.finding(key).is_null());
  CHECK(!late.finding(hidden).is_null());
  CHECK(!late.finding(plain).is_null());
}

TEST_CASE("encoded: no bomb of encodings takes long or hides what stands beside it", "[cli]") {
  test::Fake fake;
  const std::string token = fake.slack_token();
  std::string bomb(1 << 20, 'a');
  for (int i = 0; i < 6; ++i) bomb = test::base64(bomb);
  const test::TempDir dir;
  dir.write("bomb.txt", bomb + "\n" + token + "\n");
  const auto scanned = scan_json(dir.path(), {"--files", "."});
  CHECK(!scanned.finding(token).is_null());
  CHECK(scanned.report["findings"].size() == 1);
}

}  // namespace
}  // namespace keysieve
