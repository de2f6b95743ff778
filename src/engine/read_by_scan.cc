// Which files a scan will open: the repository as it lies on the disk, with all that leads out of
// it.
#include <cstdlib>
#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include "git/configuration_files.h"
#include "git/index_file.h"
#include "git/object_stores.h"
#include "git/repository.h"
#include "git/submodules.h"
#include "keysieve/least_power.h"
#include "keysieve/repo_file.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// Links right in `folder`, as git-new-workdir and repo make them.
void add_linked(const fs::path& folder, std::vector<fs::path>* paths) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::error_code ignored;
    if (entries->is_symlink(ignored)) paths->push_back(entries->path());
  }
}

class Reads {
 public:
  Result<std::vector<fs::path>> operator()(const HistorySource& source) {
    return of(open_repository(source.path), source.submodules);
  }
  Result<std::vector<fs::path>> operator()(const RangeSource& source) {
    return of(open_repository_in_environment(source.path), false);
  }
  Result<std::vector<fs::path>> operator()(const StagedSource& source) {
    return of(open_repository_in_environment(source.path), false);
  }
  Result<std::vector<fs::path>> operator()(const WorktreeSource& source) {
    return of(open_repository(source.path), false);
  }
  Result<std::vector<fs::path>> operator()(const FilesSource& source) {
    add_ignore_file();
    paths_.insert(paths_.end(), source.paths.begin(), source.paths.end());
    return std::move(paths_);
  }
  Result<std::vector<fs::path>> operator()(const StdinSource&) {
    add_ignore_file();
    return std::move(paths_);
  }

 private:
  Result<std::vector<fs::path>> of(const Result<Repository>& repository, bool submodules) {
    if (!repository) return repository.error();
    add(*repository, submodules);
    return std::move(paths_);
  }

  void add(const Repository& repository, bool submodules) {
    for (const fs::path& folder :
         {repository.git_dir, repository.common_dir, repository.common_dir / "logs"}) {
      if (!folder.empty()) add_folder(folder);
    }
    if (!repository.work_dir.empty()) paths_.push_back(repository.work_dir);
    for (const fs::path& folder : object_folders(repository.object_dirs)) {
      add_folder(folder);
      add_linked(folder / "pack", &paths_);
      add_linked(folder / "info", &paths_);
    }
    paths_.push_back(index_path(repository.git_dir));
    for (fs::path& file : configuration_files(repository)) paths_.push_back(std::move(file));
    if (!submodules) return;
    for (const Submodule& submodule : list_submodules(repository).found) {
      add_submodule(submodule.git_dir);
    }
  }

  void add_submodule(const fs::path& folder) {
    std::error_code error;
    if (!seen_.insert(fs::weakly_canonical(folder, error)).second) return;
    paths_.push_back(folder);
    if (const auto repository = open_repository(folder)) add(*repository, true);
  }

  void add_folder(const fs::path& folder) {
    paths_.push_back(folder);
    add_linked(folder, &paths_);
  }

  // Plain files are scanned with what the repository accepts in which the program stands.
  void add_ignore_file() {
    std::error_code error;
    for (fs::path top = fs::current_path(error); !error && !top.empty(); top = top.parent_path()) {
      paths_.push_back(top / ignore_file_name);
      if (top == top.root_path()) break;
    }
  }

  std::vector<fs::path> paths_;
  std::set<fs::path> seen_;  // databases of submodules
};

}  // namespace

Result<std::vector<fs::path>> read_by_scan(const Source& source) {
  return std::visit(Reads(), source);
}

}  // namespace keysieve
