#include "support/oracle.h"

#include <algorithm>
#include <sstream>

namespace keysieve::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

Oracle::Oracle(TestRepo& repo) : repo_(repo) {
  const std::string all =
      repo.git({"cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"});
  std::string commits;
  for (const std::string& line : lines_of(all)) {
    if (line.starts_with("commit ")) commits += line.substr(7) + "\n";
  }
  if (commits.empty()) return;
  const std::string parents =
      repo.git({"log", "--no-walk=unsorted", "--stdin", "--format=%H %P"}, commits);
  for (const std::string& line : lines_of(parents)) {
    std::istringstream words(line);
    std::string commit;
    words >> commit;
    auto& list = parents_[commit];
    for (std::string parent; words >> parent;) list.push_back(parent);
  }
}

// By commit, the paths at which its tree holds `text`.
const std::map<std::string, std::set<std::string>>& Oracle::holders(std::string_view text) {
  const auto known = holders_.find(text);
  if (known != holders_.end()) return known->second;
  auto& held = holders_[std::string(text)];
  std::vector<std::string> command{"grep", "-l", "-z", "-a", "-F", "-e", std::string(text)};
  for (const auto& [commit, parents] : parents_) command.push_back(commit);
  const std::string found = parents_.empty() ? "" : repo_.try_git(command).out;
  for (std::size_t at = 0; at < found.size();) {
    const std::size_t end = found.find('\0', at);
    held[found.substr(at, 40)].insert(found.substr(at + 41, end - at - 41));
    at = end + 1;
  }
  return held;
}

Story Oracle::story(std::string_view text, const std::vector<std::string>& tips) {
  const auto& held = holders(text);
  Story story;
  for (const auto& [commit, parents] : parents_) {
    const auto holds = [&](const std::string& id) { return held.contains(id); };
    if (holds(commit) && std::none_of(parents.begin(), parents.end(), holds)) {
      story.introduced.insert(commit);
    }
    if (!parents.empty() && !holds(commit) && std::all_of(parents.begin(), parents.end(), holds)) {
      story.removed.insert(commit);
    }
  }
  for (const std::string& tip : tips) {
    const std::string id = repo_.git({"rev-parse", tip + "^{commit}"});
    if (held.contains(id)) story.present.insert(tip);
  }
  return story;
}

bool Oracle::holds(const std::string& commit, const std::string& path, std::string_view text) {
  const auto& held = holders(text);
  const auto at = held.find(commit);
  return at != held.end() && at->second.contains(path);
}

}  // namespace keysieve::test
