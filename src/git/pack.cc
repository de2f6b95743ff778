#include "git/pack.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace keysieve {
namespace {

constexpr std::size_t header_size = 12;  // "PACK", version, count
constexpr std::size_t checksum_size = 20;

// What is wrong with the pack; empty when nothing is.
std::string flaw_of(Bytes bytes, const PackIndex& index) {
  if (bytes.size() < header_size + checksum_size) return "it is cut short";
  if (as_text(bytes.first(4)) != "PACK") return "it does not begin as a pack does";
  const std::uint32_t version = load_be32(bytes.data() + 4), count = load_be32(bytes.data() + 8);
  if (version != 2 && version != 3) return fmt::format("it says that its version is {}", version);
  if (count != index.size()) {
    return fmt::format("it says that it has {} objects, its index has {}", count, index.size());
  }
  const Bytes checksum = index.pack_checksum(), end = bytes.last(checksum_size);
  const bool same = std::equal(end.begin(), end.end(), checksum.begin());
  return same ? "" : "it does not end with the checksum that its index has of it";
}

}  // namespace

Bytes Pack::entries() const {
  const Bytes bytes = file.bytes();
  return bytes.first(bytes.size() - std::min(checksum_size, bytes.size()));
}

Result<Pack> open_pack(const std::filesystem::path& path) {
  auto index = PackIndex::open(std::filesystem::path(path).replace_extension(".idx"));
  if (!index) return index.error();
  auto file = MappedFile::open(path);
  if (!file) return file.error();
  std::string flaw = flaw_of(file->bytes(), *index);
  return Pack{path, *std::move(index), *std::move(file), std::move(flaw)};
}

}  // namespace keysieve
