// Which version of what a repository says of itself counts for which source.
#include "keysieve/repo_file.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "git/range.h"
#include "git/refs.h"
#include "git/repo_text.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// Of a folder that need not be in a repository: the top of the work tree that it stands in.
std::optional<fs::path> work_tree_around(const fs::path& folder) {
  std::error_code error;
  for (fs::path top = fs::weakly_canonical(folder, error); !error; top = top.parent_path()) {
    if (fs::exists(top / ".git", error)) return top;
    if (top == top.root_path() || top.empty()) break;
  }
  return std::nullopt;
}

class Reading {
 public:
  explicit Reading(std::string_view name) : name_(name) {}

  Result<RepoFile> operator()(const HistorySource& source) const { return current(source.path); }
  Result<RepoFile> operator()(const WorktreeSource& source) const { return current(source.path); }
  Result<RepoFile> operator()(const FilesSource&) const { return around("."); }
  Result<RepoFile> operator()(const StdinSource&) const { return around("."); }

  Result<RepoFile> operator()(const StagedSource& source) const {
    const auto repository = open_repository_in_environment(source.path);
    if (!repository) return repository.error();
    RepoFile file{{}, true, {}};
    auto text = index_text(*repository, name_);
    if (!text) return text.error();
    if (!*text) return file;
    file.now = RepoText{std::string(name_), **std::move(text)};
    std::vector<ObjectId> before;
    if (const auto head = read_head(*repository)) before.push_back(*head);
    return with_before(*repository, before, std::move(file));
  }

  Result<RepoFile> operator()(const RangeSource& source) const {
    if (source.revisions.empty() && source.branch.empty() && !source.ends) {
      return current(source.path);
    }
    const auto repository = open_repository_in_environment(source.path);
    if (!repository) return repository.error();
    const auto refs = read_refs(*repository);
    if (!refs) return refs.error();
    const auto ends = find_range_ends(*repository, *refs,
                                      {source.revisions, source.branch, source.since, source.ends});
    if (!ends) return ends.error();
    // A push of several branches, or of none: no one of them speaks for the others.
    if (source.ends && ends->tips.size() != 1) return current(source.path);
    RepoFile file{{}, !ends->known.empty(), {}};
    if (const auto read = of_commit(*repository, ends->tips.back(), &file.now); !read) {
      return read.error();
    }
    return with_before(*repository, ends->known, std::move(file));
  }

 private:
  Result<RepoFile> of_work_tree(const fs::path& top) const {
    auto text = worktree_text(top, name_);
    if (!text) return text.error();
    RepoFile file;
    if (*text) file.now = RepoText{std::string(name_), **std::move(text)};
    return file;
  }

  Result<RepoFile> around(const fs::path& folder) const {
    const auto top = work_tree_around(folder);
    return top ? of_work_tree(*top) : Result<RepoFile>(RepoFile{});
  }

  // What people see who look at the repository today.
  Result<RepoFile> current(const fs::path& path) const {
    const auto repository = open_repository(path);
    if (!repository) return repository.error();
    if (!repository->work_dir.empty()) return of_work_tree(repository->work_dir);
    RepoFile file;
    const auto head = read_head(*repository);
    if (!head) return file;
    if (const auto read = of_commit(*repository, *head, &file.now); !read) return read.error();
    return file;
  }

  Status of_commit(const Repository& repository, const ObjectId& commit,
                   std::optional<RepoText>* out) const {
    auto text = commit_text(repository, commit, name_);
    if (!text) return text.error();
    if (!*text) return ok_status();
    *out = RepoText{fmt::format("{}:{}", commit.hex().substr(0, 10), name_), **std::move(text)};
    return ok_status();
  }

  Result<RepoFile> with_before(const Repository& repository, const std::vector<ObjectId>& commits,
                               RepoFile file) const {
    if (!file.now) return file;
    for (const ObjectId& commit : commits) {
      std::optional<RepoText> text;
      if (const auto read = of_commit(repository, commit, &text); !read) return read.error();
      if (text) file.before.push_back(*std::move(text));
    }
    return file;
  }

  std::string_view name_;
};

bool stays_within(const fs::path& name) {
  if (name.empty() || name.is_absolute()) return false;
  for (const fs::path& part : name) {
    if (part == "..") return false;
  }
  return true;
}

}  // namespace

Result<RepoFile> read_repo_file(const Source& source, std::string_view name) {
  if (!stays_within(name)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("\"{}\" must be a path below the top of the repository", name)};
  }
  return std::visit(Reading(name), source);
}

Result<fs::path> work_tree_top(const fs::path& path) {
  const auto repository = open_repository(path);
  if (!repository) return repository.error();
  if (!repository->work_dir.empty()) return repository->work_dir;
  return Error{ErrorCode::unsupported,
               fmt::format("{} is a bare repository: its files are to be changed in a work tree",
                           path.string())};
}

}  // namespace keysieve
