#include "rules/betterleaks_filter.h"

#include "catch.h"

using keysieve::Allowlist;
using keysieve::betterleaks_filter;

TEST_CASE("betterleaks filter: an entropy floor", "[rules]") {
  const auto filter = betterleaks_filter("\nentropy(finding[\"secret\"]) <= 3.5\n");
  CHECK(filter.whole);
  CHECK(filter.min_entropy == 3.5);
  CHECK(betterleaks_filter("filter.entropy(finding[\"secret\"]) < 3.0").min_entropy < 3.0);
}

TEST_CASE("betterleaks filter: lists of what is no secret", "[rules]") {
  const auto filter = betterleaks_filter(R"((matchesAny(finding["match"], [
  `^a"b$`,
  `c`
]) || containsAny(finding["secret"], ["d.e", "f\"g"])
|| matchesAny((attributes["path"] ?? ""), [`\.md$`])))");
  CHECK(filter.whole);
  CHECK_FALSE(filter.min_entropy);
  REQUIRE(filter.allowlists.size() == 3);
  CHECK(filter.allowlists[0].target == Allowlist::Target::match);
  CHECK(filter.allowlists[0].regexes == std::vector<std::string>{"(?m:^)a\"b(?m:$)", "c"});
  CHECK(filter.allowlists[1].regexes == std::vector<std::string>{"d\\.e", "f\\\"g"});
  CHECK(filter.allowlists[2].paths == std::vector<std::string>{"\\.md(?m:$)"});
}

TEST_CASE("betterleaks filter: what is not understood is left out, and said", "[rules]") {
  for (const char* program :
       {"!matchesAny(finding[\"secret\"], [`[0-9]`])", "let x = 1; x == 1",
        "matchesAny(finding[\"secret\"], [`a`]) && entropy(finding[\"secret\"]) < 2"}) {
    const auto filter = betterleaks_filter(program);
    CHECK_FALSE(filter.whole);
    CHECK(filter.allowlists.empty());
  }
  const auto part = betterleaks_filter("entropy(finding[\"secret\"]) < 2 || !matchesAny(x, [`a`])");
  CHECK(part.min_entropy.has_value());
  CHECK_FALSE(part.whole);
}
