// Writes the HTML report of a made-up history: keysieve_made_page COUNT. With `hostile` instead of
// a count, every text of it tries to be more than text.
#include <cstdlib>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "keysieve/report.h"
#include "support/fake.h"

namespace keysieve::test {
namespace {

constexpr std::int64_t day = 24 * 60 * 60, start = 1'500'000'000;

constexpr const char* rules_text = R"TOML(
[[rule]]
id = "made-key"
name = "Made key"
description = "Opens nothing."
severity = "critical"
keywords = ["made_key"]
regex = '''made_key = "(?P<secret>[^"]+)"'''
remediation = "Make a new one."
examples = ['''made_key = "{{alnum:40}}"''']

[[rule]]
id = "made-word"
name = "Made word"
description = "Opens nothing."
severity = "low"
keywords = ["made_word"]
regex = '''made_word = "(?P<secret>[^"]+)"'''
remediation = "Make a new one."
examples = ['''made_word = "{{alnum:40}}"''']
)TOML";

constexpr const char* hostile_text = R"TOML(
[[rule]]
id = "hostile-rule"
name = "</title><script>window.owned=1</script>"
description = "\"><img src=x onerror=window.owned=1>"
severity = "critical"
keywords = ["made_key"]
regex = '''made_key = "(?P<secret>[^"]+)"'''
remediation = "</dd></dl></table><script>window.owned=1</script>"
examples = ['''made_key = "{{alnum:40}}"''']
)TOML";

constexpr const char* evil =
    "\"><script>window.owned=1</script><img src=x onerror='window.owned=1'>&quot;\xE2\x80\xAE\x01";

RuleSet rules_of(const char* text) {
  auto rules = RuleSet::parse(text, "made.toml");
  if (!rules) {
    std::cerr << rules.error().message << '\n';
    std::exit(2);
  }
  return *std::move(rules);
}

ObjectId id(Fake& fake) {
  return *ObjectId::from_hex(fake.hex(40));
}

Introduction introduction(Fake& fake, std::uint32_t number) {
  static constexpr const char* people[] = {"Ada Author", "Carl Committer", "Grace Gray"};
  static constexpr const char* folders[] = {"config/", "services/billing/", "web/src/", ""};
  const Person who{people[fake.below(3)], "someone@example.org"};
  const Time when{start + day * fake.below(2500), 60};
  const std::string folder = folders[fake.below(4)];
  return {.commit = id(fake),
          .author = who,
          .committer = who,
          .authored = when,
          .committed = when,
          .summary = fmt::format("Set up part {}", number),
          .path = fmt::format("{}part{}/settings.py", folder, number),
          .line = 12,
          .column = 3};
}

Finding finding(Fake& fake, std::uint32_t number) {
  Finding made;
  made.fingerprint = fake.hex(32);
  made.rule_id = fake.below(3) == 0 ? "made-word" : "made-key";
  made.secret = fake.urlsafe_key();
  made.confidence = 0.99;
  made.introduced = {introduction(fake, number)};
  made.exposure_days = fake.below(900);
  const bool live = fake.below(4) == 0;
  made.status = live ? FindingStatus::live : FindingStatus::history;
  if (live) {
    made.present_in = {"HEAD", "refs/heads/main"};
  } else {
    made.removed = {{id(fake), made.introduced[0].author, made.introduced[0].authored, "x"}};
  }
  made.occurrences = {{.object = id(fake),
                       .path = made.introduced[0].path,
                       .region = {12, 3, 12, 54},
                       .first_commit = std::nullopt}};
  return made;
}

Report made_report(std::uint32_t count) {
  Fake fake(7);
  Report report;
  report.source = {"history", "/srv/made", id(fake), 3, false, "https://github.com/ada/made.git"};
  report.completeness = {count, count, 0, {}};
  for (std::uint32_t i = 0; i < count; ++i) report.findings.push_back(finding(fake, i));
  return report;
}

Report hostile_report() {
  Report report = made_report(2);
  report.source.repository = report.source.remote = evil;
  report.completeness = {2, 1, 1, {{evil, std::nullopt, evil}}};
  for (Finding& each : report.findings) {
    each.rule_id = "hostile-rule";
    each.secret = evil + each.secret + evil;
    each.present_in = {evil};
    each.companions = {{evil, evil}};
    each.validation.facts = {{evil, evil}};
    for (Introduction& by : each.introduced) {
      by.author = by.committer = {evil, evil};
      by.path = by.summary = by.submodule = evil;
    }
    for (Removal& by : each.removed) by.author = {evil, evil};
    for (Occurrence& at : each.occurrences) at.path = evil;
  }
  report.findings.push_back(report.findings[0]);
  report.findings.back().suppression = {"inline", evil};
  return report;
}

}  // namespace
}  // namespace keysieve::test

int main(int argc, char** argv) {
  using namespace keysieve::test;
  const std::string wanted = argc == 2 ? argv[1] : "";
  const bool hostile = wanted == "hostile";
  const auto count = static_cast<std::uint32_t>(std::atoi(wanted.c_str()));
  keysieve::write_report(keysieve::ReportFormat::html,
                         hostile ? hostile_report() : made_report(count),
                         rules_of(hostile ? hostile_text : rules_text), {}, std::cout);
  return std::cout ? 0 : 1;
}
