// Packs that git would never write, byte by byte.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "keysieve/object.h"

namespace keysieve::test {

struct MadeEntry {
  ObjectId id;
  std::string bytes;  // header and stream
};

MadeEntry whole_blob(const ObjectId& id, const std::string& bytes);
MadeEntry delta_on(const ObjectId& base, const ObjectId& id, const std::string& delta);

// A delta that inserts `text` behind all of a base of `base_size` bytes.
std::string appending(std::size_t base_size, const std::string& text);

// Numbers as deltas and entries write them, and a zlib stream that compresses nothing.
std::string varint(std::uint64_t value);
std::string entry_header(int type, std::uint64_t size);
std::string stored(const std::string& bytes);

// Writes `name`.pack and .idx into the object folder of a repository.
void write_pack(const std::filesystem::path& objects, const std::string& name,
                std::vector<MadeEntry> entries);

}  // namespace keysieve::test
