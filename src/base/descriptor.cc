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

Error io_error(std::string_view what, const std::filesystem::path& file, int number) {
  return {number == ENOENT ? ErrorCode::not_found : ErrorCode::io,
          fmt::format("{} {}: {}", what, file.string(), std::generic_category().message(number))};
}

}  // namespace keysieve
