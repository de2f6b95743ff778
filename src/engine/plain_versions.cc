#include "engine/plain_versions.h"

#include <algorithm>

#include "engine/archive_kind.h"
#include "engine/changed_lines.h"

namespace keysieve {
namespace {

// Rules for whole files see none that are larger.
constexpr std::size_t small = 512;

// Whether a text may be read as anything but lines of bytes: as binary, as an archive (a small one
// may hold no NUL), or in UTF-16 or UTF-32. A byte order mark in UTF-8 belongs to no line.
bool is_peculiar(std::string_view bytes) {
  constexpr std::size_t probe = 8192;
  const auto first = static_cast<unsigned char>(bytes.front());
  return first >= 0xEF || archive_kind(bytes) != ArchiveKind::none ||
         bytes.substr(0, probe).find('\0') != std::string_view::npos;
}

}  // namespace

bool PlainVersions::is_plain(const SweptText& text) {
  if (text.kind != ObjectKind::blob) return false;
  const bool plain = text.delta != nullptr && plain_[text.delta->base_slot] &&
                     text.bytes.size() > small && !is_peculiar(text.bytes) &&
                     changes_are_plain(text);
  note(text, plain);
  return plain;
}

void PlainVersions::note(const SweptText& text, bool plain) {
  if (text.kind != ObjectKind::blob) return;
  if (text.slot >= plain_.size()) plain_.resize(text.slot + std::size_t{1}, false);
  plain_[text.slot] = plain;
}

bool PlainVersions::changes_are_plain(const SweptText& text) {
  const std::vector<Span> parts = changed_lines(text.bytes, *text.delta, Detector::change_margin);
  return std::all_of(parts.begin(), parts.end(), [&](Span part) {
    const std::string_view lines = text.bytes.substr(part.begin, part.end - part.begin);
    if (lines.find('\0') != std::string_view::npos) return false;  // it would count as binary
    unused_.clear();
    return detector_->find({ObjectKind::blob, "", lines}, *scratch_, &unused_);
  });
}

}  // namespace keysieve
