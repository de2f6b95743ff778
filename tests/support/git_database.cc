#include "support/git_database.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "support/encodings.h"
#include "support/process.h"

namespace keysieve::test {
namespace {

constexpr const char* empty_tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

std::string git(const std::filesystem::path& directory, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "--no-replace-objects"});
  return run({std::move(arguments), directory, {}, {{"GIT_GRAFT_FILE", "/dev/null"}}}).out;
}

std::string_view take(std::string_view* text, char end) {
  const std::size_t at = std::min(text->find(end), text->size());
  const std::string_view taken = text->substr(0, at);
  text->remove_prefix(std::min(at + 1, text->size()));
  return taken;
}

GitCommit commit_of(std::string_view bytes) {
  GitCommit commit;
  for (std::string_view line = take(&bytes, '\n'); !line.empty(); line = take(&bytes, '\n')) {
    const std::string name(take(&line, ' '));
    if (name == "tree") commit.tree = line;
    if (name == "parent") commit.parents.emplace_back(line);
    if (name == "author") commit.author = line;
    if (name == "committer") commit.committer = line;
  }
  commit.message = bytes;
  commit.time = std::stoll(commit.committer.substr(commit.committer.rfind('>') + 2));
  return commit;
}

GitTag tag_of(std::string_view bytes) {
  GitTag tag{std::string(bytes.substr(7, 40)), ""};
  while (!take(&bytes, '\n').empty()) {
  }
  tag.message = bytes;
  return tag;
}

std::vector<GitTreeEntry> entries_of(std::string_view bytes) {
  std::vector<GitTreeEntry> entries;
  while (!bytes.empty()) {
    const std::string_view mode = take(&bytes, ' '), name = take(&bytes, '\0');
    entries.push_back({std::string(mode), std::string(name), hex(bytes.substr(0, 20))});
    bytes.remove_prefix(20);
  }
  return entries;
}

}  // namespace

GitDatabase::GitDatabase(const std::filesystem::path& directory) {
  read_objects(git(directory, {"cat-file", "--batch-all-objects", "--batch", "--buffer"}));
  trees[empty_tree];  // git knows it even where nobody has stored it
  std::istringstream where(
      git(directory, {"rev-parse", "--is-shallow-repository", "--git-path", "shallow", "HEAD"}));
  std::string shallow, shallow_file, id, name;
  std::getline(where, shallow);
  std::getline(where, shallow_file);
  if (std::getline(where, id) && id != "HEAD") tips.emplace_back("HEAD", *(head = id));
  std::istringstream refs(git(directory, {"for-each-ref", "--format=%(objectname) %(refname)"}));
  while (refs >> id >> name) tips.emplace_back(name, id);
  if (shallow != "true") return;
  std::ifstream ends(directory / shallow_file);
  while (ends >> id) boundary.insert(id);
}

// "<id> <type> <size>", a line each, then the bytes and a line's end.
void GitDatabase::read_objects(std::string_view printed) {
  while (!printed.empty()) {
    std::string_view line = take(&printed, '\n');
    const std::string id(take(&line, ' '));
    const std::string_view type = take(&line, ' ');
    if (line.empty()) throw std::runtime_error("git cat-file: " + id + " is missing");
    const std::size_t size = std::stoul(std::string(line));
    add_object(id, type, printed.substr(0, size));
    printed.remove_prefix(size + 1);
  }
}

void GitDatabase::add_object(const std::string& id, std::string_view type, std::string_view bytes) {
  if (type == "commit") commits[id] = commit_of(bytes);
  if (type == "tag") tags[id] = tag_of(bytes);
  if (type == "tree") trees[id] = entries_of(bytes);
  if (type == "blob") blobs[id] = bytes;
}

bool GitDatabase::has(const std::string& id) const {
  return commits.contains(id) || tags.contains(id) || blobs.contains(id) || trees.contains(id);
}

std::vector<std::pair<std::string, bool>> GitDatabase::links_of(const std::string& id) const {
  std::vector<std::pair<std::string, bool>> links;
  if (const auto commit = commits.find(id); commit != commits.end()) {
    links.emplace_back(commit->second.tree, false);
    for (const std::string& parent : commit->second.parents) links.emplace_back(parent, true);
  }
  if (const auto tag = tags.find(id); tag != tags.end()) {
    links.emplace_back(tag->second.target, false);
  }
  if (const auto tree = trees.find(id); tree != trees.end()) {
    for (const GitTreeEntry& entry : tree->second) {
      if (entry.mode != "160000") links.emplace_back(entry.id, false);
    }
  }
  return links;
}

std::set<std::string> GitDatabase::reachable() const {
  std::set<std::string> reached;
  std::vector<std::string> open;
  for (const auto& [name, id] : tips) open.push_back(id);
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    if (!has(id) || !reached.insert(id).second) continue;
    for (const auto& [link, as_parent] : links_of(id)) open.push_back(link);
  }
  return reached;
}

std::string GitDatabase::peel(std::string id) const {
  while (tags.contains(id)) id = tags.at(id).target;
  return id;
}

const std::vector<GitFile>& GitDatabase::files_in(const std::string& id) const {
  const auto known = files_.find(id);
  if (known != files_.end()) return known->second;
  std::vector<GitFile> files;
  if (!trees.contains(id)) files.push_back({"", id});
  if (const auto tree = trees.find(id); tree != trees.end()) {
    for (const GitTreeEntry& entry : tree->second) {
      if (entry.mode == "160000") continue;
      for (const GitFile& file : files_in(entry.id)) {
        const char* separator = entry.mode == "40000" ? "/" : "";
        files.push_back({entry.name + separator + file.path, file.blob});
      }
    }
  }
  return files_[id] = std::move(files);
}

std::vector<std::string> GitDatabase::commits_in_order() const {
  std::map<std::string, std::set<std::string>> waiting, children;
  std::set<std::pair<std::int64_t, std::string>> ready;
  for (const auto& [id, commit] : commits) {
    for (const std::string& parent : commit.parents) {
      if (!commits.contains(parent)) continue;
      waiting[id].insert(parent);
      children[parent].insert(id);
    }
    if (waiting[id].empty()) ready.emplace(commit.time, id);
  }
  std::vector<std::string> order;
  while (!ready.empty()) {
    order.push_back(ready.extract(ready.begin()).value().second);
    for (const std::string& child : children[order.back()]) {
      waiting[child].erase(order.back());
      if (waiting[child].empty()) ready.emplace(commits.at(child).time, child);
    }
  }
  return order;
}

}  // namespace keysieve::test
