#include "engine/large_text.h"

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/tricky_text.h"

namespace keysieve {
namespace {

using test::Fake;
using test::TextForm;

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

ScanOptions pieces_of(std::size_t piece) {
  ScanOptions options;
  options.limits.largest_whole_text = 0;
  options.limits.piece = piece;
  options.limits.margin = 100'000;
  return options;
}

using Flat = std::vector<std::tuple<std::size_t, std::string, Span, Region, bool>>;

Flat flat(const std::vector<RegionMatch>& found) {
  Flat flat;
  for (const auto& [match, region, member] : found) {
    flat.emplace_back(match.rule, match.secret, match.span, region, match.mark.has_value());
  }
  return flat;
}

std::vector<RegionMatch> in_pieces(std::string_view text, std::size_t piece, std::size_t part) {
  const ScanOptions options = pieces_of(piece);
  const auto scratch = detector().new_scratch();
  LargeText large("", detector(), scratch.get(), options);
  for (; !text.empty(); text.remove_prefix(std::min(part, text.size()))) {
    large.add(text.substr(0, part));
  }
  return large.finish();
}

std::vector<RegionMatch> whole(std::string_view text) {
  const auto scratch = detector().new_scratch();
  return find_in({ObjectKind::blob, "", text}, detector(), scratch.get(), {});
}

// Answers how many matches there are.
std::size_t check_pieces(const std::string& text, Fake* fake) {
  const std::vector<RegionMatch> expected = whole(text);
  for (const std::size_t piece : {30'001U, 100'000U, 262'144U}) {
    const std::size_t part = 1000 + fake->below(200'000);
    CAPTURE(piece, part);
    const std::vector<RegionMatch> found = in_pieces(text, piece, part);
    CHECK((flat(found) == flat(expected)));
  }
  return expected.size();
}

}  // namespace

TEST_CASE("large text: in pieces the same is found as in the whole, at the same place",
          "[engine]") {
  for (const TextForm form :
       {TextForm::unix_lines, TextForm::windows_lines, TextForm::no_last_newline,
        TextForm::long_lines, TextForm::one_line}) {
    for (std::uint32_t seed = 0; seed < 3; ++seed) {
      CAPTURE(static_cast<int>(form), seed);
      Fake fake(seed + 10 * static_cast<std::uint32_t>(form));
      const int lines = form == TextForm::long_lines ? 600 : 20'000;
      CHECK(check_pieces(test::in_form(test::tricky_text(&fake, lines), form), &fake) > 2);
    }
  }
}

TEST_CASE("large text: in UTF-16 and UTF-32, with a mark and without", "[engine]") {
  Fake fake(4);
  const std::string text = test::tricky_text(&fake, 6000) + "\xF0\x9F\x94\x91 = 1\n";
  for (const test::Utf& utf : test::wide_encodings) {
    for (const bool mark : {false, true}) {
      CHECK(check_pieces(test::encoded(text, utf, mark), &fake) > 20);
    }
  }
  CHECK(check_pieces("\xEF\xBB\xBF" + text, &fake) > 20);
}

TEST_CASE("large text: only its first bytes tell whether it is binary", "[engine]") {
  Fake fake(5);
  const std::string text = test::tricky_text(&fake, 12'000);
  const std::size_t in_text = check_pieces(text, &fake);
  CHECK(check_pieces(text.substr(0, 200'000) + '\0' + text.substr(200'000), &fake) == in_text);
  CHECK(check_pieces('\0' + text, &fake) < in_text);
}

TEST_CASE("large text: a short one, and none at all, are searched as well", "[engine]") {
  Fake fake(6);
  CHECK(check_pieces("token = '" + fake.slack_token() + "'", &fake) == 1);
  CHECK(check_pieces("", &fake) == 0);
}

TEST_CASE("large text: find_in() takes to pieces what is too large", "[engine]") {
  const std::string token = Fake(7).slack_token();
  const std::string text = std::string(1'000'000, '\n') + token;
  const auto scratch = detector().new_scratch();
  const auto found =
      find_in({ObjectKind::blob, "", text}, detector(), scratch.get(), pieces_of(200'000));
  REQUIRE(found.size() == 1);
  CHECK(found[0].region ==
        Region{1'000'001, 1, 1'000'001, 1 + static_cast<std::uint32_t>(token.size())});
  CHECK(found[0].match.span == Span{text.size() - token.size(), text.size()});
}

}  // namespace keysieve
