// The bytes of a file as they are needed once: read where there are few, mapped where there are
// many, so that a large file takes no memory that could not be taken back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/mapped_file.h"

namespace keysieve {

class FileText {
 public:
  explicit FileText(std::string bytes) : own_(std::move(bytes)) {}
  explicit FileText(MappedFile file) : mapped_(std::move(file)) {}

  std::string_view view() const { return mapped_ ? as_text(mapped_->bytes()) : own_; }

 private:
  std::string own_;
  std::optional<MappedFile> mapped_;
};

// A file of at most `limit` bytes.
Result<FileText> open_file_text(const std::filesystem::path& file, std::uint64_t limit);

}  // namespace keysieve
