// From a text to candidates: one pass for the keywords of all rules, and for each keyword the
// regular expressions of its rules on what stands around it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detect/keyword_table.h"
#include "detect/matcher.h"
#include "keysieve/detector.h"

namespace keysieve {

// Safe to share between threads; each brings a Scratch of its own.
class CandidateSearch {
 public:
  // Buffers that one thread uses for one text after another.
  struct Scratch {
    std::span<RuleCost> costs;  // empty, or one a rule: to be added to
    std::vector<KeywordHit> hits;
    KeywordTable::Scratch table;
    struct LastWindow {
      Span window;
      std::uint64_t search = 0;  // in which it was asked about
    };
    std::vector<LastWindow> last_windows;  // by rule: hits ascend, so equal ones follow each other
    // The windows looked at last. Most rules see one line, the others a few around it.
    struct SharedFacts {
      WindowFacts facts;
      std::uint64_t search = 0;
    };
    std::array<SharedFacts, 4> facts;  // by the lines around, of which few rules see more than 3
    std::uint64_t searches = 0;
    std::vector<Candidate> candidates;
  };

  // `rules` must outlive the search.
  explicit CandidateSearch(std::span<const Rule> rules);

  // Appends what the rules match around their keywords in `text`; in a binary one only those that
  // know a secret by its form.
  void find(std::string_view text, bool binary, Scratch& scratch,
            std::vector<Candidate>* out) const;

  // Appends the lines of `text`, which is not binary, that decide what is found because of the
  // keywords in `lines`: see Detector::surroundings().
  void surroundings(std::string_view text, Span lines, Scratch& scratch,
                    std::vector<Span>* out) const;

  // Appends what the rules for small blobs match in `blob`.
  void find_in_whole(std::string_view blob, Scratch& scratch, std::vector<Candidate>* out) const;

  bool path_matches(std::size_t rule, std::string_view path) const {
    return matcher_.path_matches(rule, path);
  }

 private:
  // The keywords, each once, and by keyword the rules that have it.
  struct Keywords {
    explicit Keywords(std::span<const Rule> rules);
    std::vector<std::string> keywords;  // the table takes them
    std::vector<std::vector<std::size_t>> rules;
  };
  void match(std::size_t rule, std::string_view text, Span window, Scratch& scratch,
             std::vector<Candidate>* out) const;
  WindowFacts& facts_of(std::size_t rule, std::string_view text, Span window,
                        Scratch& scratch) const;
  void find_in_each_line(std::string_view text, Scratch& scratch,
                         std::vector<Candidate>* out) const;
  bool is_new(std::size_t rule, Span window, Scratch& scratch) const;
  int reach(std::size_t rule) const;
  bool may_hold(std::size_t rule, std::string_view text, Span line, std::size_t hit,
                Scratch& scratch) const;

  std::span<const Rule> rules_;
  Keywords keywords_;
  KeywordTable table_;
  Matcher matcher_;
  std::vector<std::size_t> whole_blob_rules_, every_line_rules_;
};

}  // namespace keysieve
