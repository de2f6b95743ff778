#include "base/lines.h"

#include <string>

#include "catch.h"

using namespace keysieve;

TEST_CASE("lines: a region counts lines and bytes from 1 and ends one past the end", "[base]") {
  const std::string text = "first\nsecond line\n\nlast";
  LineCounter lines(text);
  CHECK(lines.region(0, 5) == Region{1, 1, 1, 6});
  CHECK(lines.region(6, 12) == Region{2, 1, 2, 7});
  CHECK(lines.region(13, 23) == Region{2, 8, 4, 5});
}

TEST_CASE("lines: asking for an earlier place starts over", "[base]") {
  LineCounter lines("a\nb\nc\n");
  CHECK(lines.region(4, 5).start_line == 3);
  CHECK(lines.region(0, 1) == Region{1, 1, 1, 2});
}

TEST_CASE("lines: the line at an offset has neither newline nor carriage return", "[base]") {
  const std::string_view text = "one\r\ntwo\nthree";
  CHECK(line_at(text, 0) == "one");
  CHECK(line_at(text, 4) == "one");
  CHECK(line_at(text, 5) == "two");
  CHECK(line_at(text, text.size()) == "three");
  CHECK(line_at("", 0).empty());
}

TEST_CASE("lines: every offset of a text gets the line that counting newlines gives", "[base]") {
  const std::string text = "\n\nab\n\r\nc\n";
  LineCounter lines(text);
  for (std::size_t at = 0; at <= text.size(); ++at) {
    std::uint32_t line = 1, column = 1;
    for (std::size_t i = 0; i < at; ++i) {
      line += text[i] == '\n' ? 1 : 0;
      column = text[i] == '\n' ? 1 : column + 1;
    }
    CHECK(lines.region(at, at) == Region{line, column, line, column});
  }
}
