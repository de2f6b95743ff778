#include "engine/text_versions.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/made_delta.h"

namespace keysieve {
namespace {

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

std::vector<Match> search(std::string_view text) {
  const auto scratch = detector().new_scratch();
  std::vector<Match> matches;
  detector().find({ObjectKind::blob, "", text}, *scratch, &matches);
  return matches;
}

constexpr std::size_t largest = 1 << 20;

// All that a match says, to be compared and shown.
std::vector<std::string> in_words(const std::vector<Match>& matches) {
  std::vector<std::string> words;
  for (const Match& match : matches) {
    words.push_back(fmt::format("{} {}-{} {} {} {} {}", match.rule, match.span.begin,
                                match.span.end, match.secret, match.quoted,
                                match.verdict.confidence, match.mark ? match.mark->reason : "-"));
  }
  return words;
}

// Lines that are nothing by themselves, and secrets beside the right neighbours or when joined.
std::string some_line(test::Fake* fake) {
  static const std::string slack = test::Fake(3).slack_token();
  static const std::string whole = test::Fake(4).slack_token();
  static const std::string wrapped = test::base64("the token at hand, for now: " + slack + "\n");
  switch (fake->below(200)) {
    case 0:
      return "api_token: >-\n";
    case 1:
      return "    " + fake->urlsafe_key() + "\n";
    case 2:
      return "client_secret: |-\n";
    case 3:
      return slack.substr(0, slack.size() / 2) + "\n";
    case 4:
      return slack.substr(slack.size() / 2) + "\n";
    case 5:
      return "-----BEGIN PRIVATE" + std::string(" KEY-----\n");
    case 6:
      return "-----END PRIVATE" + std::string(" KEY-----\n");
    case 7:
      return fake->from(test::alnum_alphabet, 64) + "\n";
    case 8:
      return "password = get_password(user)\r\n";
    case 9:
      return "api_key = os.environ['API_KEY']  # keysieve:allow\n";
    case 10:
      return "token: changeme\n";
    case 11:
      return wrapped.substr(0, 60) + "\n";
    case 12:
      return wrapped.substr(60) + "\n";
    case 13:
      return "token = '" + whole + "'\n";
    case 14:
      return "# keysieve:allow-next-line\n";
    default:
      return "line " + std::to_string(fake->below(1000)) + " of code;\n";
  }
}

std::string changed(std::string text, test::Fake* fake) {
  for (std::uint32_t n = 1 + fake->below(3); n > 0; --n) {
    const std::size_t at = fake->below(static_cast<std::uint32_t>(text.size()));
    const std::size_t line = text.rfind('\n', at) + 1;
    switch (fake->below(4)) {
      case 0:
        text.insert(line, some_line(fake));
        break;
      case 1:
        text.erase(line, text.find('\n', line) + 1 - line);
        break;
      case 2:
        text.erase(at, 1 + fake->below(3));  // maybe the end of a line: two are joined
        break;
      default:
        text.insert(at, fake->below(2) == 0 ? "x" : "\n");
    }
    if (text.empty()) text = "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("text versions: a version holds what it holds when searched whole", "[engine]") {
  const auto scratch = detector().new_scratch();
  BarrenLines barren;
  TextVersions versions(detector(), scratch.get(), &barren, largest);
  int with_secret = 0;
  for (std::uint32_t seed = 0; seed < 700; ++seed) {
    test::Fake fake(seed);
    std::string base;
    for (int i = 0; i < 50; ++i) base += some_line(&fake);
    CAPTURE(seed, base);
    REQUIRE(in_words(*versions.matches({0, ObjectKind::blob, base, 0, nullptr})) ==
            in_words(search(base)));
    for (std::uint32_t version = 1; version < 12; ++version) {
      const std::string target = changed(base, &fake);
      const auto segments = test::made_segments(base, target, 4 + fake.below(20));
      const DeltaView delta{(version - 1) % 2, base, segments};
      const auto matches = versions.matches({0, ObjectKind::blob, target, version % 2, &delta});
      CAPTURE(version, target);
      if (target.size() > 512) REQUIRE(matches);
      if (!matches) break;
      REQUIRE(in_words(*matches) == in_words(search(target)));
      with_secret += !matches->empty();
      base = target;
    }
  }
  CHECK(with_secret > 300);  // it was put to the test
}

TEST_CASE("text versions: nothing is said of what is read in another way than by lines",
          "[engine]") {
  const std::string base(1000, '\n');
  const auto scratch = detector().new_scratch();
  BarrenLines barren;
  TextVersions versions(detector(), scratch.get(), &barren, largest);
  const std::string small(500, '\n'), more = base + "\n";
  for (const std::string& peculiar :
       {std::string(1, '\0') + base, "\xEF\xBB\xBF" + base, "BZh91AY&SY" + base, "\xFF\xFE" + base,
        small, std::string(largest + 1, '\n')}) {
    REQUIRE(versions.matches({0, ObjectKind::blob, base, 0, nullptr}));
    const auto there = test::made_segments(base, peculiar, 100);
    const DeltaView from_lines{0, base, there};
    CHECK_FALSE(versions.matches({0, ObjectKind::blob, peculiar, 1, &from_lines}));
    // Of the version of such a text all is searched.
    const std::string token = "token = '" + test::Fake(1).slack_token() + "'" + more;
    const auto back = test::made_segments(peculiar, token, 100);
    const DeltaView from_peculiar{1, peculiar, back};
    CHECK(versions.matches({0, ObjectKind::blob, token, 0, &from_peculiar})->size() == 1);
  }
  CHECK_FALSE(versions.matches({0, ObjectKind::commit, base, 1, nullptr}));
}

TEST_CASE("text versions: what a mark allows changes with the mark", "[engine]") {
  const auto scratch = detector().new_scratch();
  BarrenLines barren;
  TextVersions versions(detector(), scratch.get(), &barren, largest);
  const std::string token = "token = '" + test::Fake(1).slack_token() + "'\n";
  const std::string before(600, '\n'), after(100, '\n'), mark = "# keysieve:allow-next-line\n";
  const std::string base = before + "# next\n" + token + after;
  REQUIRE_FALSE(versions.matches({0, ObjectKind::blob, base, 0, nullptr})->at(0).mark);
  const std::string marked = before + mark + token + after;
  const std::vector<Segment> segments{
      {0, before.size(), 0},
      {before.size(), mark.size(), Segment::inserted},
      {before.size() + mark.size(), token.size() + after.size(), before.size() + 7}};
  const DeltaView delta{0, base, segments};
  CHECK(versions.matches({0, ObjectKind::blob, marked, 1, &delta})->at(0).mark);
}

}  // namespace keysieve
