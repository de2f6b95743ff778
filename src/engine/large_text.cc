#include "engine/large_text.h"

#include <algorithm>
#include <utility>

#include "base/lines.h"
#include "detect/window.h"

namespace keysieve {
namespace {

constexpr std::size_t head_size = 8192;  // more than is looked at to tell how a text is written

}  // namespace

LargeText::LargeText(std::string_view path, const Detector& detector, Detector::Scratch* scratch,
                     const ScanOptions& options)
    : LargeText(
          [path, &detector, scratch, &options](std::string_view part, bool binary) {
            std::vector<Match> matches;
            detector.find_in_part({ObjectKind::blob, path, part}, binary, *scratch, &matches,
                                  options.explain ? Detector::Explain::yes : Detector::Explain::no);
            return matches;
          },
          options) {}

void LargeText::add(std::string_view bytes) {
  if (!begun_) {
    const std::size_t missing = std::min(head_size - head_.size(), bytes.size());
    head_ += bytes.substr(0, missing);
    bytes.remove_prefix(missing);
    if (head_.size() < head_size) return;
    begin();
  }
  while (!bytes.empty()) {  // bit by bit: text in UTF-16 grows
    const std::string_view next = bytes.substr(0, options_.limits.piece);
    wide_ ? add_text(wide_->convert(next)) : add_text(next);
    bytes.remove_prefix(next.size());
  }
}

void LargeText::begin() {
  begun_ = true;
  wide_ = Utf8Parts::begin(head_);
  const std::string_view head = head_;
  if (wide_) return add_text(wide_->convert(head.substr(wide_->mark_size())));
  add_text(without_mark(head));
}

std::vector<RegionMatch> LargeText::finish() {
  if (!begun_) begin();
  if (wide_) add_text(wide_->finish());
  search(text_.size());
  return std::move(found_);
}

void LargeText::add_text(std::string_view text) {
  const auto& [piece, margin] = std::pair(options_.limits.piece, options_.limits.margin);
  while (!text.empty()) {
    const std::size_t full = piece_ + piece + margin;
    const std::string_view next = text.substr(0, full - text_.size());
    text_ += next;
    text.remove_prefix(next.size());
    if (text_.size() < full) return;
    search(piece_ + piece);
    go_on_at(piece_ + piece);
  }
}

// Keeps what begins in the piece, which ends at `end`.
void LargeText::search(std::size_t end) {
  if (!binary_) binary_ = Detector::is_binary(text_);
  std::vector<Match> matches = find_(text_, *binary_);
  std::erase_if(matches, [&](const Match& match) {
    return match.span.begin < piece_ || match.span.begin >= end;
  });
  for (RegionMatch& found : located(text_, std::move(matches), options_)) {
    Region& region = found.region;
    if (region.start_line == 1) region.start_column += static_cast<std::uint32_t>(column_);
    if (region.end_line == 1) region.end_column += static_cast<std::uint32_t>(column_);
    region.start_line += newlines_;
    region.end_line += newlines_;
    found.match.span.begin += offset_;
    found.match.span.end += offset_;
    found_.push_back(std::move(found));
  }
}

// Lets go of what is before the margin of the next piece.
void LargeText::go_on_at(std::size_t piece) {
  std::size_t begin = piece - std::min(piece, options_.limits.margin);
  const std::size_t line = line_begin(text_, begin);
  const std::size_t before = line == 0 ? column_ : 0;  // of that line, before text_
  begin -= (begin - line + before) % window_stride;
  column_ = begin - line + before;
  newlines_ += static_cast<std::uint32_t>(
      std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  text_.erase(0, begin);
  offset_ += begin;
  piece_ = piece - begin;
}

}  // namespace keysieve
