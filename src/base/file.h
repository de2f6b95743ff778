// Plain files: read whole, written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "keysieve/error.h"

namespace keysieve {

// The bytes of a file of at most `limit` bytes.
Result<std::string> read_file(const std::filesystem::path& file,
                              std::size_t limit = std::size_t{1} << 30);

// All that standard input holds. A failure is not its end: what could not be read is not empty.
Result<std::string> read_standard_input();

// Replaces `file` by `bytes` through a temporary file beside it, so that nobody ever sees half of
// it; signals that end the program wait for that. `mode` is the permission bits of the new file. A
// link is replaced, not followed. A device or a pipe is written to as it is, and so is what
// /dev/stdout, /dev/stderr and /dev/fd/3 stand for.
Status write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode);

// Adds `bytes` to the end of `file`, which others may be writing to as well.
Status append_to_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace keysieve
