// The floor under every scanner of history: each entry of a blob inflated once, by one thread, and
// nothing done with it. No delta is applied, nothing is searched.
//
//   inflate_floor REPOSITORY/objects
//
// prints how many entries, how many bytes came out, and the CPU seconds of inflating alone. What of
// the process's time is not in these is the opening of the packs.
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <span>
#include <vector>

#include "git/delta_forest.h"
#include "git/inflate.h"
#include "git/object_stores.h"
#include "git/pack_entry.h"

namespace {

using namespace keysieve;

struct Inflated {
  std::uint64_t entries = 0, bytes = 0, damaged = 0;
  double cpu_seconds = 0;
};

void inflate_blobs(const Pack& pack, Inflated* done) {
  const PackOffsets offsets(pack);
  const DeltaForest forest(pack, offsets, 1);
  Inflater inflater;
  std::vector<std::uint8_t> out;
  const std::clock_t begun = std::clock();
  for (Rank rank = 0; rank < offsets.size(); ++rank) {
    if (forest.kind(rank) != GIT_OBJECT_BLOB) continue;
    const auto entry = read_pack_entry(pack.entries(), offsets.begin(rank), offsets.end(rank));
    if (!entry) {
      ++done->damaged;
      continue;
    }
    if (out.size() < entry->size) out.resize(entry->size);
    const std::span room(out.data(), static_cast<std::size_t>(entry->size));
    inflater.inflate(entry->stream, room) ? ++done->entries : ++done->damaged;
    done->bytes += entry->size;
  }
  done->cpu_seconds += static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: inflate_floor REPOSITORY/objects\n", stderr);
    return 2;
  }
  const keysieve::Packs packs = keysieve::open_packs(keysieve::object_folders({arguments[1]}));
  Inflated done;
  for (const keysieve::Pack& pack : packs.packs) inflate_blobs(pack, &done);
  std::printf("entries %llu\nbytes %llu\ncpu_seconds %.6f\n",
              static_cast<unsigned long long>(done.entries),
              static_cast<unsigned long long>(done.bytes), done.cpu_seconds);
  if (done.damaged == 0) return 0;
  std::fprintf(stderr, "inflate_floor: %llu entries of blobs in %s could not be inflated\n",
               static_cast<unsigned long long>(done.damaged), arguments[1]);
  return 1;
}
