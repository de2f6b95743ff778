#include "git/pack.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace keysieve {
namespace {

constexpr std::size_t header_size = 12;  // "PACK", version, count
constexpr std::size_t checksum_size = 20;

bool ends_in_checksum(Bytes bytes, const PackIndex& index) {
  if (bytes.size() < checksum_size) return false;
  const Bytes checksum = index.pack_checksum(), end = bytes.last(checksum_size);
  return std::equal(end.begin(), end.end(), checksum.begin());
}

// What is wrong with the pack; empty when nothing is.
std::string flaw_of(Bytes bytes, const PackIndex& index) {
  if (bytes.size() < header_size + checksum_size) return "it is cut short";
  if (as_text(bytes.first(4)) != "PACK") return "it does not begin as a pack does";
  const std::uint32_t version = load_be32(bytes.data() + 4), count = load_be32(bytes.data() + 8);
  if (version != 2 && version != 3) return fmt::format("it says that its version is {}", version);
  if (count != index.size()) {
    return fmt::format("it says that it has {} objects, its index has {}", count, index.size());
  }
  return ends_in_checksum(bytes, index)
             ? ""
             : "it does not end with the checksum that its index has of it";
}

}  // namespace

Bytes Pack::entries() const {
  const Bytes bytes = file.bytes();
  return ends_in_checksum ? bytes.first(bytes.size() - checksum_size) : bytes;
}

Result<Pack> open_pack(const std::filesystem::path& path, IdsCheck check) {
  auto index = PackIndex::open(std::filesystem::path(path).replace_extension(".idx"), check);
  if (!index) return index.error();
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::string flaw = flaw_of(file->bytes(), *index);
  const bool checksum = ends_in_checksum(file->bytes(), *index);
  return Pack{path, *std::move(index), *std::move(file), std::move(flaw), checksum};
}

}  // namespace keysieve
