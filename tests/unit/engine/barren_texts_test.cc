#include "engine/barren_texts.h"

#include <set>
#include <string>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

std::string some_text(test::Fake* fake) {
  return fake->from(test::alnum_alphabet, 1 + fake->below(300));
}

}  // namespace

TEST_CASE("barren texts: those that were added are known, and no others", "[engine]") {
  BarrenTexts barren(20);
  std::set<std::string> added;
  test::Fake fake(1);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = some_text(&fake);
    barren.add(barren.key_of(text));
    added.insert(text);
  }
  int known = 0;
  for (const std::string& text : added) known += barren.has(barren.key_of(text));
  CHECK(known > 1980);  // one may have taken the place of another
  for (int i = 0; i < 20000; ++i) {
    const std::string text = some_text(&fake);
    if (!added.contains(text)) REQUIRE_FALSE(barren.has(barren.key_of(text)));
  }
}

TEST_CASE("barren texts: a table that is too small forgets, and takes nothing for known",
          "[engine]") {
  BarrenTexts barren(3);
  test::Fake fake(2);
  for (int i = 0; i < 1000; ++i) {
    const BarrenTexts::Key key = barren.key_of(some_text(&fake));
    REQUIRE_FALSE(barren.has(key));
    barren.add(key);
    REQUIRE(barren.has(key));
  }
}

TEST_CASE("barren texts: no two tables hash alike", "[engine]") {
  const BarrenTexts one(20), other(20);
  for (const char* text :
       {"", "a", "a line that is somewhat longer than all that fits in a word"}) {
    CHECK(one.key_of(text).mark != other.key_of(text).mark);
  }
}

}  // namespace keysieve
