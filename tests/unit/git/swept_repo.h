// A whole repository read through sweep(), in a form that is easy to compare.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "git/sweep.h"
#include "support/test_repo.h"

namespace keysieve::test {

// By id: kind and bytes.
using Texts = std::map<std::string, std::pair<std::string, std::string>>;

struct SweptRepo {
  Repository repository;
  Sweep sweep;
  Texts texts;
};

// Throws when the repository cannot be opened or read at all.
SweptRepo sweep_all(const std::filesystem::path& path, unsigned threads = 2,
                    std::uint64_t max_object_bytes = 1 << 30);

// The same as git says it: every blob, and the messages of every commit and tag.
Texts texts_by_git(TestRepo& repo, const std::filesystem::path& path);

// All ids, sorted, of `git cat-file --batch-all-objects` and of the empty tree, which git knows
// without storing it; and those of a graph.
std::vector<std::string> ids_by_git(TestRepo& repo, const std::filesystem::path& path);
std::vector<std::string> ids_in(const ObjectGraph& graph);

}  // namespace keysieve::test
