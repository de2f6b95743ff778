// From a text to candidates: one pass for the keywords of all rules, and for each keyword the
// regular expressions of its rules on what stands around it.
#pragma once

#include <cstddef>
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
  // Rules that see more lines than this around a keyword see many.
  static constexpr int few_context_lines = 3;

  // Buffers that one thread uses for one text after another.
  struct Scratch {
    std::span<RuleCost> costs;  // empty, or one a rule: to be added to
    std::vector<KeywordHit> hits;
    KeywordTable::Scratch table;
    std::vector<Span> last_window;  // by rule: hits ascend, so equal windows follow each other
    int context = 0;  // the most context lines of a rule that has a keyword in the last text
  };

  // `rules` must outlive the search.
  explicit CandidateSearch(std::span<const Rule> rules);

  // Appends what the rules match around their keywords in `text`; in a binary one only those that
  // know a secret by its form.
  void find(std::string_view text, bool binary, Scratch& scratch,
            std::vector<Candidate>* out) const;

  // Appends what the rules for small blobs match in `blob`.
  void find_in_whole(std::string_view blob, Scratch& scratch, std::vector<Candidate>* out) const;

  bool path_matches(std::size_t rule, std::string_view path) const {
    return matcher_.path_matches(rule, path);
  }

 private:
  // The keywords, each once, and by keyword the rules that have it.
  struct Keywords {
    explicit Keywords(std::span<const Rule> rules);
    std::vector<std::string> keywords;
    std::vector<std::vector<std::size_t>> rules;
  };
  void match(std::size_t rule, std::string_view text, Span window, Scratch& scratch,
             std::vector<Candidate>* out) const;
  void find_in_each_line(std::string_view text, Scratch& scratch,
                         std::vector<Candidate>* out) const;

  std::span<const Rule> rules_;
  Keywords keywords_;
  KeywordTable table_;
  Matcher matcher_;
  std::vector<std::size_t> whole_blob_rules_, every_line_rules_;
};

}  // namespace keysieve
