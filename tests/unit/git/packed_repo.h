// Repositories whose objects are in packs, and all that read_objects() and git say of them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "git/read_objects.h"
#include "support/test_repo.h"

namespace keysieve::test {

struct Content {
  std::string kind, bytes;
  bool operator==(const Content&) const = default;
};
using Contents = std::map<std::string, Content>;  // by id

struct ReadRepo {
  Contents contents;
  std::map<std::string, std::string> problems;  // by id: the kind of the notice
  std::vector<Notice> notices;                  // of listing and of reading
  std::size_t visits = 0, deltas = 0, in_parts = 0;
  std::uint32_t slots = 0;  // how many were used
};

// Reads all objects, and checks what is promised of slots and deltas on the way.
ReadRepo read_all(const std::filesystem::path& path, ReadOptions options = {2, 1 << 30});

// What `cat-file --batch` printed.
Contents contents_of_batch(const std::string& printed);

// What git has.
Contents contents_by_git(TestRepo& repo, const std::filesystem::path& path);

// Commits a few files `versions` times on main, as loose objects most of which make good deltas.
void commit_versions(TestRepo& repo, int versions, std::uint32_t seed = 1);

std::vector<std::filesystem::path> pack_files(const std::filesystem::path& repository,
                                              const std::string& ending);

// The bytes of a file, and new ones for it: git makes its files read-only.
std::string bytes_in(const std::filesystem::path& file);
void overwrite(const std::filesystem::path& file, const std::string& bytes);

}  // namespace keysieve::test
