// Plain files and folders, and standard input: no git, so the path is the whole story.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "engine/plain_texts.h"
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

}  // namespace

Result<Report> scan_files(const FilesSource& source, const Detector& detector,
                          const ScanOptions& options) {
  Report report;
  report.source.kind = "files";
  Completeness& done = report.completeness;
  const std::vector<std::string> files = list_files(source, &done.notices);
  done.skipped = done.notices.size();  // folders
  const auto read = [&](std::size_t i) {
    return open_file_text(files[i], options.max_object_bytes);
  };
  scan_plain_texts({{files.begin(), files.end()}, read, FindingStatus::file}, detector, options,
                   &report);
  return report;
}

Result<Report> scan_stdin(const StdinSource& source, const Detector& detector,
                          const ScanOptions& options) {
  Report report;
  report.source.kind = "stdin";
  const auto read = [&](std::size_t) -> Result<FileText> { return FileText(source.bytes); };
  scan_plain_texts({{std::nullopt}, read, FindingStatus::standard_input}, detector, options,
                   &report);
  return report;
}

}  // namespace keysieve
