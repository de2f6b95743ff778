#include "detect/window.h"

#include <string>

#include "catch.h"

namespace keysieve {
namespace {

Span window(std::string_view text, std::size_t hit, int context_lines) {
  return window_around(text, line_around(text, hit), hit, context_lines);
}

std::string_view window_text(std::string_view text, std::string_view keyword, int context_lines) {
  const Span seen = window(text, text.find(keyword), context_lines);
  return text.substr(seen.begin, seen.end - seen.begin);
}

}  // namespace

TEST_CASE("window: without context it is the keyword's line", "[detect]") {
  REQUIRE(window_text("one\ntwo key\nthree\n", "key", 0) == "two key");
  REQUIRE(window_text("key", "key", 0) == "key");
}

TEST_CASE("window: with context it has the lines around, as far as there are any", "[detect]") {
  REQUIRE(window_text("a\nb\nkey\nc\nd\n", "key", 1) == "b\nkey\nc");
  REQUIRE(window_text("a\nb\nkey\nc\nd\n", "key", 9) == "a\nb\nkey\nc\nd\n");
  REQUIRE(window_text("key\n", "key", 3) == "key\n");
}

TEST_CASE("window: context stops at a line that is too long", "[detect]") {
  const std::string longest(max_line_window, 'x'), longer(max_line_window + 1, 'x');
  REQUIRE(window_text("a\n" + longer + "\nkey\n" + longer + "\nb", "key", 3) == "key");
  REQUIRE(window_text("a\n" + longest + "\nkey\n" + longest + "\nb", "key", 3).size() ==
          2 * (max_line_window + 2) + 3 + 2);
}

TEST_CASE("window: context never exceeds its bound", "[detect]") {
  const std::string line(4000, 'x');
  std::string text;
  for (int i = 0; i < 20; ++i) text += line + "\n";
  text += "key\n";
  for (int i = 0; i < 20; ++i) text += line + "\n";
  const std::string_view seen = window_text(text, "key", 20);
  REQUIRE(seen.size() <= max_window);
  REQUIRE(seen.size() > max_window - 2 * 4001);
}

TEST_CASE("window: in a long line a hit has a kilobyte before it and two after it", "[detect]") {
  const std::string line(20000, 'x');
  const std::string text = "first\n" + line + "\nlast";
  for (std::size_t hit = 6; hit < 6 + line.size(); hit += 13) {
    const Span seen = window(text, hit, 5);
    const std::size_t offset = hit - 6;
    CHECK(seen.end - seen.begin <= max_line_window);
    CHECK(hit - seen.begin >= std::min<std::size_t>(offset, 1024));
    CHECK(seen.end - hit >= std::min<std::size_t>(line.size() - offset, 2048));
  }
}

TEST_CASE("window: a long line has one window for each kilobyte of it", "[detect]") {
  const std::string line(100 * 1024, 'x');
  std::size_t windows = 0, bytes = 0;
  Span last{1, 0};
  for (std::size_t hit = 0; hit < line.size(); ++hit) {
    const Span seen = window_around(line, {0, line.size()}, hit, 0);
    if (seen == last) continue;
    last = seen;
    ++windows;
    bytes += seen.end - seen.begin;
  }
  REQUIRE(windows == 99);
  REQUIRE(bytes <= 4 * line.size());
}

TEST_CASE("window: it does not depend on where the lines stand in the file", "[detect]") {
  const std::string lines = "\nabove\n" + std::string(9000, 'x') + "key" + std::string(9000, 'y') +
                            "\nbelow the key\nlast\n";
  const std::string_view near = window_text(lines, "key", 2), below = window_text(lines, "the", 2);
  for (std::size_t shift = 1; shift < 5000; shift += 101) {
    std::string moved = std::string(shift, '\n') + lines;
    CHECK(window_text(moved, "key", 2) == near);
    CHECK(window_text(moved, "the", 2) == below);
  }
}

}  // namespace keysieve
