#include "engine/archive_kind.h"

namespace keysieve {

using namespace std::string_view_literals;

ArchiveKind archive_kind(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, archive_head);
  if (head.starts_with("PK\3\4"sv)) return ArchiveKind::zip;  // an empty one begins otherwise
  if (head.starts_with("\x1f\x8b\x08"sv)) return ArchiveKind::gzip;
  if (head.starts_with("BZh"sv) && head.find("1AY&SY"sv) == 4) return ArchiveKind::bzip2;
  if (head.starts_with("\xfd\x37zXZ\0"sv)) return ArchiveKind::xz;
  if (head.starts_with("\x28\xb5\x2f\xfd"sv)) return ArchiveKind::zstd;
  if (head.size() == archive_head && head.substr(257, 5) == "ustar"sv) return ArchiveKind::tar;
  return ArchiveKind::none;
}

}  // namespace keysieve
