// Any text through all rules: what is found stands in the text, and is found again.
#include "keysieve/detector.h"

#include "fuzz_target.h"

namespace {

using namespace keysieve;

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

std::vector<Match> find(std::string_view path, std::string_view text) {
  static const auto scratch = detector().new_scratch();
  std::vector<Match> matches;
  detector().find({ObjectKind::blob, path, text}, *scratch, &matches, Detector::Explain::yes);
  return matches;
}

bool same(const std::vector<Match>& a, const std::vector<Match>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Match& x, const Match& y) {
    return x.rule == y.rule && x.span == y.span && x.secret == y.secret &&
           x.verdict.confidence == y.verdict.confidence;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view paths[] = {"", "settings.py", ".env", "a.yaml", "test/a.js", "a.md"};
  fuzz::Input input(data, size);
  const std::string_view path = paths[input.byte() % std::size(paths)];
  const std::string_view text = input.rest();
  const auto matches = find(path, text);
  for (const Match& match : matches) {
    fuzz::expect(match.span.begin <= match.span.end && match.span.end <= text.size(),
                 "a match lies in its text");
    fuzz::expect(match.verdict.confidence >= 0 && match.verdict.confidence <= 1,
                 "confidence is from 0 to 1");
    fuzz::expect(match.rule < detector().rules().rules().size(), "a match has a rule");
    (void)detector().weigh_place(match, path);
  }
  fuzz::expect(same(matches, find(path, text)), "the same is found again");
  return 0;
}
