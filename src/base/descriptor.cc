#include "base/descriptor.h"

#include <unistd.h>

#include <cstddef>
#include <system_error>

#include <fmt/format.h>

namespace keysieve {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::optional<std::string> read_all(int fd) {
  constexpr std::size_t part = std::size_t{1} << 16;
  std::string bytes;
  while (true) {
    const std::size_t size = bytes.size();
    bytes.resize(size + part);
    const ssize_t got = ::read(fd, bytes.data() + size, part);
    bytes.resize(size + static_cast<std::size_t>(got < 0 ? 0 : got));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return bytes;
  }
}

Error io_error(std::string_view what, const std::filesystem::path& file, int number) {
  return {number == ENOENT ? ErrorCode::not_found : ErrorCode::io,
          fmt::format("{} {}: {}", what, file.string(), std::generic_category().message(number))};
}

}  // namespace keysieve
