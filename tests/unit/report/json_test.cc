#include <algorithm>
#include <string>

#include "catch.h"
#include "keysieve/version.h"
#include "support/golden.h"
#include "support/process.h"
#include "unit/report/sample_report.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

// The value of a Python expression over the report as `r`, as Python's own JSON reader sees it.
std::string python(const std::string& json, const std::string& expression) {
  const Ran ran = run({.arguments = {"python3", "-c",
                                     "import json, sys\n"
                                     "r = json.loads(sys.stdin.buffer.read().decode('utf-8'))\n"
                                     "sys.stdout.buffer.write(str((" +
                                         expression + ")).encode('utf-8'))"},
                       .directory = {},
                       .input = json,
                       .environment = {}});
  INFO(ran.err);
  CHECK(ran.exit == 0);
  return ran.out;
}

// What changes with every release and every rule key is no part of a golden file.
std::string without(std::string text, const std::string& what, const std::string& name) {
  const std::size_t at = text.find('"' + what + '"');
  REQUIRE(at != std::string::npos);
  return text.replace(at + 1, what.size(), name);
}

}  // namespace

TEST_CASE("json report: schema version 1, key for key", "[report]") {
  const std::string json = written(ReportFormat::json, history_report());
  CHECK(matches_golden("report.json", without(without(json, version, "(version)"),
                                              ruleset_hash(sample_rules()), "(ruleset)")));
}

TEST_CASE("json report: another reader reads what was written", "[report]") {
  const std::string json = written(ReportFormat::json, history_report());
  CHECK(python(json, "r['schema_version'], r['tool']['rules'], r['completeness']['complete']") ==
        "(1, 3, False)");
  CHECK(python(json, "r['summary']") ==
        "{'findings': 4, 'suppressed': 1, 'by_severity': "
        "{'critical': 1, 'high': 1, 'medium': 2}}");
  CHECK(python(json, "[f['status'] for f in r['findings']]") ==
        "['unreachable', 'history', 'live', 'on-ref', 'live']");
  CHECK(python(json, "r['findings'][4]['introduced'][0]['authored_at']") ==
        "2024-11-24T17:34:25+07:00");
  CHECK(python(json, "[f['introduced'][0].get('at_or_before') for f in r['findings'][1:]]") ==
        "[None, None, True, None]");
}

TEST_CASE("json report: what is not there is null", "[report]") {
  const std::string json = written(ReportFormat::json, files_report());
  CHECK(python(json, "r['source']['repository'], r['source']['head']") == "(None, None)");
  CHECK(python(json, "[r['findings'][0][k] for k in ('exposure_days', 'suppression')]") ==
        "[None, None]");
  CHECK(
      python(json, "[r['findings'][0]['occurrences'][0][k] for k in ('object', 'first_commit')]") ==
      "[None, None]");
}

TEST_CASE("json report: a raw secret comes back byte for byte when asked for", "[report]") {
  Report report = files_report();
  report.findings[0].secret = "two\nlines\t\"quoted\" \\ \xC3\xA9";
  const std::string json = written(ReportFormat::json, report, {.show_secrets = true});
  CHECK(python(json, "r['findings'][0]['secret']") == report.findings[0].secret);
  CHECK(python(json, "r['findings'][0]['secret_length']") == "23");
}

TEST_CASE("json report: hostile bytes still make valid JSON, and none is a control", "[report]") {
  const std::string json = written(ReportFormat::json, hostile_report());
  CHECK(python(json, "len(r['findings'])") == "5");
  CHECK(std::all_of(json.begin(), json.end(), [](char c) {
    return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  }));
}
