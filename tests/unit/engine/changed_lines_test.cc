#include "engine/changed_lines.h"

#include <string>

#include "catch.h"
#include "support/made_delta.h"

namespace keysieve {
namespace {

// The changed parts of `target`, made from `base` by these segments.
std::vector<std::string> changed(std::string_view base, std::string_view target,
                                 const std::vector<Segment>& segments) {
  std::vector<std::string> parts;
  for (const Span part : changed_lines(target, copied_lines(target, {0, base, segments}))) {
    parts.emplace_back(target.substr(part.begin, part.end - part.begin));
  }
  return parts;
}

using Parts = std::vector<std::string>;
constexpr std::size_t inserted = Segment::inserted;

}  // namespace

TEST_CASE("changed lines: none in a copy of the whole", "[engine]") {
  CHECK(changed("a\nb\n", "a\nb\n", {{0, 4, 0}}).empty());
  CHECK(changed("a\nb", "a\nb", {{0, 3, 0}}).empty());
  CHECK(changed("", "", {}).empty());
}

TEST_CASE("changed lines: the whole line that an insertion touches", "[engine]") {
  CHECK(changed("aa\nbb\ncc\n", "aa\nbXb\ncc\n", {{0, 4, 0}, {4, 1, inserted}, {5, 5, 4}}) ==
        Parts{"bXb\n"});
  CHECK(changed("aa\ncc\n", "aa\nbb\ncc\n", {{0, 3, 0}, {3, 3, inserted}, {6, 3, 3}}) ==
        Parts{"bb\n"});
  CHECK(changed("aa\n", "aa\nbb", {{0, 3, 0}, {3, 2, inserted}}) == Parts{"bb"});
}

TEST_CASE("changed lines: where two copies join within a line, the line is new", "[engine]") {
  CHECK(changed("aXXa\nb\n", "aa\nb\n", {{0, 1, 0}, {1, 4, 3}}) == Parts{"aa\n"});
  CHECK(changed("xaa\n", "aa\n", {{0, 3, 1}}) == Parts{"aa\n"});
  CHECK(changed("aab\n", "aa", {{0, 2, 0}}) == Parts{"aa"});
}

TEST_CASE("changed lines: a last line that lost or won its end is new", "[engine]") {
  CHECK(changed("a\nb\n", "a\nb", {{0, 3, 0}}) == Parts{"b"});
  CHECK(changed("a\nb", "a\nb\n", {{0, 3, 0}, {3, 1, inserted}}) == Parts{"b\n"});
}

TEST_CASE("changed lines: where lines were taken out, none is new", "[engine]") {
  CHECK(changed("a\nb\nc\nd\n", "a\nd\n", {{0, 2, 0}, {2, 2, 6}}).empty());
  CHECK(changed("a\nb\nc\n", "b\nc\n", {{0, 4, 2}}).empty());
  CHECK(changed("a\nb\nc\n", "", {}).empty());
}

TEST_CASE("changed lines: each change is a part of its own", "[engine]") {
  const std::string base = "1\n2\n3\n4\n5\n6\n7\n8\n9\n", target = "1\n2\nX\n4\n5\n6\nY\n8\n9\n";
  const std::vector<Segment> segments{
      {0, 4, 0}, {4, 1, inserted}, {5, 7, 5}, {12, 1, inserted}, {13, 5, 13}};
  CHECK(changed(base, target, segments) == Parts{"X\n", "Y\n"});
}

TEST_CASE("changed lines: without a copy everything is new", "[engine]") {
  CHECK(changed("a\n", "b\nc", {{0, 3, inserted}}) == Parts{"b\nc"});
}

}  // namespace keysieve
