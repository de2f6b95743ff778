#include "base/file_text.h"

#include <algorithm>
#include <cstdint>
#include <system_error>

#include "base/file.h"

namespace keysieve {
namespace {

constexpr std::uint64_t worth_mapping = 16u << 20;

// Of what is no plain file, such as a pipe, nobody knows the size beforehand.
constexpr std::uint64_t largest_read = 256u << 20;

}  // namespace

Result<FileText> open_file_text(const std::filesystem::path& file, std::uint64_t limit) {
  std::error_code error;
  const bool plain = std::filesystem::is_regular_file(file, error);
  const std::uint64_t size = plain ? std::filesystem::file_size(file, error) : 0;
  if (!error && size > worth_mapping && size <= limit) {
    auto mapped = MappedFile::open(file);
    if (!mapped) return mapped.error();
    return FileText(*std::move(mapped));
  }
  auto bytes = read_file(file, std::min(limit, largest_read));
  if (!bytes) return bytes.error();
  return FileText(*std::move(bytes));
}

}  // namespace keysieve
