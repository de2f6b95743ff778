#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "base/descriptor.h"
#include "base/signals_wait.h"

namespace keysieve {
namespace {

// Renaming a file over /dev/null would take it away from everybody. A link to a device is no
// device: whoever can put a link there must not choose where a report goes.
bool is_device_or_pipe(const std::filesystem::path& file) {
  struct stat info {};
  return ::lstat(file.c_str(), &info) == 0 &&
         (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode) || S_ISFIFO(info.st_mode));
}

// The number of the descriptor that a name means which is no file's: /dev/stdout, /dev/fd/3.
std::optional<int> named_descriptor(const std::filesystem::path& file) {
  const std::string& name = file.native();
  if (name == "/dev/stdout") return STDOUT_FILENO;
  if (name == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!name.starts_with(folder)) continue;
    int number = 0;
    const char* const end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + folder.size(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end && number >= 0) return number;
  }
  return std::nullopt;
}

Error too_large(const std::filesystem::path& file, std::size_t limit) {
  return {ErrorCode::unsupported,
          fmt::format("{} is larger than the limit of {} bytes", file.string(), limit)};
}

Status write_into(const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot open", file);
  if (!write_all(fd.get(), bytes)) return io_error("cannot write", file);
  return ok_status();
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, std::size_t limit) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot open", file);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return io_error("cannot read", file);
  if (S_ISDIR(info.st_mode)) {
    errno = EISDIR;
    return io_error("cannot read", file);
  }
  const auto says = static_cast<std::uint64_t>(info.st_size);
  if (says > limit) return too_large(file, limit);  // before there is memory for it
  std::string bytes(static_cast<std::size_t>(says) + 1, '\0');
  std::size_t size = 0;
  while (size <= limit) {
    if (size == bytes.size()) bytes.resize(bytes.size() * 2);  // longer than stat said: a pipe
    const ssize_t got = ::read(fd.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("cannot read", file);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > limit) return too_large(file, limit);
  bytes.resize(size);
  return bytes;
}

Result<std::string> read_standard_input() {
  auto bytes = read_all(STDIN_FILENO);
  if (!bytes) return io_error("cannot read", "standard input");
  return *std::move(bytes);
}

Status write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode) {
  if (const auto fd = named_descriptor(file)) {
    return write_all(*fd, bytes) ? ok_status() : Status(io_error("cannot write", file));
  }
  if (is_device_or_pipe(file)) return write_into(file, bytes);
  const SignalsWait until_done;
  std::string temporary = file.string() + ".XXXXXX";
  const Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) return io_error("cannot create a file beside", file);
  const bool written = write_all(fd.get(), bytes) &&
                       ::fchmod(fd.get(), static_cast<mode_t>(mode)) == 0 &&
                       ::fsync(fd.get()) == 0 && ::rename(temporary.c_str(), file.c_str()) == 0;
  if (written) return ok_status();
  const Error error = io_error("cannot write", file);
  ::unlink(temporary.c_str());
  return error;
}

Status append_to_file(const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor fd(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (fd.get() < 0) return io_error("cannot open", file);
  if (!write_all(fd.get(), bytes)) return io_error("cannot write", file);
  return ok_status();
}

}  // namespace keysieve
