// git's index, read as git stores it: versions 2 to 4, split and sparse ones included. libgit2
// knows neither of the two last, and checks a hash over all of it before anything else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "keysieve/error.h"
#include "keysieve/object.h"

namespace keysieve {

// Types of entries, as in the modes of trees.
inline constexpr std::uint32_t mode_type = 0170000, mode_tree = 0040000, mode_file = 0100000,
                               mode_link = 0120000, mode_gitlink = 0160000;

class IndexEntry {
 public:
  IndexEntry(const std::uint8_t* data, const char* path) : data_(data), path_(path) {}

  std::string_view path() const { return path_; }  // a folder of a sparse index ends in a slash
  std::uint32_t mode() const;
  ObjectId id() const;
  int stage() const;           // not 0: one side of a conflict
  bool only_intended() const;  // git add --intent-to-add: the next commit will not have it

 private:
  friend class IndexReader;
  const std::uint8_t* data_;  // as in the file
  const char* path_;          // ends in NUL
};

// What a tree of the index would be called, for folders in which nothing changed since it was
// written: the extension TREE.
struct CachedTree {
  std::string_view name;  // within its folder
  std::int64_t entries;   // of the index, at any depth; below 0: not known
  ObjectId id;            // where `entries` is known
  std::uint32_t end;      // of the trees in it, by their numbers: they come right after this one
};

class IndexFile {
 public:
  // `git_dir` is where the other half of a split index is. No file: an empty index.
  static Result<IndexFile> open(const std::filesystem::path& file,
                                const std::filesystem::path& git_dir);

  const std::vector<IndexEntry>& entries() const { return entries_; }     // by path, then stage
  const std::vector<CachedTree>& cached_trees() const { return trees_; }  // the top first, or none

  // The first entry of a path, at the lowest stage; null: none.
  const IndexEntry* find(std::string_view path) const;

 private:
  friend class IndexReader;
  std::vector<MappedFile> files_;
  std::vector<std::unique_ptr<std::string>> paths_;  // of entries that have no whole path in a file
  std::vector<IndexEntry> entries_;
  std::vector<CachedTree> trees_;
};

// Where the index is that git itself would use: GIT_INDEX_FILE where it is set, as git does in
// hooks for `git commit -a` and `git commit PATH`.
std::filesystem::path index_path(const std::filesystem::path& git_dir);

}  // namespace keysieve
