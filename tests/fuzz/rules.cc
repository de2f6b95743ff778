// Rule files, ours and gitleaks', of any bytes: a set of rules that can be used, or an error.
#include "fuzz_target.h"
#include "keysieve/detector.h"
#include "keysieve/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keysieve;
  const std::string_view toml = fuzz::text_of(data, size);
  const auto settings = parse_settings(toml, "settings.toml");
  if (!settings) fuzz::expect(!settings.error().message.empty(), "an error has words");
  auto rules = RuleSet::parse(toml, "rules.toml");
  if (!rules) {
    fuzz::expect(!rules.error().message.empty(), "an error has words");
    return 0;
  }
  const Detector detector(*std::move(rules));
  const auto scratch = detector.new_scratch();
  std::vector<Match> matches;
  detector.find({ObjectKind::blob, "a", "token = 'abcdefgh12345678'\n"}, *scratch, &matches);
  return 0;
}
