// What files hold, and what git is told to think of it: encodings, line ends, attributes.
#include "catch.h"
#include "scene.h"
#include "support/encodings.h"

namespace keysieve::test {
namespace {

void attributes(Scene& s) {
  s.git({"config", "diff.blind.textconv", "true"});
  s.git({"config", "filter.blind.smudge", "true"});
  s.git({"config", "filter.blind.clean", "cat"});
  s.git({"config", "core.autocrlf", "true"});
  s.git({"config", "core.eol", "crlf"});
  s.put(".gitattributes",
        "a.py -diff -text\nb.py diff=blind\nc.py filter=blind text eol=crlf\nd.py binary "
        "export-ignore\n");
  s.put("a.py", s.setting(0));
  s.put("b.py", s.setting(1));
  s.put("c.py", "# c\n" + s.setting(2));
  s.put("d.py", s.setting(3));
}

void line_ends(Scene& s) {
  s.put("a.py", "import os\r\n\r\n" + s.setting() + "\r\n");
  s.put("a.py", "import os\n\n" + s.setting() + "\n");
  s.put("a.py", "import os\r\n");
}

void no_final_newline(Scene& s) {
  s.put("a.py", "x = 1");
  s.put("a.py", "x = 1\nSECRET_KEY = '" + s.key() + "'");
  s.put("a.py", "x = 1");
}

void wide(Scene& s, bool little_endian) {
  const std::string text = "# settings\r\nDEBUG = 1\r\n" + s.setting();
  s.put("a.py", encoded(text, Utf{2, little_endian}, true));
  s.put("a.py", "# now in UTF-8\n" + s.setting());
  s.put("a.py", encoded("# gone\n", Utf{2, little_endian}, true));
}

void utf16_little(Scene& s) {
  wide(s, true);
}

void utf16_big(Scene& s) {
  wide(s, false);
}

void byte_order_mark(Scene& s) {
  s.put("a.py", "\xEF\xBB\xBF" + s.setting());
  s.put("a.py", s.setting());
}

void long_line(Scene& s) {
  std::string line;
  for (int i = 0; i < 20'000; ++i) line += "{\"n\": " + std::to_string(i) + "}, ";
  s.put("a.json", "[" + line + "{\"SECRET_KEY\": \"" + s.key() + "\"}, " + line + "0]");
  s.put("a.json", "[" + line + "0]");
}

void many_lines(Scene& s) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "x" + std::to_string(i) + " = 1\n";
  s.put("a.py", text + s.setting() + text);
  s.put("a.py", text + text + s.setting());
  s.put("a.py", text + text);
}

void zero_bytes(Scene& s) {
  s.keys.push_back(Fake().slack_token());
  const std::string zeros("\0\x01\0\n", 4);
  s.put("a.bin", zeros + "token " + s.key() + zeros);
  s.put("a.bin", zeros);
}

void twice_in_a_file(Scene& s) {
  s.put("a.py", s.setting() + "# and\n  " + s.setting());
  s.put("a.py", "# only\n" + s.setting());
}

void beside_another(Scene& s) {
  s.put("a.py", s.setting(0) + s.setting(1) + s.setting(0));
  s.put("a.py", s.setting(1));
}

void of_latin_letters(Scene& s) {
  s.put("a.py", "# r\xE9glages, \xFC\n" + s.setting());
}

}  // namespace

TEST_CASE("scenarios: contents", "[scenarios]") {
  play({
      {"attributes and configuration", attributes, std::vector<std::string>(4, "live +1 -0")},
      {"line ends", line_ends, {"history +1 -1"}},
      {"no final newline", no_final_newline, {"history +1 -1"}},
      {"UTF-16, little end first", utf16_little, {"history +1 -1"}},
      {"UTF-16, big end first", utf16_big, {"history +1 -1"}},
      {"a byte order mark", byte_order_mark, {"live +1 -0"}},
      {"a very long line", long_line, {"history +1 -1"}},
      {"very many lines", many_lines, {"history +1 -1"}},
      {"zero bytes", zero_bytes, {"history +1 -1"}},
      {"twice in a file", twice_in_a_file, {"live +1 -0"}},
      {"beside another", beside_another, {"history +1 -1", "live +1 -0"}},
      {"letters of an old encoding", of_latin_letters, {"live +1 -0"}},
  });
}

}  // namespace keysieve::test
