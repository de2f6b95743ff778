// A repository of one pack with anything in it, its index right or a byte off: the scan ends, and
// says of every object that it was scanned or not.
#include <filesystem>
#include <fstream>

#include "fuzz_target.h"
#include "support/temp_dir.h"
#include "unit/engine/tokens.h"
#include "unit/git/made_pack.h"

namespace {

using namespace keysieve;
namespace fs = std::filesystem;

ObjectId id_of(std::size_t number) {
  ObjectId id;
  id.bytes.fill(static_cast<std::uint8_t>(number * 7));
  id.bytes[1] = static_cast<std::uint8_t>(number);
  return id;
}

// An entry of any kind: whole, a delta by id or by offset, or bytes as they come.
test::MadeEntry next_entry(fuzz::Input* input, std::size_t number) {
  const std::uint8_t kind = input->byte(), other = input->byte();
  const std::string bytes(input->take(input->number() % 600));
  switch (kind % 5) {
    case 0:
      return {id_of(number), test::entry_header(1 + other % 4, bytes.size()) + test::stored(bytes)};
    case 1:
      return test::delta_on(id_of(other % 16), id_of(number), bytes);
    case 2:
      return {id_of(number), test::entry_header(6, bytes.size()) +
                                 std::string(1, static_cast<char>(other & 127)) +
                                 test::stored(bytes)};
    case 3:
      return {id_of(number),
              test::entry_header(1 + other % 7, bytes.size() + other) + test::stored(bytes)};
    default:
      return {id_of(number), bytes};
  }
}

// One repository for all inputs.
const fs::path& repository() {
  static const test::TempDir dir;
  static const fs::path path = [] {
    dir.write("repo.git/HEAD", "ref: refs/heads/main\n");
    dir.write("repo.git/refs/heads/main", id_of(0).hex() + "\n");
    fs::create_directories(dir / "repo.git/objects/pack");
    return dir / "repo.git";
  }();
  return path;
}

void flip_byte(const fs::path& file, std::size_t at, std::uint8_t with) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  const auto place = static_cast<std::streamoff>(at % fs::file_size(file));
  bytes.seekg(place);
  const int before = bytes.get();
  bytes.seekp(place);
  bytes.put(static_cast<char>(before ^ with));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t flip = input.byte();
  const std::size_t flip_at = input.number();
  std::vector<test::MadeEntry> entries;
  while (!input.empty() && entries.size() < 16) {
    entries.push_back(next_entry(&input, entries.size()));
  }
  const fs::path objects = repository() / "objects";
  test::write_pack(objects, "pack-1", entries);
  if (flip != 0) flip_byte(objects / "pack/pack-1.idx", flip_at, flip);
  ScanOptions options;
  options.threads = 1;
  options.max_object_bytes = 1 << 20;
  const auto report = scan(HistorySource{repository()}, test::token_detector(), options);
  if (!report) return 0;
  const Completeness& done = report->completeness;
  fuzz::expect(done.complete() == (done.skipped == 0), "complete if nothing was skipped");
  fuzz::expect(!done.complete() || done.notices.empty(), "what was skipped is noticed");
  if (flip == 0) {
    fuzz::expect(done.scanned + done.notices.size() + 16 >= entries.size(), "objects are counted");
  }
  return 0;
}
