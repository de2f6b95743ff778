#include "keysieve/tracking.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "base/lines.h"
#include "git/index_file.h"
#include "git/object_stores.h"
#include "git/repository.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr unsigned new_file_mode = 0644;

// A link stands for what it leads to: that is what is written.
Result<fs::path> real_path(const fs::path& file) {
  std::error_code why;
  const fs::path folder = fs::canonical(file.has_parent_path() ? file.parent_path() : ".", why);
  if (why) {
    return Error{why == std::errc::no_such_file_or_directory ? ErrorCode::not_found : ErrorCode::io,
                 fmt::format("cannot find the folder of {}: {}", file.string(), why.message())};
  }
  const fs::path target = fs::canonical(folder / file.filename(), why);
  return why ? folder / file.filename() : target;
}

Result<bool> is_tracked(const Repository& repository, const std::string& path) {
  const auto index = IndexFile::open(repository.git_dir / "index", repository.git_dir);
  if (!index) return index.error();
  return index->find(path) != nullptr;  // at any stage, so in conflict, too
}

// Libgit2 would wait for ever on what is a pipe.
Status check_ignore_files(const Repository& repository, const fs::path& path) {
  fs::path folder = repository.work_dir;
  for (auto part = path.begin(); part != path.end(); folder /= *part++) {
    std::error_code why;
    const fs::path list = folder / ".gitignore";
    const auto kind = fs::status(list, why).type();
    if (kind == fs::file_type::regular || kind == fs::file_type::not_found) continue;
    return Error{ErrorCode::unsupported, fmt::format("{} is no plain file", list.string())};
  }
  return ok_status();
}

Result<bool> is_ignored(const Repository& repository, const std::string& path) {
  if (const auto sound = check_ignore_files(repository, path); !sound) return sound.error();
  int ignored = 0;
  const int code = git_ignore_path_is_ignored(&ignored, repository.handle.get(), path.c_str());
  if (code != 0) return last_git_error(code, "cannot ask whether git ignores " + path);
  return ignored == 1;
}

Result<Tracking> tracking_of(const Repository& repository, const std::string& path) {
  const auto tracked = is_tracked(repository, path);
  if (!tracked) return tracked.error();
  if (*tracked) return Tracking::tracked;
  const auto ignored = is_ignored(repository, path);
  if (!ignored) return ignored.error();
  return *ignored ? Tracking::ignored : Tracking::untracked;
}

// As a line of .gitignore that means this path alone.
std::string ignore_line(const std::string& path) {
  std::string line = "/";
  for (const char c : path) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) line += '\\';
    line += c;
  }
  const std::size_t last = line.find_last_not_of(' ');
  if (last + 1 < line.size()) line.insert(line.size() - 1, "\\");  // a blank at the end
  return line;
}

Result<std::string> with_line(const fs::path& file, std::string text, const std::string& line) {
  if (line.find('\n') != line.npos) {
    return Error{ErrorCode::unsupported,
                 fmt::format("{} cannot name a file with a line break", file.string())};
  }
  const std::string line_break(line_break_of(text));
  if (!text.empty() && !text.ends_with('\n')) text += line_break;
  return text + line + line_break;
}

}  // namespace

Result<FileTracking> file_tracking(const fs::path& file) {
  const auto real = real_path(file);
  if (!real) return real.error();
  const auto repository = open_repository(real->parent_path());
  if (!repository) {
    if (repository.error().code == ErrorCode::not_found) return FileTracking{};
    return repository.error();
  }
  if (repository->work_dir.empty()) return FileTracking{};
  std::error_code why;
  FileTracking found;
  found.top = fs::canonical(repository->work_dir, why);
  if (why) found.top = repository->work_dir;
  const fs::path inside = real->lexically_relative(found.top);
  found.path = inside.generic_string();
  if (found.path.starts_with("..") || *inside.begin() == ".git") return FileTracking{};
  const auto tracking = tracking_of(*repository, found.path);
  if (!tracking) return tracking.error();
  found.tracking = *tracking;
  return found;
}

Result<std::uint64_t> roughly_packed_objects(const fs::path& repository) {
  const auto opened = open_repository(repository);
  if (!opened) return opened.error();
  return roughly_packed(object_folders(opened->object_dirs));
}

Result<fs::path> ignore_file(const FileTracking& file) {
  if (file.tracking == Tracking::outside || file.tracking == Tracking::ignored) return fs::path();
  const fs::path list = file.top / ".gitignore";
  struct stat info {};
  const bool there = ::lstat(list.c_str(), &info) == 0;
  if (there && !S_ISREG(info.st_mode)) {
    return Error{ErrorCode::unsupported,
                 fmt::format("{} is no plain file; add this line to what it stands for: {}",
                             list.string(), ignore_line(file.path))};
  }
  auto text = there ? read_file(list) : Result<std::string>(std::string());
  if (!text) return text.error();
  auto longer = with_line(list, *std::move(text), ignore_line(file.path));
  if (!longer) return longer.error();
  const unsigned mode = there ? info.st_mode & 0777u : new_file_mode;
  if (auto written = write_file(list, *longer, mode); !written) return written.error();
  return list;
}

}  // namespace keysieve
