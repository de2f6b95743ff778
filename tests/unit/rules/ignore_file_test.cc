#include <algorithm>
#include <random>

#include "catch.h"
#include "keysieve/suppression.h"

namespace keysieve {
namespace {

const std::string a(32, 'a'), b(32, 'b'), c(32, 'c');

IgnoreEntry entry(const std::string& fingerprint) {
  return {fingerprint, "rule", "path", "why", "", 0};
}

std::vector<std::string> faults_of(std::string_view text) {
  std::vector<std::string> faults;
  for (const auto& [line, message] : parse_ignore_file(text).faults) {
    faults.push_back(std::to_string(line) + ": " + message);
  }
  return faults;
}

}  // namespace

TEST_CASE("ignore file: a byte order mark stays before all, and hides no entry", "[rules]") {
  const std::string mark = "\xEF\xBB\xBF", first(32, 'b'), other(32, 'a');
  keysieve::IgnoreEntry again, before;
  again.fingerprint = first;
  before.fingerprint = other;
  const std::string same = keysieve::add_to_ignore_file(mark + first + "\n", {again});
  CHECK(keysieve::parse_ignore_file(same).entries.size() == 1);
  const std::string longer = keysieve::add_to_ignore_file(mark + first + "\n", {before});
  CHECK(longer.starts_with(mark + other));
  CHECK(keysieve::parse_ignore_file(longer).entries.size() == 2);
}

TEST_CASE("ignore file: a line has a fingerprint, a rule, a path, a reason and a day", "[rules]") {
  const auto file = parse_ignore_file(
      "# words\n\n" + a + "  some-rule  src/a b.py  # only a; test; expires=2026-12-31\r\n" + b);
  REQUIRE(file.faults.empty());
  REQUIRE(file.entries.size() == 2);
  const IgnoreEntry& first = file.entries[0];
  CHECK(first.fingerprint == a);
  CHECK(first.rule_id == "some-rule");
  CHECK(first.path_hint == "src/a b.py");
  CHECK(first.reason == "only a; test");
  CHECK(first.expires == "2026-12-31");
  CHECK(first.line == 3);
  CHECK(file.entries[1].fingerprint == b);
  CHECK(file.entries[1].reason.empty());
}

TEST_CASE("ignore file: fingerprints may be written in capitals", "[rules]") {
  CHECK(parse_ignore_file(std::string(32, 'A')).entries.at(0).fingerprint == a);
}

TEST_CASE("ignore file: what is no entry accepts nothing, and is said with its line", "[rules]") {
  CHECK(faults_of("nonsense\n" + a + "\n").at(0).starts_with("1: an entry begins with"));
  CHECK(faults_of("\n<<<<<<< ours\n").at(0).starts_with("2: a merge left its mark"));
  CHECK(faults_of(a + " r p # why; expires=soon").at(0) ==
        "1: expires=\"soon\" is no date: write expires=2026-12-31");
  CHECK(faults_of(a + " r p # why; expires=2026-02-30").size() == 1);
  CHECK(parse_ignore_file(a + " r p # why; expires=soon").entries.empty());
  CHECK(faults_of(a.substr(1)).size() == 1);
  CHECK(faults_of(a + " " + std::string(5000, 'x')).size() == 1);
}

TEST_CASE("ignore file: lines are put at their places, and no other line changes", "[rules]") {
  const std::string before = "# mine\r\n" + a + "  x\ty # tabs\r\njunk \r\n" + c;
  CHECK(add_to_ignore_file(before, {entry(b)}) == "# mine\r\n" + a + "  x\ty # tabs\r\n" + b +
                                                      "  rule  path  # why\r\njunk \r\n" + c +
                                                      "\r\n");
  CHECK(add_to_ignore_file("# mine\n\n" + b + "\n", {entry(c), entry(a)}) ==
        "# mine\n\n" + a + "  rule  path  # why\n" + b + "\n" + c + "  rule  path  # why\n");
}

TEST_CASE("ignore file: a new entry for the same secret replaces the old one", "[rules]") {
  IgnoreEntry later = entry(b);
  later.expires = "2030-01-31";
  CHECK(add_to_ignore_file(a + "\n" + b + "  r  p  # old; expires=2020-01-01\n" + c + "\n",
                           {later}) ==
        a + "\n" + b + "  rule  path  # why; expires=2030-01-31\n" + c + "\n");
}

TEST_CASE("ignore file: a new file says what it is", "[rules]") {
  const std::string text = add_to_ignore_file("", {entry(b), entry(a)});
  CHECK(text.starts_with("# Secrets that are accepted on purpose."));
  const auto file = parse_ignore_file(text);
  CHECK(file.faults.empty());
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].fingerprint == a);
}

TEST_CASE("ignore file: a hint of a path is one word of printable ASCII", "[rules]") {
  CHECK(path_hint("src/a b#c%\n\xc3\xa9.py") == "src/a%20b%23c%25%0A%C3%A9.py");
}

TEST_CASE("ignore file: what is written reads as the same", "[rules]") {
  IgnoreEntry made = entry(a);
  made.path_hint = path_hint("a # b; expires=x");
  made.reason = "because; # of this";
  made.expires = "2031-05-06";
  const auto file = parse_ignore_file(add_to_ignore_file("", {made}));
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].path_hint == made.path_hint);
  CHECK(file.entries[0].reason == made.reason);
  CHECK(file.entries[0].expires == made.expires);
}

TEST_CASE("ignore file: of any bytes each line is an entry, a fault or nothing", "[rules]") {
  std::mt19937 random(7);
  const std::string alphabet =
      "0af \t\r\n#;=:-<>" + a + "expires=2026-01-01\xff\x80" + std::string(1, '\0');
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 300; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const IgnoreFile file = parse_ignore_file(text);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    REQUIRE(file.entries.size() + file.faults.size() <= lines);
    const IgnoreFile more = parse_ignore_file(add_to_ignore_file(text, {entry(c)}));
    REQUIRE(more.entries.size() == file.entries.size() + 1);
    REQUIRE(more.faults.size() == file.faults.size());
  }
}

}  // namespace keysieve
