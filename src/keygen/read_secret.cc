// Secrets from files and pipes, straight from the kernel into guarded memory.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/descriptor.h"
#include "keysieve/grade.h"

namespace keysieve {
namespace {

constexpr std::size_t most = std::size_t{1} << 20;
constexpr std::size_t first_guess = 4096;

Error refusal(ErrorCode code, const std::filesystem::path& file, std::string_view why) {
  return {code, fmt::format("cannot read {}: {}", file.string(), why)};
}

// Whoever writes a key where a file is asked for must not find it in a log.
Error no_such_file() {
  return {
      ErrorCode::not_found,
      "there is no file of the name given (which is not repeated here, for it may be a key). A "
      "key is not given on the command line, where others can see it: put it into a file, or "
      "pass it on standard input (keysieve grade -) or in an environment variable (--env NAME)"};
}

// The first `size` bytes of `secret` in memory of their own size.
Result<SecretBytes> cut(const SecretBytes& secret, std::size_t size, std::size_t room) {
  auto part = SecretBytes::allocate(room);
  if (part) std::copy_n(secret.view().data(), size, part->data());
  return part;
}

}  // namespace

Result<SecretBytes> copy_secret(std::string_view secret) {
  auto copy = SecretBytes::allocate(secret.size());
  if (copy) std::copy(secret.begin(), secret.end(), copy->data());
  return copy;
}

Result<SecretBytes> read_secret(int descriptor) {
  auto bytes = SecretBytes::allocate(first_guess);
  if (!bytes) return bytes;
  for (std::size_t size = 0;;) {
    if (size == bytes->size()) {
      if (size >= most) {
        return Error{ErrorCode::unsupported,
                     fmt::format("what is to be graded has more than {} bytes: no key has", most)};
      }
      bytes = cut(*bytes, size, 2 * size);
      if (!bytes) return bytes;
    }
    const ssize_t got = ::read(descriptor, bytes->data() + size, bytes->size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorCode::io, std::generic_category().message(errno)};
    if (got == 0) return cut(*bytes, size, size);
    size += static_cast<std::size_t>(got);
  }
}

Result<SecretBytes> read_secret_file(const std::filesystem::path& file) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (fd.get() < 0) {
    const int why = errno;
    if (why == ENOENT || why == ENOTDIR || why == ENAMETOOLONG) return no_such_file();
    return refusal(ErrorCode::io, file, std::generic_category().message(why));
  }
  struct stat info {};
  if (::fstat(fd.get(), &info) == 0 && S_ISDIR(info.st_mode)) {
    return refusal(ErrorCode::io, file, "it is a folder");
  }
  auto secret = read_secret(fd.get());
  if (!secret) return refusal(secret.error().code, file, secret.error().message);
  return secret;
}

std::optional<std::string_view> only_line(std::string_view bytes) {
  const bool is_text = std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
  });
  if (!is_text) return bytes;
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  if (bytes.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
  return bytes;
}

}  // namespace keysieve
