// Plain files and folders, and standard input: no git, so the path is the whole story.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/parallel.h"
#include "engine/find_in.h"
#include "engine/group.h"
#include "engine/progress.h"
#include "engine/rejections.h"
#include "engine/scan_sources.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

Notice unreadable(const fs::path& path, const std::string& why) {
  return {"unreadable-file", std::nullopt, fmt::format("cannot read {}: {}", path.string(), why)};
}

// Appends the regular files below `root`; symbolic links are not followed, git's own folder is left
// out (its contents are compressed: a history scan reads them).
void list_folder(const fs::path& root, std::vector<std::string>* files,
                 std::vector<Notice>* notices) {
  std::error_code error;
  fs::directory_iterator entries(root, error);
  if (error) return notices->push_back(unreadable(root, error.message()));
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    const fs::file_status status = entries->symlink_status(error);
    if (fs::is_directory(status)) {
      if (path.filename() != ".git") list_folder(path, files, notices);
    } else if (fs::is_regular_file(status)) {
      files->push_back(path.string());
    }
    if (error) break;
  }
  if (error) notices->push_back(unreadable(root, error.message()));
}

std::vector<std::string> list_files(const FilesSource& source, std::vector<Notice>* notices) {
  std::vector<std::string> files;
  for (const fs::path& path : source.paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      list_folder(path, &files, notices);
    } else {
      files.push_back(path.string());
    }
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

struct ScannedFile {
  std::vector<RegionMatch> matches;
  std::optional<Notice> notice;
  std::uint64_t bytes = 0;
};

ScannedFile scan_file(const std::string& file, const Detector& detector, Detector::Scratch* scratch,
                      const ScanOptions& options) {
  const auto bytes = read_file(file, options.max_object_bytes);
  if (!bytes) {
    const bool large = bytes.error().code == ErrorCode::unsupported;
    return {{},
            Notice{large ? "too-large" : "unreadable-file", std::nullopt, bytes.error().message},
            0};
  }
  return {find_in({ObjectKind::blob, file, *bytes}, detector, scratch, options), std::nullopt,
          bytes->size()};
}

// Findings of texts that stand in no commit: each match is an occurrence at its path.
void add_matches(const std::vector<RegionMatch>& matches, const Detector& detector,
                 const std::optional<std::string>& path, Grouping* grouping,
                 Rejections* rejections) {
  for (const auto& [match, region] : matches) {
    if (match.verdict.accepted) {
      grouping->add(match, {std::nullopt, ObjectKind::blob, path, region, std::nullopt});
    } else {
      rejections->add(detector.rules().rules()[match.rule], match, match.verdict, std::nullopt,
                      path.value_or(""), region.start_line);
    }
  }
}

std::vector<Finding> finish(Grouping grouping, FindingStatus status) {
  std::vector<Finding> findings = std::move(grouping).take();
  for (Finding& finding : findings) finding.status = status;
  sort_findings(&findings);
  return findings;
}

}  // namespace

Result<Report> scan_files(const FilesSource& source, const Detector& detector,
                          const ScanOptions& options) {
  Report report;
  report.source.kind = "files";
  Completeness& done = report.completeness;
  const std::vector<std::string> files = list_files(source, &done.notices);
  done.skipped = done.notices.size();  // folders
  std::vector<ScannedFile> scanned(files.size());
  ProgressCounter progress(options);
  progress.expect(files.size());
  parallel_for(
      files.size(), options.threads, [&] { return detector.new_scratch(); },
      [&](const Detector::ScratchHandle& scratch, std::size_t i) {
        scanned[i] = scan_file(files[i], detector, scratch.get(), options);
        progress.add_matches(scanned[i].matches.size());
        progress.add_object(scanned[i].bytes);
      });
  Grouping grouping(detector.rules());
  Rejections rejections;
  for (std::size_t i = 0; i < files.size(); ++i) {
    add_matches(scanned[i].matches, detector, files[i], &grouping, &rejections);
    report.bytes += scanned[i].bytes;
    ++(scanned[i].notice ? done.skipped : done.scanned);
    if (scanned[i].notice) done.notices.push_back(*std::move(scanned[i].notice));
  }
  done.expected = done.scanned + done.skipped;
  report.findings = finish(std::move(grouping), FindingStatus::file);
  report.rejected = std::move(rejections).take();
  return report;
}

Result<Report> scan_stdin(const StdinSource& source, const Detector& detector,
                          const ScanOptions& options) {
  Report report;
  report.source.kind = "stdin";
  report.bytes = source.bytes.size();
  report.completeness.expected = report.completeness.scanned = 1;
  const auto scratch = detector.new_scratch();
  Grouping grouping(detector.rules());
  Rejections rejections;
  add_matches(find_in({ObjectKind::blob, "", source.bytes}, detector, scratch.get(), options),
              detector, std::nullopt, &grouping, &rejections);
  report.findings = finish(std::move(grouping), FindingStatus::standard_input);
  report.rejected = std::move(rejections).take();
  return report;
}

}  // namespace keysieve
