// Most texts of a history are versions of one another. What a version differs in from the base of
// its delta is searched, a seventh of all; the rest holds what it held in the base.
//
// That is exact where a text is plain (see Plainness). Of each text in a slot it is known whether
// it is, and what was found in it. In a version of it
//   the core       is the lines that differ, with as many around them as a match may depend on;
//   what is found  in the core, and as many lines again around it, counts in the core;
//   what the base  holds in copied lines outside of the core is inherited.
// A version that may not be plain, its caller searches whole: so a finding never depends on how git
// stored a text. Nearly all texts hold nothing; they need no more than one search of the core.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/changed_lines.h"
#include "git/sweep.h"
#include "keysieve/detector.h"

namespace keysieve {

// For the texts that one thread of a sweep is handed, in that order.
class TextVersions {
 public:
  // `scratch` is the thread's own.
  TextVersions(const Detector& detector, Detector::Scratch* scratch)
      : detector_(&detector), scratch_(scratch) {}

  // The matches in `text`, as Detector::find() would find them; nothing if that can't be told from
  // its base. To be asked of every text; of those that are searched whole, note() what came out.
  std::optional<std::vector<Match>> matches(const SweptText& text);
  void note(const SweptText& text, Plainness plainness, std::vector<Match> matches);

 private:
  struct Known {
    Plainness plainness = Plainness::none;
    std::vector<Match> matches;
  };

  Known by_changes(const SweptText& text);
  Known with_margin(const SweptText& text, const std::vector<CopiedLines>& copied, int margin);
  Known search(std::string_view text, const std::vector<Span>& parts);
  const Known& base_of(const SweptText& text) const { return known_[text.delta->base_slot]; }

  const Detector* detector_;
  Detector::Scratch* scratch_;
  std::vector<Known> known_;  // by slot
  std::string lines_;
};

}  // namespace keysieve
