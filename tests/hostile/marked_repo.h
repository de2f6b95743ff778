// Repositories in which every text that is stored, each version of each file and each message,
// holds a token of its own: what of a repository was looked at can be read off what was found.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace keysieve::test {

enum class Storage {
  loose,           // every object and every ref a file of its own
  packed,          // one pack of deltas, packed refs, commit graph, bitmap; the last commits loose
  packs,           // several packs with a multi-pack-index, and an alternate with more
  linked_worktree  // a `.git` file that leads to a packed repository
};

// An entry of a pack, as `git verify-pack` lists it.
struct PackedEntry {
  std::string id, base;  // base: empty unless it is a delta
  std::size_t begin = 0, end = 0;
};

struct MarkedRepo {
  explicit MarkedRepo(Storage storage);

  TempDir dir;
  std::filesystem::path scanned;                // what to scan
  std::vector<std::filesystem::path> stores;    // folders with all that git keeps
  std::vector<std::string> elsewhere;           // ids of objects that are only in the alternate
  std::map<std::string, std::string> token_of;  // by object id: of blobs, commits and tags
  std::set<std::string> tags;                   // those of them that are tags
  std::map<std::filesystem::path, std::vector<PackedEntry>> entries;  // by pack
};

}  // namespace keysieve::test
