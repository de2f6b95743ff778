// The work tree as it lies on disk: what a commit of everything would hold, and with `ignored` what
// no commit ever will. What is left out on purpose is said, and makes the scan no less complete.
#include <utility>

#include <fmt/format.h>

#include "engine/plain_texts.h"
#include "engine/scan_sources.h"
#include "git/refs.h"
#include "git/remote.h"
#include "git/worktree.h"

namespace keysieve {
namespace {

std::string counted(std::uint64_t count, const char* one, const char* more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

void say_left_out(const WorktreeFiles& files, std::vector<Notice>* notices) {
  if (files.ignored != 0) {
    notices->push_back(
        {"ignored", std::nullopt,
         counted(files.ignored, "file that git ignores was", "files that git ignores were") +
             " left out (--ignored scans them, too)"});
  }
  if (files.repositories != 0) {
    notices->push_back({"nested-repository", std::nullopt,
                        counted(files.repositories, "submodule or other repository inside was",
                                "submodules or other repositories inside were") +
                            " left out (scan each by its path)"});
  }
}

}  // namespace

Result<Report> scan_worktree(const WorktreeSource& source, const Detector& detector,
                             const ScanOptions& options) {
  const auto repository = open_repository(source.path);
  if (!repository) return repository.error();
  if (auto held = check_work_tree_holds(*repository, source.path); !held) return held.error();
  const auto refs = read_refs(*repository);
  if (!refs) return refs.error();
  auto files = list_worktree(*repository, source.ignored);
  if (!files) return files.error();

  Report report;
  report.source = {"worktree", source.path.string(), refs->head, refs->refs.size(),
                   repository->shallow};
  report.source.remote = remote_url(*repository);
  Completeness& done = report.completeness;
  done.notices = std::move(files->unreadable);
  done.skipped = done.notices.size();
  const auto read = [&](std::size_t i) {
    return read_worktree_file(*repository, files->paths[i], options.max_object_bytes);
  };
  scan_plain_texts({{files->paths.begin(), files->paths.end()}, read, FindingStatus::worktree},
                   detector, options, &report);
  say_left_out(*files, &done.notices);
  return report;
}

}  // namespace keysieve
