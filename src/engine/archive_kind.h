// What a text is an archive of, told by its first bytes: so text costs nothing, and nothing is
// guessed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keysieve {

enum class ArchiveKind : std::uint8_t { none, zip, tar, gzip, bzip2, xz, zstd };

inline constexpr std::size_t archive_head = 512;  // as many bytes tell the kind

ArchiveKind archive_kind(std::string_view bytes);

}  // namespace keysieve
