#include "report/redaction.h"

#include <sstream>
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
  const Redaction redaction(report_of({one, other}));
  CHECK(redaction.text(other + " and " + one + one) ==
        redact(other) + " and " + redact(one) + redact(one));
  CHECK(redaction.text("nothing here") == "nothing here");
}

TEST_CASE("redaction: of secrets that begin alike the longest is redacted", "[report]") {
  const std::string base = test::Fake().hex(16);
  const std::vector<std::string> secrets = {base, base + "cc", base + "cccc", base + "dd"};
  const Redaction redaction(report_of(secrets));
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
  const Redaction redaction(report_of({marker + "\r\n" + line + "\r\n"}));
  CHECK(redaction.text("oops: " + line) == "oops: " + redact(line));
  CHECK(redaction.text(marker) == marker);
}

TEST_CASE("redaction: what is redacted already stays as it is, and hides nothing", "[report]") {
  Report report = report_of({test::Fake().urlsafe_key()});
  const Report once = redacted(report), twice = redacted(once);
  CHECK(once.findings[0].secret == redact(report.findings[0].secret));
  CHECK(once.findings[0].redacted_from == report.findings[0].secret.size());
  CHECK(twice.findings[0].secret == once.findings[0].secret);
  CHECK(twice.findings[0].redacted_from == once.findings[0].redacted_from);
  CHECK(Redaction(once).text(once.findings[0].secret) == once.findings[0].secret);
}

TEST_CASE("redaction: no text of a report keeps a secret", "[report]") {
  const std::string key = test::Fake().urlsafe_key();
  const std::string text = "before " + key + " after";
  Report report = report_of({key});
  report.source = {"history", text, std::nullopt, 0, false, text};
  report.completeness.notices = {{"missing-object", std::nullopt, text}};
  Finding& finding = report.findings[0];
  finding.present_in = {text};
  finding.introduced = {{{}, {text, text}, {text, text}, {}, {}, text, text, 1, 1, text, false}};
  finding.removed = {{{}, {text, text}, {}, text, text}};
  finding.occurrences = {{std::nullopt, ObjectKind::blob, text, {}, {}, text}};
  finding.in_head = finding.occurrences[0];
  finding.suppression = {"inline", text};
  finding.validation.facts = {{"account", text}};
  finding.companions = {{"id", key}};
  report.rejected = {{"rule", key, text, 0, 0, 0, {}, std::nullopt, text, 1, 1}};
  report.since = Comparison{{}, report.findings};
  const RuleSet rules = RuleSet::described(std::vector<Rule>(1));
  for (const ReportFormatInfo& format : report_formats()) {
    std::ostringstream out;
    write_report(format.format, report, rules, {.explain = true}, out);
    INFO(format.name);
    CHECK(out.str().find(key) == std::string::npos);
  }
}

TEST_CASE("redaction: a finding without a secret hides nothing", "[report]") {
  CHECK(Redaction(report_of({""})).text("words") == "words");
}
