#include "engine/plain_versions.h"

#include <string>
#include <vector>

#include "catch.h"
#include "support/fake.h"
#include "support/made_delta.h"

namespace keysieve {
namespace {

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

struct Searched {
  bool plain = false;
  std::size_t accepted = 0;
};

Searched search(std::string_view text) {
  const auto scratch = detector().new_scratch();
  std::vector<Match> matches;
  const bool plain = detector().find({ObjectKind::blob, "", text}, *scratch, &matches);
  return {plain, matches.size()};
}

// Lines that are nothing by themselves, and secrets beside the right neighbours or when joined;
// few enough of the latter that most texts are plain.
std::string some_line(test::Fake* fake) {
  static const std::string slack = test::Fake(3).slack_token();
  switch (fake->below(60)) {
    case 0:
      return "SECRET_KEY = (\n";
    case 1:
      return "    '" + fake->urlsafe_key() + "'\n";
    case 2:
      return "SECRET_KEY = \\\n";
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

TEST_CASE("plain versions: what is called plain by its changes is plain when searched whole",
          "[engine]") {
  const auto scratch = detector().new_scratch();
  PlainVersions versions(detector(), scratch.get());
  int called = 0, not_called = 0, with_secret = 0;
  for (std::uint32_t seed = 0; seed < 700; ++seed) {
    test::Fake fake(seed);
    std::string base;
    for (int i = 0; i < 50; ++i) base += some_line(&fake);
    SweptText text{0, ObjectKind::blob, base, 0, nullptr};
    REQUIRE_FALSE(versions.is_plain(text));  // nothing to compare with
    versions.note(text, search(base).plain);
    for (std::uint32_t version = 1; version < 12; ++version) {
      const std::string target = changed(base, &fake);
      const auto segments = test::made_segments(base, target, 4 + fake.below(20));
      const DeltaView delta{(version - 1) % 2, base, segments};
      text = {0, ObjectKind::blob, target, version % 2, &delta};
      const Searched whole = search(target);
      const bool plain = versions.is_plain(text);
      CAPTURE(seed, version);
      if (plain) {
        REQUIRE(whole.plain);
        REQUIRE(whole.accepted == 0);
      } else {
        versions.note(text, whole.plain);
      }
      called += plain;
      not_called += whole.plain && !plain;
      with_secret += whole.accepted > 0;
      base = target;
    }
  }
  CHECK(called > 1000);      // it is of use,
  CHECK(with_secret > 300);  // and was put to the test
  CHECK(not_called < called);
}

TEST_CASE("plain versions: nothing is said of what is read in another way than by lines",
          "[engine]") {
  const std::string base(1000, '\n');
  const auto scratch = detector().new_scratch();
  PlainVersions versions(detector(), scratch.get());
  const std::string zero = std::string(1, '\0') + base, mark = "\xEF\xBB\xBF" + base,
                    archive = "BZh91AY&SY" + base, wide = "\xFF\xFE" + base,
                    late = base + std::string(9000, '\n') + '\0';
  const std::string small(500, '\n'), more = base + "\n";
  for (const std::string& target : {zero, mark, archive, wide, late, small, more}) {
    versions.note({0, ObjectKind::blob, base, 0, nullptr}, true);
    const auto segments = test::made_segments(base, target, 100);
    const DeltaView delta{0, base, segments};
    CHECK(versions.is_plain({0, ObjectKind::blob, target, 1, &delta}) == (target == more));
  }
}

TEST_CASE("plain versions: of a text that is not plain nothing is said, nor of messages",
          "[engine]") {
  const std::string base(1000, '\n'), target = base + "\n";
  const auto scratch = detector().new_scratch();
  PlainVersions versions(detector(), scratch.get());
  const std::vector<Segment> segments{{0, 1000, 0}, {1000, 1, Segment::inserted}};
  const DeltaView delta{0, base, segments};
  versions.note({0, ObjectKind::blob, base, 0, nullptr}, false);
  CHECK_FALSE(versions.is_plain({0, ObjectKind::blob, target, 1, &delta}));
  versions.note({0, ObjectKind::blob, base, 0, nullptr}, true);
  CHECK(versions.is_plain({0, ObjectKind::blob, target, 1, &delta}));
  CHECK_FALSE(versions.is_plain({0, ObjectKind::commit, target, 1, &delta}));
}

}  // namespace keysieve
