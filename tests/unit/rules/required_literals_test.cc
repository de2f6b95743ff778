#include "rules/required_literals.h"

#include "catch.h"

using keysieve::required_literals;
using Literals = std::vector<std::string>;

TEST_CASE("required literals: every match holds one of them", "[rules]") {
  CHECK(required_literals("acme_[0-9a-f]{32}", 3) == Literals{"acme_"});
  CHECK(required_literals("(?i)(?:acme|apex)[ \\t]*=[ \\t]*([0-9a-f]{32})", 3) ==
        Literals{"acme", "apex"});
  CHECK(required_literals("(?:[a-z]{3} secretvalue)? ?acme=(x)", 3) == Literals{"acme=x"});
}

TEST_CASE("required literals: there may be none", "[rules]") {
  CHECK(required_literals("[0-9a-f]{32}", 3).empty());
  CHECK(required_literals("(?:acme)?[0-9a-f]{32}", 3).empty());
  CHECK(required_literals("a[0-9a-f]{4}b", 3).empty());
  CHECK(required_literals("(", 3).empty());
}
