// A report as the tests of a CI server: JUnit's XML, one finding a test case that failed, accepted
// ones skipped, and one more test case that says whether everything was scanned.
#include <set>

#include <fmt/format.h>

#include "base/printable.h"
#include "report/change.h"
#include "report/main_place.h"
#include "report/sentence.h"
#include "report/tally.h"
#include "report/writers.h"

namespace keysieve {
namespace {

// XML 1.0 has no U+FFFE and U+FFFF; what else it lacks are controls, which printable text has not.
void replace_noncharacters(std::string* text) {
  for (const std::string_view bad : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = text->find(bad, at)) != std::string::npos; ++at) {
      text->replace(at, bad.size(), "?");
    }
  }
}

// Whitespace in attributes is written as references, for readers make spaces of it.
std::string xml(std::string_view bytes) {
  std::string text = printable_lines(bytes), out;
  replace_noncharacters(&text);
  for (const char c : text) {
    if (std::string_view("&<>\"'\t\n\r").find(c) != std::string_view::npos) {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string body_of(const Finding& finding, const Rule& rule) {
  std::string text = sentence(finding, rule) + "\n" + rule.description + "\n";
  std::set<std::string> told;  // versions of a file have the secret at the same line
  for (const Occurrence& at : finding.occurrences) {
    if (const auto [place, is_new] = told.insert(words_of(at)); is_new)
      text += "at " + *place + "\n";
  }
  return text + rule.remediation + "\nfingerprint " + finding.fingerprint + "\n";
}

void write_case(const Finding& finding, const Rule& rule, std::ostream& out) {
  const MainPlace place = main_place(finding);
  out << fmt::format("    <testcase classname=\"{}\" name=\"{} in {} ({})\" time=\"0\"",
                     xml(rule.id), xml(rule.name), xml(words_of(place)),
                     finding.fingerprint.substr(0, 10));
  if (place.path) {
    out << fmt::format(" file=\"{}\" line=\"{}\"", xml(*place.path), place.region.start_line);
  }
  out << ">\n";
  if (finding.suppression) {
    out << fmt::format("      <skipped message=\"{}\"/>\n", xml(words_of(*finding.suppression)));
  } else {
    out << fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                       to_string(rule.severity), xml(sentence(finding, rule)),
                       xml(body_of(finding, rule)));
  }
  out << "    </testcase>\n";
}

void write_completeness(const Completeness& done, std::ostream& out) {
  out << "    <testcase classname=\"keysieve\" name=\"everything was scanned\" time=\"0\"";
  if (done.complete()) {
    out << "/>\n";
    return;
  }
  std::string notices;
  for (const Notice& notice : done.notices) notices += notice.kind + ": " + notice.message + "\n";
  out << fmt::format(
      ">\n      <error type=\"incomplete\" message=\"{}\">{}</error>\n    </testcase>\n",
      xml(unread_words(done)), xml(notices));
}

}  // namespace

void write_junit(const Report& report, const RuleSet& rules, const ReportOptions&,
                 std::ostream& out) {
  const Tally counts = tally(report, rules);
  const std::string totals =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\"",
                  counts.findings + counts.suppressed + 1, counts.findings,
                  report.completeness.complete() ? 0 : 1, counts.suppressed);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out << fmt::format("<testsuites name=\"keysieve\" {}>\n", totals);
  out << fmt::format("  <testsuite name=\"keysieve\" {}>\n", totals);
  for (const Finding& finding : report.findings) {
    write_case(finding, rule_of(finding, rules), out);
  }
  write_completeness(report.completeness, out);
  out << "  </testsuite>\n</testsuites>\n";
}

}  // namespace keysieve
