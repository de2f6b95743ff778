// Every object and ref of a repository as git's plumbing prints them, read in three processes:
// `cat-file --batch-all-objects`, `for-each-ref` and `rev-parse`. Nothing of keysieve's takes part.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve::test {

struct GitCommit {
  std::string tree;
  std::vector<std::string> parents;
  std::string author, committer, message;  // the first two as the object says them
  std::int64_t time = 0;                   // the committer's
};

struct GitTag {
  std::string target, message;
};

struct GitTreeEntry {
  std::string mode, name, id;
};

struct GitFile {
  std::string path, blob;
};

class GitDatabase {
 public:
  explicit GitDatabase(const std::filesystem::path& directory);

  std::map<std::string, GitCommit> commits;
  std::map<std::string, GitTag> tags;
  std::map<std::string, std::string> blobs;
  std::map<std::string, std::vector<GitTreeEntry>> trees;
  std::vector<std::pair<std::string, std::string>> tips;  // HEAD, if born, then refs by name
  std::optional<std::string> head;
  std::set<std::string> boundary;  // of a shallow clone: commits whose parents are left out

  bool has(const std::string& id) const;

  // What an object names: (id, whether it names it as a parent).
  std::vector<std::pair<std::string, bool>> links_of(const std::string& id) const;

  // Every object that `tips` reach and that is there.
  std::set<std::string> reachable() const;

  // Follows tags to what they name in the end.
  std::string peel(std::string id) const;

  // The files below a tree, as `git ls-tree -r` lists them, and the trees that are missing; of a
  // blob, and of what is missing, that itself at "".
  const std::vector<GitFile>& files_in(const std::string& id) const;

  // Parents first; of those that could come next, the older by committer time, then by id.
  std::vector<std::string> commits_in_order() const;

 private:
  void read_objects(std::string_view printed);
  void add_object(const std::string& id, std::string_view type, std::string_view bytes);

  mutable std::map<std::string, std::vector<GitFile>> files_;
};

}  // namespace keysieve::test
