// A version of a text, searched only where its delta brings something new, has the findings of a
// search of the whole.
#include <fmt/format.h>

#include "engine/text_versions.h"
#include "fuzz_target.h"
#include "support/encodings.h"
#include "support/fake.h"

namespace {

using namespace keysieve;

const Detector& detector() {
  static const Detector all(*RuleSet::builtin());
  return all;
}

// Each byte is a line: most are nothing by themselves, and secrets beside the right neighbours.
const std::string& line(std::uint8_t byte) {
  static const std::vector<std::string> lines = [] {
    test::Fake fake(5);
    const std::string slack = fake.slack_token(), key = fake.urlsafe_key();
    const std::string wrapped = test::base64("the token at hand, for now: " + slack + "\n");
    return std::vector<std::string>{"a line of code;\n",
                                    "\n",
                                    "api_token: >-\n",
                                    "    " + key + "\n",
                                    "client_secret: |-\n",
                                    slack.substr(0, 20) + "\n",
                                    slack.substr(20) + "\n",
                                    "token = '" + slack + "'\n",
                                    "-----BEGIN PRIVATE" + std::string(" KEY-----\n"),
                                    "-----END PRIVATE" + std::string(" KEY-----\n"),
                                    fake.from(test::alnum_alphabet, 64) + "\n",
                                    "SECRET_KEY = '" + fake.django_key() + "'\r\n",
                                    "# keysieve:allow-next-line\n",
                                    "password = '" + key + "'  # keysieve:allow\n",
                                    wrapped.substr(0, 60) + "\n",
                                    wrapped.substr(60) + "\n",
                                    "x",
                                    slack,
                                    "\"",
                                    "token: "};
  }();
  return lines[byte % lines.size()];
}

std::string text_of_lines(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += line(static_cast<std::uint8_t>(byte));
  return text;
}

std::string in_words(const std::vector<Match>& matches) {
  std::string words;
  for (const Match& match : matches) {
    words += fmt::format("{} {}-{} {} {} {} {}\n", match.rule, match.span.begin, match.span.end,
                         match.secret, match.quoted, match.verdict.confidence,
                         match.mark ? match.mark->reason : "-");
  }
  return words;
}

// A result made of copies of the base, anywhere, and of lines.
std::vector<Segment> made_segments(fuzz::Input* input, std::string_view base, std::string* made) {
  std::vector<Segment> segments;
  while (!input->empty() && made->size() < 20'000) {
    Segment segment{made->size(), 0};
    if (input->byte() % 3 != 0 && !base.empty()) {
      segment.source = input->number() % base.size();
      *made += base.substr(segment.source, 1 + input->number() % 2000);
    } else {
      *made += text_of_lines(input->take(1 + input->byte() % 8));
    }
    segment.length = made->size() - segment.begin;
    if (segment.length > 0) segments.push_back(segment);
  }
  return segments;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string base = text_of_lines(input.take(input.byte()));
  std::string made;
  const auto segments = made_segments(&input, base, &made);
  if (made.empty()) return 0;
  const auto scratch = detector().new_scratch();
  BarrenLines barren;
  TextVersions versions(detector(), scratch.get(), &barren, 1 << 20);
  (void)versions.matches({0, ObjectKind::blob, base, 0, nullptr, nullptr});
  const DeltaView delta{0, base, segments};
  const auto found = versions.matches({1, ObjectKind::blob, made, 1, &delta, nullptr});
  if (!found) return 0;
  std::vector<Match> expected;
  detector().find({ObjectKind::blob, "", made}, *scratch, &expected);
  fuzz::expect(in_words(*found) == in_words(expected), "the findings are those of the whole");
  return 0;
}
