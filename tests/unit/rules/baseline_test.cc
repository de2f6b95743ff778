#include "keysieve/baseline.h"

#include <random>

#include "catch.h"

namespace keysieve {
namespace {

const std::string commit(40, 'c'), hash(40, '0');

Baseline read(std::string_view text) {
  auto baseline = parse_baseline(text, "it");
  REQUIRE(baseline);
  return *std::move(baseline);
}

}  // namespace

TEST_CASE("baseline: a .gitleaksignore names places, with a commit or without", "[rules]") {
  const Baseline file = read("# words\n" + commit + ":src\\a.py:some-rule:12\n./b:c.py:r:3\r\n" +
                             "nonsense\nx:y:z:0\n");
  CHECK(file.kind == ".gitleaksignore");
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].commit == commit);
  CHECK(file.entries[0].path == "src/a.py");
  CHECK(file.entries[0].line == 12);
  CHECK(file.entries[1].commit.empty());
  CHECK(file.entries[1].path == "b:c.py");
  CHECK(file.left_out == std::vector<std::string>{"line 4 is not [commit:]file:rule:line",
                                                  "line 5 is not [commit:]file:rule:line"});
}

TEST_CASE("baseline: a gitleaks report has the secret, unless it is redacted", "[rules]") {
  const Baseline file =
      read(R"([{"RuleID":"r","StartLine":3,"File":"a.py","Commit":")" + commit +
           R"(","Secret":"value"},{"RuleID":"r","StartLine":4,"File":"a.py","Commit":"",)" +
           R"("Secret":"REDACTED"},{"Secret":"x"},7])");
  CHECK(file.kind == "gitleaks report");
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].secret == "value");
  CHECK(file.entries[0].name == commit + ":a.py:r:3");
  CHECK(file.entries[1].secret.empty());
  CHECK(file.entries[1].name == "a.py:r:4");
  CHECK(file.left_out.size() == 2);
}

TEST_CASE("baseline: of detect-secrets' what the audit calls real is left out", "[rules]") {
  const Baseline file =
      read(R"({"version":"1.5.0","results":{"a.py":[{"type":"T","hashed_secret":")" + hash +
           R"(","line_number":4,"is_verified":false},{"type":"T","hashed_secret":")" + hash +
           R"(","is_secret":true},{"type":"T","hashed_secret":"short"}]}})");
  CHECK(file.kind == "detect-secrets baseline");
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].secret_sha1 == hash);
  CHECK(file.entries[0].name == "a.py:4 (T)");
  CHECK(file.left_out.size() == 2);
}

TEST_CASE("baseline: other JSON is an error", "[rules]") {
  CHECK_FALSE(parse_baseline("{}", "it"));
  CHECK_FALSE(parse_baseline("[1,", "it"));
  CHECK_FALSE(parse_baseline(R"({"results":[]})", "it"));
}

TEST_CASE("baseline: any bytes are read to an end", "[rules]") {
  std::mt19937 random(3);
  const std::string pieces =
      "{}[]\",:\\0123 \n#\xff\xc3/" + commit + "results File Secret StartLine hashed_secret";
  std::size_t read = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 200; i > 0; --i) text += pieces[random() % pieces.size()];
    if (const auto file = parse_baseline(text, "it")) read += file->entries.size() + 1;
  }
  CHECK(read > 0);
  CHECK_FALSE(parse_baseline(std::string(100000, '['), "it"));
}

TEST_CASE("baseline: values of other types than expected are as good as none", "[rules]") {
  const Baseline file = read(R"([{"File":1,"StartLine":"3"},{"File":"a","StartLine":-3},
      {"File":"a","StartLine":99999999999},[],null])");
  CHECK(file.entries.empty());
  CHECK(file.left_out.size() == 5);
  CHECK(read(R"({"results":{"a":[null,3,{"hashed_secret":5}],"b":7}})").entries.empty());
}

}  // namespace keysieve
