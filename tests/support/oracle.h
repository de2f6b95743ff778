// What git itself says of a text in a repository's history, by brute force: `git grep` through the
// tree of every commit there is, and the definitions of introduced and removed word for word.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/test_repo.h"

namespace keysieve::test {

struct Story {
  std::set<std::string> introduced, removed;  // ids of commits
  std::set<std::string> present;              // of the tips asked for
  bool operator==(const Story&) const = default;
};

class Oracle {
 public:
  explicit Oracle(TestRepo& repo);  // reads every commit of the object database

  // The story of `text`; `tips` are names of commits.
  Story story(std::string_view text, const std::vector<std::string>& tips = {"HEAD"});

  // Whether the tree of `commit` holds `text` at `path`.
  bool holds(const std::string& commit, const std::string& path, std::string_view text);

 private:
  const std::map<std::string, std::set<std::string>>& holders(std::string_view text);

  TestRepo& repo_;
  std::map<std::string, std::vector<std::string>> parents_;  // by commit
  std::map<std::string, std::map<std::string, std::set<std::string>>, std::less<>> holders_;
};

}  // namespace keysieve::test
