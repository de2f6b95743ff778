#include "engine/rejections.h"

#include <algorithm>

#include "catch.h"

namespace keysieve {
namespace {

Rule rule(std::string id) {
  Rule made;
  made.id = std::move(id);
  return made;
}

Match secret(std::string text) {
  Match made;
  made.secret = std::move(text);
  return made;
}

Verdict because(std::string reason) {
  Verdict made;
  made.reason = std::move(reason);
  made.entropy = 1.5;
  made.randomness = 0.25;
  return made;
}

}  // namespace

TEST_CASE("rejections: each rule, secret and reason once, sorted, with how often", "[engine]") {
  Rejections rejections;
  const auto add = [&](const char* id, const char* text, const char* reason) {
    rejections.add(rule(id), secret(text), because(reason), std::nullopt, "p", 1);
  };
  add("b", "s", "r");
  add("a", "t", "r");
  add("a", "s", "r2");
  add("a", "s", "r1");
  add("a", "t", "r");
  add("a", "t", "r");
  std::string all;
  for (const Rejected& r : std::move(rejections).take()) {
    all += r.rule_id + " " + r.secret + " " + r.reason + " " + std::to_string(r.times) + "\n";
    CHECK(r.entropy == 1.5);
    CHECK(r.randomness == 0.25);
  }
  CHECK(all == "a s r1 1\na s r2 1\na t r 3\nb s r 1\n");
}

TEST_CASE("rejections: the place shown is the same in any order", "[engine]") {
  struct Place {
    const char* path;
    std::uint32_t line;
    char digit;
  };
  std::vector<Place> places{{"a", 2, '2'}, {"a", 2, '1'}, {"a", 3, '0'}, {"b", 1, '0'}};
  for (int turn = 0; turn < 4; ++turn) {
    std::rotate(places.begin(), places.begin() + 1, places.end());
    Rejections rejections;
    for (const Place& p : places) {
      rejections.add(rule("a"), secret("s"), because("r"),
                     ObjectId::from_hex(std::string(40, p.digit)), p.path, p.line);
    }
    const auto all = std::move(rejections).take();
    REQUIRE(all.size() == 1);
    CHECK(all[0].path == "a");
    CHECK(all[0].line == 2);
    CHECK(all[0].object->hex() == std::string(40, '1'));
    CHECK(all[0].times == 4);
  }
}

}  // namespace keysieve
