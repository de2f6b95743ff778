// Most texts of a history are versions of one another, and hold nothing. Of a version of a plain
// text (see Detector::find) only the lines that its delta brings are searched, a seventh of all.
//
// That answers one question: is this version plain, too? Where it may not be, the caller searches
// the whole of it; so a finding never depends on how git stored a text.
#pragma once

#include <vector>

#include "git/sweep.h"
#include "keysieve/detector.h"

namespace keysieve {

// For the texts that one thread of a sweep is handed, in that order.
class PlainVersions {
 public:
  // `scratch` is the thread's own.
  PlainVersions(const Detector& detector, Detector::Scratch* scratch)
      : detector_(&detector), scratch_(scratch) {}

  // Whether `text` is plain by what it differs in from its base, and so holds nothing. False says
  // nothing. To be asked of every blob; of those that are searched whole, note() what came out.
  bool is_plain(const SweptText& text);
  void note(const SweptText& text, bool plain);

 private:
  bool changes_are_plain(const SweptText& text);

  const Detector* detector_;
  Detector::Scratch* scratch_;
  std::vector<bool> plain_;  // by slot
  std::vector<Match> unused_;
};

}  // namespace keysieve
