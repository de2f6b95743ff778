#include "keygen/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.h"
#include "base/signals_wait.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{1} << 20;

Error refusal(const fs::path& file, std::string_view why) {
  return {ErrorCode::unsupported, fmt::format("cannot store a key in {}: {}", file.string(), why)};
}

StandingFile standing_file(const struct stat& info) {
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  return {info.st_mode & 07777u, info.st_uid,
          info.st_gid,           info.st_ino,
          info.st_size,          info.st_mtim.tv_sec * nanoseconds + info.st_mtim.tv_nsec};
}

// Whoever may write into the folder may put another file, or a link, in place of this one.
Status check_folder(const fs::path& file, const fs::path& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return io_error("cannot look at", folder);
  if ((info.st_mode & S_IWOTH) == 0) return ok_status();
  return refusal(file, fmt::format("anybody may write into its folder {}; forbid it first: chmod "
                                   "o-w, or choose another one",
                                   folder.string()));
}

Result<fs::path> follow_link(const KeyFile& place) {
  std::error_code why;
  const fs::path target = fs::canonical(place.file, why);
  if (why) return refusal(place.asked, "it is a link that leads nowhere");
  if (target.parent_path() != place.folder) {
    return refusal(place.asked,
                   fmt::format("it is a link to {}, in another folder; if that is the file you "
                               "mean, give its own path",
                               target.string()));
  }
  return target;
}

Status look_at(KeyFile* place) {
  struct stat info {};
  if (::lstat(place->file.c_str(), &info) != 0) {
    if (errno == ENOENT) return ok_status();
    return io_error("cannot look at", place->file);
  }
  if (S_ISLNK(info.st_mode)) {
    auto target = follow_link(*place);
    if (!target) return target.error();
    place->file = *std::move(target);
    if (::lstat(place->file.c_str(), &info) != 0) return io_error("cannot look at", place->file);
  }
  if (!S_ISREG(info.st_mode)) return refusal(place->asked, "it is no plain file");
  if (info.st_nlink > 1) {
    return refusal(place->asked, "it has other names (hard links), which would keep the old text");
  }
  if (info.st_uid != ::geteuid() && ::geteuid() != 0) {
    return refusal(place->asked, "it belongs to another user");
  }
  place->standing = standing_file(info);
  return ok_status();
}

// So that the new name outlives a power cut.
void sync_folder(const fs::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() >= 0) (void)::fsync(fd.get());
}

bool is_as_it_was(const KeyFile& place) {
  struct stat info {};
  if (::lstat(place.file.c_str(), &info) != 0) return !place.standing && errno == ENOENT;
  if (!place.standing || !S_ISREG(info.st_mode)) return false;
  const StandingFile now = standing_file(info);
  return now.inode == place.standing->inode && now.size == place.standing->size &&
         now.changed == place.standing->changed;
}

// The owner first: chown takes permissions away. A group that the user is not in cannot be kept,
// and need not be: the file is for its owner alone.
bool dress(int fd, const std::optional<StandingFile>& standing) {
  if (!standing) return ::fchmod(fd, 0600) == 0;
  struct stat info {};
  if (::fstat(fd, &info) != 0) return false;
  const bool same = info.st_uid == standing->owner && info.st_gid == standing->group;
  if (!same && ::fchown(fd, standing->owner, standing->group) != 0 &&
      info.st_uid != standing->owner) {
    return false;
  }
  return ::fchmod(fd, static_cast<mode_t>(standing->mode & 0600u)) == 0;
}

// A new file never takes the place of one that came meanwhile.
bool put_in_place(const std::string& temporary, const KeyFile& place) {
  if (place.standing) return ::rename(temporary.c_str(), place.file.c_str()) == 0;
  if (::link(temporary.c_str(), place.file.c_str()) == 0) {
    ::unlink(temporary.c_str());
    return true;
  }
  // Some file systems have no links.
  return (errno == EPERM || errno == ENOSYS || errno == EOPNOTSUPP) &&
         ::rename(temporary.c_str(), place.file.c_str()) == 0;
}

}  // namespace

Result<KeyFile> find_key_file(const fs::path& file) {
  if (!file.has_filename() || file.filename() == "." || file.filename() == "..") {
    return refusal(file, "it names no file");
  }
  KeyFile place{file, {}, {}, {}};
  std::error_code why;
  place.folder = fs::canonical(file.has_parent_path() ? file.parent_path() : ".", why);
  if (why) return io_error("cannot find the folder of", file, why.value());
  place.file = place.folder / file.filename();
  if (auto fit = check_folder(file, place.folder); !fit) return fit.error();
  if (auto looked = look_at(&place); !looked) return looked.error();
  return place;
}

Result<SecretBytes> read_key_file(const KeyFile& place) {
  if (!place.standing) return SecretBytes::allocate(0);
  const auto size = static_cast<std::size_t>(place.standing->size);
  if (size > largest_file) {
    return refusal(place.asked, fmt::format("it has {} bytes, and the most is {}: is it an env "
                                            "file?",
                                            size, largest_file));
  }
  const Descriptor fd(::open(place.file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot open", place.file);
  auto bytes = SecretBytes::allocate(size);
  if (!bytes) return bytes;
  for (std::size_t at = 0; at < size;) {
    const ssize_t got = ::read(fd.get(), bytes->data() + at, size - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("cannot read", place.file);
    if (got == 0) return refusal(place.asked, "somebody else is writing it; try again");
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

Status replace_key_file(const KeyFile& place, std::string_view bytes) {
  const SignalsWait until_done;  // or a key lies about
  std::string temporary = place.file.string() + ".XXXXXX";
  const Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));  // with mode 0600
  if (fd.get() < 0) return io_error("cannot create a file beside", place.file);
  if (write_all(fd.get(), bytes) && dress(fd.get(), place.standing) && ::fsync(fd.get()) == 0) {
    if (!is_as_it_was(place)) {
      ::unlink(temporary.c_str());
      return refusal(place.asked, "somebody else wrote it meanwhile; try again");
    }
    if (put_in_place(temporary, place)) {
      sync_folder(place.folder);
      return ok_status();
    }
  }
  const Error error = io_error("cannot write", place.file);
  ::unlink(temporary.c_str());
  return error;
}

Status write_key_file(const fs::path& file, std::string_view bytes) {
  const auto place = find_key_file(file);
  if (!place) return place.error();
  if (place->standing) {
    return refusal(file,
                   "there is a file already, which may hold the key in use; move it away "
                   "first");
  }
  return replace_key_file(*place, bytes);
}

}  // namespace keysieve
