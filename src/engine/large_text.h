// The search of a text that is too large to be searched as one, or even to be held.
//
// It is searched piece by piece, each together with a margin before it and one after it. What
// counts is what begins in the piece itself; no rule sees farther than the margin, so that is what
// a search of the whole would find there. Of a long line a piece begins where the detector's
// windows do (detect/window.h). Where pieces begin follows from the text alone, never from the
// parts in which it comes: it may be in memory or come out of zlib.
//
// One thing has a bound that it would not have in the whole: text that is encoded is decoded as far
// as its piece and the margin go, which is 256 KiB at the least.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detect/unicode_text.h"
#include "engine/find_in.h"

namespace keysieve {

class LargeText {
 public:
  // The matches in a part of the text, and those that it rejects if they are wanted.
  using Find = std::function<std::vector<Match>(std::string_view part, bool binary)>;

  LargeText(Find find, const ScanOptions& options) : find_(std::move(find)), options_(options) {}

  // What `detector` finds. `path` as in Blob.
  LargeText(std::string_view path, const Detector& detector, Detector::Scratch* scratch,
            const ScanOptions& options);

  // The next bytes of the text.
  void add(std::string_view bytes);

  // What find_in() would answer for all of them.
  std::vector<RegionMatch> finish();

  // The first bytes of it: all while there are few.
  std::string_view head() const { return head_; }

 private:
  void begin();
  void add_text(std::string_view text);
  void search(std::size_t end);
  void go_on_at(std::size_t piece);

  Find find_;
  const ScanOptions& options_;

  std::string head_;  // as stored: it tells how the text is written
  bool begun_ = false;
  std::optional<Utf8Parts> wide_;  // it is in UTF-16 or UTF-32
  std::optional<bool> binary_;

  std::string text_;            // from the margin before the piece on
  std::size_t piece_ = 0;       // where the piece begins in it
  std::size_t offset_ = 0;      // of text_ in the whole
  std::uint32_t newlines_ = 0;  // before text_
  std::size_t column_ = 0;      // how many bytes of its first line are before it
  std::vector<RegionMatch> found_;
};

}  // namespace keysieve
