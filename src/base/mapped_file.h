// A file as read-only memory.
//
// A mapped file that somebody cuts short, or that the disk fails to deliver, raises SIGBUS where it
// is touched, far from any place that could return an error. So the first mapping installs a
// handler for the whole process: a fault inside one of our mappings puts zeros over the rest of it
// and notes that it was cut, and reading goes on; whoever reads has checksums to find out. Any
// other fault goes to the handler that was there before.
#pragma once

#include <filesystem>

#include "base/bytes.h"
#include "keysieve/error.h"

namespace keysieve {

struct MappingWatch;  // what the signal handler knows of a mapping

class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  Bytes bytes() const { return bytes_; }

  // Asks for all of the file to be in memory soon.
  void will_need() const;

  // `part` will not be needed soon: it need not count as this process's memory any more.
  void forget(Bytes part) const;

  // Whether a part of the file could not be had when it was touched: it reads as zeros.
  bool was_cut() const;

 private:
  MappedFile(Bytes bytes, MappingWatch* watch) : bytes_(bytes), watch_(watch) {}

  Bytes bytes_;
  MappingWatch* watch_ = nullptr;  // null: nothing is mapped
};

}  // namespace keysieve
