// Most texts of a history are versions of one another. What a version differs in from the base of
// its delta is searched, a seventh of all; the rest holds what it held in the base.
//
// What is found in a text depends on its surroundings alone (Detector::surroundings): the lines
// around keywords, and around what may be encoded. They are few, and far apart. Of each text in a
// slot they are kept, with what was found in them. In a version of it
//   surroundings  that were copied as they are, with what is found in them, are inherited;
//   changed lines, and what was copied of surroundings that were torn apart, are searched for new
//                 ones;
//   what is found in new ones is searched for, and in those that they reach into.
// So a finding never depends on how git stored a text.
#pragma once

#include <optional>
#include <vector>

#include "engine/barren_texts.h"
#include "engine/changed_lines.h"
#include "git/sweep.h"
#include "keysieve/detector.h"

namespace keysieve {

// Lines of which nothing came, in any text of any thread.
struct BarrenLines {
  BarrenTexts without_surroundings{19};
  BarrenTexts without_matches{16};
};

// For the texts that one thread of a sweep is handed, in that order.
class TextVersions {
 public:
  // `scratch` is the thread's own, `barren` that of all threads. Texts that are larger than
  // `largest` are left to others.
  TextVersions(const Detector& detector, Detector::Scratch* scratch, BarrenLines* barren,
               std::size_t largest)
      : detector_(&detector), scratch_(scratch), barren_(barren), largest_(largest) {}

  // The matches in `text`, as Detector::find() would find them; nothing if it is not read as lines.
  // To be asked of every text, since those that come later may be versions of it.
  std::optional<std::vector<Match>> matches(const SweptText& text);

 private:
  struct Known {
    bool read = false;
    std::vector<Span> surroundings;  // ascending, apart
    std::vector<Match> matches;
  };

  // Surroundings of a version. Those with a source are copied from the base's, which begin there.
  struct Part {
    Span lines;
    std::optional<std::size_t> source;
  };

  Known known(const SweptText& text);
  std::vector<Part> parts(const SweptText& text, const Known& base);
  std::vector<Part> all_new(std::string_view text, const std::vector<Span>& lines);
  static std::vector<Part> joined(std::vector<Part> parts);
  void cut(std::string_view text, Span lines);
  void search(std::string_view text, Span part, std::vector<Match>* out);

  const Detector* detector_;
  Detector::Scratch* scratch_;
  BarrenLines* barren_;
  std::size_t largest_;
  std::vector<Known> known_;  // by slot

  struct Chunk {
    Span lines;
    BarrenTexts::Key key;
  };
  std::vector<Chunk> chunks_;
  std::vector<Span> found_;
};

}  // namespace keysieve
