#include "report/redaction.h"

#include <string>
#include <vector>

#include "catch.h"
#include "keysieve/report.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

Report report_of(const std::vector<std::string>& secrets) {
  Report report;
  for (const std::string& secret : secrets) report.findings.emplace_back().secret = secret;
  return report;
}

}  // namespace

TEST_CASE("redaction: each secret of the report is redacted wherever it stands", "[report]") {
  test::Fake fake;
  const std::string one = fake.hex(32), other = fake.django_key();
  const Redaction redaction(report_of({one, other}), false);
  CHECK(redaction.text(other + " and " + one + one) ==
        redact(other) + " and " + redact(one) + redact(one));
  CHECK(redaction.text("nothing here") == "nothing here");
}

TEST_CASE("redaction: of secrets that begin alike the longest is redacted", "[report]") {
  const std::string base = test::Fake().hex(16);
  const std::vector<std::string> secrets = {base, base + "cc", base + "cccc", base + "dd"};
  const Redaction redaction(report_of(secrets), false);
  for (const std::string& secret : secrets) {
    CHECK(redaction.text("=" + secret + ";") == "=" + redact(secret) + ";");
  }
  CHECK(redaction.text(base + "ccx") == redact(base + "cc") + "x");
  CHECK(redaction.text(base + "cz") == redact(base) + "cz");
  CHECK(redaction.text(base.substr(0, 15)) == base.substr(0, 15));
}

TEST_CASE("redaction: each line of a secret of several lines is secret", "[report]") {
  test::Fake fake;
  const std::string marker = std::string(5, '-') + "BEGIN EC PRIVATE KEY" + std::string(5, '-');
  const std::string line = fake.from(test::alnum_alphabet, 64);
  const Redaction redaction(report_of({marker + "\r\n" + line + "\r\n"}), false);
  CHECK(redaction.text("oops: " + line) == "oops: " + redact(line));
  CHECK(redaction.text(marker) == marker);
}

TEST_CASE("redaction: nothing is hidden when secrets are asked for", "[report]") {
  const std::string key = test::Fake().urlsafe_key();
  const Redaction redaction(report_of({key}), true);
  CHECK(redaction.secret(key) == key);
  CHECK(redaction.text("SECRET_KEY=" + key) == "SECRET_KEY=" + key);
}

TEST_CASE("redaction: a finding without a secret hides nothing", "[report]") {
  CHECK(Redaction(report_of({""}), false).text("words") == "words");
}
