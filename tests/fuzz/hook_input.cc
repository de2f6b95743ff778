// What git tells hooks, in any bytes: ends of ranges, or an error; never a crash.
#include "fuzz_target.h"
#include "keysieve/hooks.h"
#include "support/temp_dir.h"

namespace {

// An empty repository, for all inputs.
const std::filesystem::path& repository() {
  static const keysieve::test::TempDir dir;
  static const std::filesystem::path path = [] {
    dir.write("repo.git/HEAD", "ref: refs/heads/main\n");
    dir.write("repo.git/refs/heads/.keep", "");
    std::filesystem::create_directories(dir / "repo.git/objects/pack");
    return dir / "repo.git";
  }();
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keysieve;
  const std::string_view lines = fuzz::text_of(data, size);
  for (const auto& range :
       {pushed_range(repository(), "origin", lines), received_range(repository(), lines)}) {
    if (!range) fuzz::expect(!range.error().message.empty(), "an error has words");
    if (range) fuzz::expect(range->ends.has_value(), "a push is told by its ends");
  }
  const std::string_view message = message_to_commit(lines);
  fuzz::expect(lines.starts_with(message), "a message is the beginning of its file");
  return 0;
}
