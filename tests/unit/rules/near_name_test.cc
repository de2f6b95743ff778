#include "rules/near_name.h"

#include <array>

#include "catch.h"

using keysieve::edit_distance;
using keysieve::nearest_name;

TEST_CASE("near name: distance counts insertions, removals and replacements", "[rules]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("regex", "regex") == 0);
  CHECK(edit_distance("", "regex") == 5);
  CHECK(edit_distance("keyword", "keywords") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("near name: the least different name is meant", "[rules]") {
  constexpr std::array<std::string_view, 4> names{"tags", "keywords", "regex", "description"};
  CHECK(nearest_name("keyword", names) == "keywords");
  CHECK(nearest_name("regexp", names) == "regex");
  CHECK(nearest_name("desc", names) == "description");
}

TEST_CASE("near name: a name like no other has none near", "[rules]") {
  constexpr std::array<std::string_view, 2> names{"tags", "keywords"};
  CHECK(nearest_name("entropy", names).empty());
  CHECK(nearest_name("x", {}).empty());
}
