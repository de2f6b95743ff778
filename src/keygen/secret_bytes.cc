// Memory for secrets. libsodium is started here, since nothing secret exists before it has memory.
#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <sodium.h>

#include "keysieve/keygen.h"

namespace keysieve {
namespace {

bool start_libsodium() {
  static const bool started = sodium_init() >= 0;
  return started;
}

}  // namespace

void SecretBytes::Free::operator()(char* data) const noexcept {
  sodium_free(data);
}

Result<SecretBytes> SecretBytes::allocate(std::size_t size) {
  if (!start_libsodium()) {
    return Error{ErrorCode::unsupported,
                 "cannot start libsodium: without its random generator no key can be made"};
  }
  SecretBytes bytes;
  bytes.data_.reset(static_cast<char*>(sodium_malloc(size)));
  if (bytes.data_ == nullptr) {
    const std::string why = std::generic_category().message(errno);
    return Error{ErrorCode::io,
                 fmt::format("cannot get {} bytes of guarded memory for a secret: {}", size, why)};
  }
  bytes.size_ = size;
  return bytes;
}

}  // namespace keysieve
