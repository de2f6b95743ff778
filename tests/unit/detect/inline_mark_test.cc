#include "detect/inline_mark.h"

#include "catch.h"

namespace keysieve {
namespace {

// The reason of the mark that covers the word "value", or "-" if there is none.
std::string reason(std::string_view text, std::string_view rule_id = "some-rule") {
  const std::size_t at = text.find("value");
  const auto mark = inline_mark(text, {at, at + 5}, rule_id);
  return mark ? mark->reason : "-";
}

}  // namespace

TEST_CASE("inline mark: keysieve:allow on the line counts, with the reason after it", "[detect]") {
  REQUIRE(reason("key = 'value'  # keysieve:allow only a test\nnext") == "only a test");
  REQUIRE(reason("key = 'value'  # keysieve:allow") == "");
  REQUIRE(reason("key = 'value'  /* keysieve:allow public */ + 1") == "public");
}

TEST_CASE("inline mark: one for a rule covers that rule only", "[detect]") {
  const std::string_view line = "key = 'value'  # keysieve:allow[some-rule] shown in the docs";
  REQUIRE(reason(line) == "shown in the docs");
  REQUIRE(reason(line, "other-rule") == "-");
  REQUIRE(reason("key = 'value'  # keysieve:allow[some-rule", "some-rule") == "-");
}

TEST_CASE("inline mark: other lines' marks do not count", "[detect]") {
  REQUIRE(reason("# keysieve:allow\nkey = 'value'\n# keysieve:allow") == "-");
  REQUIRE(reason("# gitleaks:allow\nkey = 'value'\n# pragma: allowlist secret") == "-");
  REQUIRE(reason("key = 'value'") == "-");
}

TEST_CASE("inline mark: the next-line form covers the next line and no other", "[detect]") {
  REQUIRE(reason("# keysieve:allow-next-line why not\nkey = 'value'") == "why not");
  REQUIRE(reason("# keysieve:allow-next-line\n\nkey = 'value'") == "-");
  REQUIRE(reason("key = 'value'  # keysieve:allow-next-line") == "-");
  REQUIRE(reason("# keysieve:allow-next-line[other]\nkey = 'value'") == "-");
}

TEST_CASE("inline mark: those of other scanners are understood", "[detect]") {
  REQUIRE(reason("key = 'value'  # gitleaks:allow") == "");
  REQUIRE(reason("key = 'value'  # pragma: allowlist secret") == "");
  REQUIRE(reason("# pragma: allowlist nextline secret\nkey = 'value'") == "");
}

TEST_CASE("inline mark: on a secret of several lines its first and last line count", "[detect]") {
  const std::string_view text = "begin\nvalue\nend # keysieve:allow sample\nafter";
  const auto mark = inline_mark(text, {0, text.find("end")}, "some-rule");
  REQUIRE(mark);
  REQUIRE(mark->reason == "sample");
}

TEST_CASE("inline mark: every form that detect-secrets reads", "[detect]") {
  for (const char* space : {"", " "}) {
    for (const char* joint : {" ", "-"}) {
      for (const char* list : {"allowlist", "whitelist"}) {
        REQUIRE(reason(std::string("key = 'value'  # pragma:") + space + list + joint + "secret") ==
                "");
      }
      for (const char* other : {" ", "-"}) {
        REQUIRE(reason(std::string("# pragma:") + space + "allowlist" + joint + "nextline" + other +
                       "secret\nkey = 'value'") == "");
      }
    }
  }
  REQUIRE(reason("key = 'value'  # pragma: allowlist secrets") == "-");
  REQUIRE(reason("# pragma: allowlist secret\nkey = 'value'") == "-");
}

}  // namespace keysieve
