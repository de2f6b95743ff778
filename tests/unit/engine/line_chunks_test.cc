#include "engine/line_chunks.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {
namespace {

std::vector<std::string> chunks(std::string_view text, Span lines) {
  std::vector<std::string> all;
  while (lines.begin < lines.end) {
    const Span chunk = first_chunk(text, lines);
    REQUIRE(chunk.begin == lines.begin);
    REQUIRE(chunk.end > chunk.begin);
    all.emplace_back(text.substr(chunk.begin, chunk.end - chunk.begin));
    lines.begin = chunk.end;
  }
  return all;
}

std::vector<std::string> chunks(std::string_view text) {
  return chunks(text, {0, text.size()});
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

std::string some_lines(test::Fake* fake, int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += fake->from(test::alnum_alphabet, fake->below(80)) + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("line chunks: whole lines, which are the text when joined", "[engine]") {
  test::Fake fake(1);
  const std::string text = some_lines(&fake, 2000) + "the last one";
  const auto all = chunks(text);
  CHECK(joined(all) == text);
  CHECK(all.size() > 50);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    CAPTURE(i, all[i].size());
    CHECK(all[i].back() == '\n');
    CHECK((all[i].size() >= 512 && all[i].size() < 4096 + 81));
  }
}

TEST_CASE("line chunks: nothing beyond the lines is looked at", "[engine]") {
  test::Fake fake(2);
  const std::string inner = some_lines(&fake, 500);
  const std::string text = "before\n" + inner + "after\n";
  CHECK(chunks(text, {7, 7 + inner.size()}) == chunks(inner));
}

TEST_CASE("line chunks: a line in between makes others only around itself", "[engine]") {
  test::Fake fake(3);
  const std::string first = some_lines(&fake, 1000), second = some_lines(&fake, 1000);
  const auto before = chunks(first + second);
  const std::set<std::string> known(before.begin(), before.end());
  const auto after = chunks(first + "one more line\n" + second);
  const auto unknown = std::count_if(after.begin(), after.end(),
                                     [&](const auto& chunk) { return !known.contains(chunk); });
  CHECK(unknown > 0);
  CHECK(unknown < 8);
}

TEST_CASE("line chunks: lines that are long, few, empty or without an end", "[engine]") {
  for (const std::string& text : {std::string("\n"), std::string("a"), std::string(100'000, 'a'),
                                  std::string(100'000, '\n'), std::string(600, 'a') + "\nb"}) {
    CHECK(joined(chunks(text)) == text);
  }
}

}  // namespace keysieve
