#include "engine/find_in.h"

#include "catch.h"
#include "tokens.h"

namespace keysieve {
namespace {

using test::token;

std::vector<RegionMatch> matches(std::string_view text, const ScanOptions& options = {}) {
  const Detector& detector = test::token_detector();
  const auto scratch = detector.new_scratch();
  return find_in({ObjectKind::blob, "file", text}, detector, scratch.get(), options);
}

}  // namespace

TEST_CASE("find in: lines and columns count from one, the end is one past", "[engine]") {
  const auto found = matches(token(1) + "\r\n\n  \xc3\xa4 " + token(2) + " " + token(3));
  REQUIRE(found.size() == 3);
  CHECK(found[0].region == Region{1, 1, 1, 25});
  CHECK(found[1].region == Region{3, 6, 3, 30});
  CHECK(found[2].region == Region{3, 31, 3, 55});
  CHECK(found[2].match.secret == token(3));
}

TEST_CASE("find in: a byte order mark is no part of the text", "[engine]") {
  const std::string mark = "\xEF\xBB\xBF";
  const auto found = matches(mark + token(1) + "\n" + mark + token(2));
  REQUIRE(found.size() == 2);
  CHECK(found[0].region == Region{1, 1, 1, 25});
  CHECK(found[1].region == Region{2, 4, 2, 28});
  CHECK(matches(mark).empty());
}

TEST_CASE("find in: nothing in nothing", "[engine]") {
  CHECK(matches("").empty());
  CHECK(matches("tok_1234567").empty());
}

TEST_CASE("find in: rejected candidates only to explain", "[engine]") {
  const std::string text = "code=aaaaaaaaaaaaaaaa\n";
  ScanOptions explain;
  explain.explain = true;
  CHECK(matches(text).empty());
  const auto found = matches(text, explain);
  REQUIRE(found.size() == 1);
  CHECK(!found[0].match.verdict.accepted);
  CHECK(!found[0].match.verdict.reason.empty());
  CHECK(found[0].region == Region{1, 6, 1, 22});
}

TEST_CASE("find in: marks in the text count unless told not to", "[engine]") {
  const std::string text = token(1) + "  # keysieve:allow a fixture\n";
  const auto found = matches(text);
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].match.mark);
  CHECK(found[0].match.mark->reason == "a fixture");
  ScanOptions no_marks;
  no_marks.inline_marks = false;
  CHECK(!matches(text, no_marks).at(0).match.mark);
}

}  // namespace keysieve
