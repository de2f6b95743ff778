#include "made_pack.h"

#include <algorithm>
#include <fstream>

#include "git/inflate.h"

namespace keysieve::test {
namespace {

std::string big_endian(std::uint64_t value, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 255);
  }
  return bytes;
}

std::uint32_t adler32_of(const std::string& bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

const std::string no_checksum(
    20, '\0');  // nobody looks whether it is right, only whether it is the same

}  // namespace

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 128; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}

std::string entry_header(int type, std::uint64_t size) {
  const auto first = static_cast<char>(static_cast<std::uint64_t>(type) << 4 | (size & 15));
  if (size < 16) return {first};
  return static_cast<char>(first | 128) + varint(size >> 4);
}

std::string stored(const std::string& bytes) {
  const auto little_endian = [](std::size_t value) {
    return std::string{static_cast<char>(value & 255), static_cast<char>(value >> 8 & 255)};
  };
  constexpr std::size_t largest_block = 65535;
  std::string stream = "\x78\x01";
  std::size_t at = 0;
  do {
    const std::string block = bytes.substr(at, largest_block);
    at += block.size();
    stream += static_cast<char>(at == bytes.size() ? 1 : 0);
    stream += little_endian(block.size()) + little_endian(~block.size()) + block;
  } while (at < bytes.size());
  return stream + big_endian(adler32_of(bytes), 4);
}

MadeEntry whole_blob(const ObjectId& id, const std::string& bytes) {
  return {id, entry_header(3, bytes.size()) + stored(bytes)};
}

MadeEntry delta_on(const ObjectId& base, const ObjectId& id, const std::string& delta) {
  return {id, entry_header(7, delta.size()) + std::string(base.bytes.begin(), base.bytes.end()) +
                  stored(delta)};
}

std::string appending(std::size_t base_size, const std::string& text) {
  const std::string copy = {static_cast<char>(0xB0), static_cast<char>(base_size & 255),
                            static_cast<char>(base_size >> 8)};
  return varint(base_size) + varint(base_size + text.size()) + copy +
         static_cast<char>(text.size()) + text;
}

void write_pack(const std::filesystem::path& objects, const std::string& name,
                std::vector<MadeEntry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const MadeEntry& a, const MadeEntry& b) { return a.id < b.id; });
  std::string pack = "PACK" + big_endian(2, 4) + big_endian(entries.size(), 4);
  std::string ids, crcs, offsets, fan_out;
  for (const MadeEntry& entry : entries) {
    ids.append(entry.id.bytes.begin(), entry.id.bytes.end());
    crcs += big_endian(crc32_of(bytes_of(entry.bytes)), 4);
    offsets += big_endian(pack.size(), 4);
    pack += entry.bytes;
  }
  for (int byte = 0; byte < 256; ++byte) {
    fan_out += big_endian(static_cast<std::uint64_t>(std::count_if(
                              entries.begin(), entries.end(),
                              [&](const MadeEntry& entry) { return entry.id.bytes[0] <= byte; })),
                          4);
  }
  const std::filesystem::path file = objects / "pack" / name;
  std::ofstream(file.string() + ".pack", std::ios::binary) << pack + no_checksum;
  std::ofstream(file.string() + ".idx", std::ios::binary)
      << "\377tOc" + big_endian(2, 4) + fan_out + ids + crcs + offsets + no_checksum + no_checksum;
}

}  // namespace keysieve::test
