// A repository with its submodules, theirs too: each is a repository of its own with a history of
// its own, scanned one after the other and told as one report.
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/printable.h"
#include "engine/join_reports.h"
#include "engine/scan_sources.h"
#include "git/submodules.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

class Recursion {
 public:
  Recursion(const Detector& detector, const ScanOptions& options)
      : detector_(detector), options_(options) {}

  Result<Report> scan(const fs::path& path) {
    auto report = scan_history({path, false}, detector_, options_);
    if (!report) return report;
    const auto repository = open_repository(path);
    if (!repository) return repository.error();
    seen_.insert(fs::weakly_canonical(repository->common_dir));
    Submodules inside = list_submodules(*repository);
    Completeness& done = report->completeness;
    done.skipped += inside.absent.size();
    done.expected += inside.absent.size();
    std::move(inside.absent.begin(), inside.absent.end(), std::back_inserter(done.notices));
    for (const Submodule& submodule : inside.found) add(submodule, &*report);
    return report;
  }

 private:
  void add(const Submodule& submodule, Report* whole) {
    if (seen_.contains(fs::weakly_canonical(submodule.git_dir))) return;
    auto part = scan(submodule.git_dir);
    if (part) return join_report(*std::move(part), submodule.path, whole);
    ++whole->completeness.expected;
    ++whole->completeness.skipped;
    whole->completeness.notices.push_back(
        {"missing-submodule", std::nullopt,
         fmt::format("the submodule {} was not scanned: {}", printable(submodule.path),
                     part.error().message)});
  }

  const Detector& detector_;
  const ScanOptions& options_;
  std::set<fs::path> seen_;  // databases
};

}  // namespace

Result<Report> scan_with_submodules(const HistorySource& source, const Detector& detector,
                                    const ScanOptions& options) {
  return Recursion(detector, options).scan(source.path);
}

}  // namespace keysieve
