// Other scanners' ignore files and baselines of any bytes: entries, or an error.
#include "keysieve/baseline.h"

#include "fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keysieve;
  const auto baseline = parse_baseline(fuzz::text_of(data, size), "baseline");
  if (!baseline) {
    fuzz::expect(!baseline.error().message.empty(), "an error has words");
    return 0;
  }
  fuzz::expect(!baseline->kind.empty(), "its format is known");
  for (const AcceptedElsewhere& entry : baseline->entries) {
    fuzz::expect(entry.commit.empty() || entry.commit.size() == 40, "a commit is an id or none");
  }
  return 0;
}
