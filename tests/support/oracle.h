// What is true of a text in a repository's history, by brute force: every object as git prints it
// (git_database.h), every file of every commit, and each definition word for word.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/git_database.h"
#include "support/test_repo.h"

namespace keysieve::test {

struct Story {
  std::set<std::string> introduced, removed;  // ids of commits, by their trees alone
  std::set<std::string> present;              // of the tips asked for
  bool operator==(const Story&) const = default;
};

class Oracle {
 public:
  explicit Oracle(const TestRepo& repo) : Oracle(repo.path()) {}
  explicit Oracle(const std::filesystem::path& directory);

  // The story of `text`; `tips` are HEAD, full names of refs, and ids of commits.
  Story story(std::string_view text, const std::vector<std::string>& tips = {"HEAD"});

  // Whether the tree of `commit` holds `text` at `path`.
  bool holds(const std::string& commit, const std::string& path, std::string_view text);

  // All that a report must say of those of `secrets` that stand anywhere, in the form of
  // told_in() (scan_json.h).
  nlohmann::json truth(const std::vector<std::string>& secrets);

 private:
  struct At {  // one place in a text
    std::size_t line = 0, column = 0;
  };
  struct Held {  // at a path
    std::string path;
    At at;
  };
  using Where = std::map<std::string, std::vector<At>>;  // by object, for one secret

  const Where& where(std::string_view secret);
  std::vector<Held> held_by(const std::string& id, const Where& in) const;
  bool introduces(const std::string& commit, const Where& in) const;
  bool removes(const std::string& commit, const Where& in) const;
  bool hides(const std::string& commit, const std::string& other) const;

  nlohmann::json story_of(const std::string& secret);
  nlohmann::json introduction(const std::string& commit, const Where& in) const;
  nlohmann::json removal(const std::string& commit, const Where& in) const;
  nlohmann::json exposure(const nlohmann::json& story) const;
  nlohmann::json occurrences(const Where& in, std::size_t length) const;
  nlohmann::json in_head(const Where& in, const nlohmann::json& occurrences) const;
  std::string status(const Where& in, const std::vector<std::string>& present) const;
  std::set<std::string> missing() const;

  const GitDatabase git_;
  const std::vector<std::string> order_;  // of commits
  const std::set<std::string> reachable_;
  std::map<std::string, Where, std::less<>> where_;
};

}  // namespace keysieve::test
