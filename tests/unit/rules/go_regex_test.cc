#include "rules/go_regex.h"

#include "catch.h"

using keysieve::go_regex;

TEST_CASE("go regex: groups that capture are called secret, in their order", "[rules]") {
  CHECK(go_regex("a(b)(?:c)(d)", 0).pattern == "a(?P<secret>b)(?:c)(?P<secret_2>d)");
  CHECK(go_regex("a(b)(?i)(d)", 2).pattern == "a(?:b)(?i)(?P<secret>d)");
  CHECK(go_regex("(?P<x>b)(?<y>d)", 2).pattern == "(?:b)(?P<secret>d)");
  CHECK(go_regex("(a)(b(c))", 0).groups == 3);
}

TEST_CASE("go regex: what only looks like a group or an anchor stays", "[rules]") {
  for (const char* pattern :
       {R"(\(a\))", R"([(^$)])", R"([^](]b)", R"([[:alpha:](]+)", R"(\Q(a$\E)", R"([\](]x)"}) {
    CHECK(go_regex(pattern, 0).pattern == pattern);
    CHECK(go_regex(pattern, 0).groups == 0);
  }
}

TEST_CASE("go regex: ends of the text are ends of lines", "[rules]") {
  CHECK(go_regex("^a$", 0).pattern == "(?m:^)a(?m:$)");
}

TEST_CASE("go regex: how far a match may reach is told", "[rules]") {
  CHECK(go_regex(R"(key[ \t]*=[ \t]*([a-z]{20}))", 0).context_lines == 0);
  CHECK(go_regex(R"(key\s*=\s*([a-z]{20}))", 0).context_lines == 1);
  CHECK(go_regex(R"(BEGIN[\s\S-]{64,}?END)", 0).context_lines == 100);
  CHECK(go_regex(R"(kind(?s:.){0,200}data)", 0).context_lines == 100);
  CHECK(go_regex(R"(a(?:[\r\n]{1,2}.*){1,5}b)", 0).context_lines == 10);
  CHECK(go_regex(R"(a[^"\n]*b)", 0).context_lines == 0);
  CHECK(go_regex(R"(a[^"]*b)", 0).context_lines == 100);
}
