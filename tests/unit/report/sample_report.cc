#include "unit/report/sample_report.h"

#include <sstream>
#include <stdexcept>

#include "support/fake.h"

namespace keysieve::test {
namespace {

constexpr const char* rules_text = R"TOML(
[[rule]]
id = "django-secret-key"
name = "Django SECRET_KEY"
description = "Signs sessions, password-reset tokens and cookies."
severity = "critical"
tags = ["framework", "django"]
preset = "django"
keywords = ["secret_key"]
regex = '''SECRET_KEY = "(?P<secret>[^"]{30,})"'''
remediation = "Make a new key with keysieve generate, put it into the environment and deploy; whoever was signed in by the old key is signed out."
examples = ['''SECRET_KEY = "{{django:50}}"''']

[[rule]]
id = "slack-token"
name = "Slack token"
description = "Reads and writes the messages of a workspace."
severity = "high"
tags = ["provider"]
keywords = ["xoxb-"]
regex = '''xoxb-[0-9A-Za-z-]{40,}'''
remediation = "Revoke the token at Slack and make a new one."
examples = ['''xox{{join}}b-{{alnum:50}}''']

[[rule]]
id = "password"
name = "Password"
description = "Opens whatever it is the password of."
severity = "medium"
keywords = ["password"]
regex = '''password = "(?P<secret>[^"]+)"'''
remediation = "Change the password."
examples = ['''password = "{{alnum:20}}"''']
)TOML";

ObjectId id(std::uint32_t seed) {
  return *ObjectId::from_hex(Fake(seed).hex(40));
}

const Person ada{"Ada Author", "ada@example.org"}, carl{"Carl Committer", "carl@example.org"};
constexpr Time first_day{1732444465, 420}, later{1735689600, -210};

Introduction introduced(std::uint32_t seed, std::string summary, std::optional<std::string> path) {
  return {.commit = id(seed),
          .author = ada,
          .committer = ada,
          .authored = first_day,
          .committed = first_day,
          .summary = std::move(summary),
          .path = std::move(path),
          .line = 23,
          .column = 15};
}

Occurrence in_blob(std::uint32_t seed, std::string path, std::uint32_t line) {
  return {.object = id(seed),
          .kind = ObjectKind::blob,
          .path = std::move(path),
          .region = {line, 15, line, 65},
          .first_commit = id(100)};
}

Finding finding(const char* rule, std::string secret, FindingStatus status) {
  Finding made;
  made.fingerprint = Fake(static_cast<std::uint32_t>(secret.size())).hex(32);
  made.rule_id = rule;
  made.secret = std::move(secret);
  made.entropy = 4.827;
  made.confidence = 0.991;
  made.status = status;
  return made;
}

Finding live_finding() {
  Finding made = finding("django-secret-key", Fake(7).django_key(), FindingStatus::live);
  made.present_in = {"HEAD", "refs/heads/main", "refs/heads/next", "refs/tags/v1", "refs/tags/v2"};
  made.introduced = {introduced(100, "Add settings", "config/settings.py"),
                     introduced(101, "Copy the settings of the other project for the time being",
                                "services/accounts/settings/production.py")};
  made.introduced[1].committer = carl;
  made.introduced[1].committed = later;
  made.removed = {{id(102), carl, later, "config/settings.py"}};
  made.exposure_days = 612;
  made.occurrences = {in_blob(200, "config/settings.py", 23),
                      in_blob(201, "config/settings.py", 25),
                      in_blob(202, "services/accounts/settings/production.py", 7)};
  made.in_head = made.occurrences[1];
  return made;
}

Finding message_finding() {
  const std::string token = Fake(8).slack_token();
  Finding made = finding("slack-token", token, FindingStatus::history);
  made.introduced = {introduced(103, "Try " + token + " instead", std::nullopt)};
  made.exposure_days = 0;
  made.occurrences = {{.object = id(103),
                       .kind = ObjectKind::commit,
                       .path = std::nullopt,
                       .region = {1, 5, 1, 60},
                       .first_commit = id(103)}};
  return made;
}

Finding shallow_finding() {
  Finding made = finding("password", Fake(9).urlsafe_key(), FindingStatus::on_ref);
  made.present_in = {"refs/remotes/origin/old"};
  made.introduced = {introduced(104, "Import", "deploy/hosts.ini")};
  made.introduced[0].at_or_before = true;
  made.exposure_days = 45;
  made.occurrences = {in_blob(203, "deploy/hosts.ini", 4)};
  return made;
}

Finding tag_finding() {
  Finding made = finding("password", Fake(10).hex(40), FindingStatus::unreachable);
  made.occurrences = {{.object = id(105),
                       .kind = ObjectKind::tag,
                       .path = std::nullopt,
                       .region = {3, 1, 3, 41},
                       .first_commit = std::nullopt}};
  return made;
}

Finding suppressed_finding() {
  Finding made = finding("django-secret-key", Fake(11).urlsafe_key(), FindingStatus::live);
  made.present_in = {"HEAD"};
  made.introduced = {introduced(106, "Add a test", "tests/settings.py")};
  made.exposure_days = 400;
  made.occurrences = {in_blob(204, "tests/settings.py", 2)};
  made.in_head = made.occurrences[0];
  made.suppression = {"inline", "for tests only"};
  return made;
}

}  // namespace

RuleSet sample_rules() {
  auto rules = RuleSet::parse(rules_text, "sample.toml");
  if (!rules) throw std::runtime_error(rules.error().message);
  return *std::move(rules);
}

Report history_report() {
  Report report;
  report.source = {"history", "/srv/shop", id(1), 1234, true};
  report.completeness = {12345, 12343, 2, {}};
  report.completeness.notices = {
      {"missing-object", id(2), "blob " + id(2).hex() + " is not in the repository"},
      {"too-large", std::nullopt, "a blob of 300 MB was not read; raise the limit to read it"}};
  report.findings = {tag_finding(), message_finding(), suppressed_finding(), shallow_finding(),
                     live_finding()};
  report.bytes = 5'808'000'000;
  return report;
}

Report empty_report() {
  Report report;
  report.source = {"history", ".", id(1), 3, false};
  report.completeness = {12345, 12345, 0, {}};
  report.bytes = 1'234'567;
  return report;
}

Report incomplete_report() {
  Report report = empty_report();
  report.completeness = {12345, 12343, 2, {}};
  for (std::uint32_t i = 0; i < 23; ++i) {
    report.completeness.notices.push_back(
        {"missing-object", id(i), "tree " + id(i).hex() + " is not in the repository"});
  }
  return report;
}

Report files_report() {
  Report report;
  report.source.kind = "files";
  report.completeness = {2, 2, 0, {}};
  report.bytes = 512;
  Finding made = finding("password", Fake(12).urlsafe_key(), FindingStatus::file);
  for (std::uint32_t line = 3; line < 8; ++line) {
    made.occurrences.push_back({.object = std::nullopt,
                                .kind = ObjectKind::blob,
                                .path = "deploy/.env",
                                .region = {line, 12, line, 63},
                                .first_commit = std::nullopt});
  }
  report.findings = {made};
  return report;
}

Report rejected_report() {
  Report report = empty_report();
  const std::string reason =
      "a placeholder: it says changeme, and so does the line before it, which is a comment";
  report.rejected = {
      {"django-secret-key",
       "changeme",
       reason,
       2.75,
       0.125,
       0.08,
       {{"a framework's name for it", 1, 1.9},
        {"randomness", 0.125, 0.4},
        {"a placeholder", 1, -6}},
       id(3),
       "settings.py",
       12,
       1},
      {"password", Fake(13).hex(32), "too regular", 3.5, 0.0, 0.25, {}, id(4), "", 1, 1200},
      {"password", "test", "a word", 1.5, 0.25, 0.01, {}, std::nullopt, "", 9, 2}};
  return report;
}

Report hostile_report() {
  Report report = history_report();
  const std::string secret = report.findings[0].secret;
  const std::string evil =
      "\x1b]0;owned\x07\x1b[2J\r\n\xC2\x9B"
      "1m\xE2\x80\xAE\xFF" +
      secret;
  report.source.repository = evil;
  for (Notice& notice : report.completeness.notices) notice.message = evil;
  for (Finding& each : report.findings) {
    for (std::string& ref : each.present_in) ref = evil;
    for (Introduction& by : each.introduced) {
      by.author = by.committer = {evil, evil};
      by.summary = evil;
      by.path = evil;
    }
    for (Removal& by : each.removed) by.author = {evil, evil}, by.path = evil;
    for (Occurrence& at : each.occurrences) at.path = evil;
    if (each.suppression) each.suppression->reason = evil;
  }
  report.rejected = {{"password", evil, evil, 1, 0, 0, {}, std::nullopt, evil, 1, 1}};
  return report;
}

std::string written(ReportFormat format, const Report& report, const ReportOptions& options) {
  std::ostringstream out;
  write_report(format, report, sample_rules(), options, out);
  return out.str();
}

}  // namespace keysieve::test
