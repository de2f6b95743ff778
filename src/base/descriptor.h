// A file that is open, for as long as somebody has its descriptor.
#pragma once

#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "keysieve/error.h"

namespace keysieve {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}  // below 0: it could not be opened
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

// Writes all of `bytes`, whatever signals come. False: not all of it, for the reason in errno.
bool write_all(int fd, std::string_view bytes);

// Reads all that is left, whatever signals come. Nothing: it fails, for the reason in errno.
std::optional<std::string> read_all(int fd);

// "cannot open shop.env: Permission denied", where `number` is the reason.
Error io_error(std::string_view what, const std::filesystem::path& file, int number = errno);

}  // namespace keysieve
