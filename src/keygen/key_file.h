// Files that hold keys: where they may lie, and how they are replaced at once, by nobody else to be
// read.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "keysieve/env_file.h"

namespace keysieve {

struct StandingFile {
  unsigned mode = 0;  // permission bits
  uid_t owner = 0;
  gid_t group = 0;
  // To tell whether somebody else wrote it meanwhile.
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t changed = 0;  // in nanoseconds
};

struct KeyFile {
  std::filesystem::path asked;   // as it was given
  std::filesystem::path folder;  // without links
  std::filesystem::path file;    // in it
  std::optional<StandingFile> standing;
};

// Where `file` really is. Refused: what env_file.h says.
Result<KeyFile> find_key_file(const std::filesystem::path& file);

// What stands there; nothing: an empty text.
Result<SecretBytes> read_key_file(const KeyFile& place);

// Replaces it, or makes it.
Status replace_key_file(const KeyFile& place, std::string_view bytes);

}  // namespace keysieve
