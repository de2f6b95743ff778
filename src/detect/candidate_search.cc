#include "detect/candidate_search.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/stage_clock.h"
#include "detect/rule_kind.h"
#include "detect/window.h"

namespace keysieve {
namespace {

constexpr std::size_t whole_blob_limit = 512;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// How many lines away what stands beside a match may be.
int lines_to_companions(const Rule& rule) {
  int lines = 0;
  for (const Companion& companion : rule.companions) lines = std::max(lines, companion.lines);
  return lines;
}

}  // namespace

CandidateSearch::Keywords::Keywords(std::span<const Rule> all_rules) {
  std::vector<std::pair<std::string_view, std::size_t>> uses;
  for (std::size_t rule = 0; rule < all_rules.size(); ++rule) {
    if (all_rules[rule].whole_blob) continue;
    for (const std::string& keyword : all_rules[rule].keywords) uses.emplace_back(keyword, rule);
  }
  std::sort(uses.begin(), uses.end());
  for (const auto& [keyword, rule] : uses) {
    if (keywords.empty() || keywords.back() != keyword) {
      keywords.emplace_back(keyword);
      rules.emplace_back();
    }
    if (rules.back().empty() || rules.back().back() != rule) rules.back().push_back(rule);
  }
}

CandidateSearch::CandidateSearch(std::span<const Rule> rules)
    : rules_(rules), keywords_(rules), table_(std::move(keywords_.keywords)), matcher_(rules) {
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (rules[rule].whole_blob) whole_blob_rules_.push_back(rule);
    if (rules[rule].every_line) every_line_rules_.push_back(rule);
  }
}

WindowFacts& CandidateSearch::facts_of(std::size_t rule, std::string_view text, Span window,
                                       Scratch& scratch) const {
  const auto lines = static_cast<std::size_t>(rules_[rule].context_lines);
  auto& [facts, search] = scratch.facts[lines % scratch.facts.size()];
  if (search != scratch.searches || facts.window() != window) facts.look_at(text, window);
  search = scratch.searches;
  return facts;
}

void CandidateSearch::match(std::size_t rule, std::string_view text, Span window, Scratch& scratch,
                            std::vector<Candidate>* out) const {
  WindowFacts& facts = facts_of(rule, text, window, scratch);
  if (scratch.costs.empty()) return matcher_.match(rule, facts, out);
  const std::size_t before = out->size();
  RuleCost& cost = scratch.costs[rule];
  const auto start = std::chrono::steady_clock::now();
  matcher_.match(rule, facts, out);
  cost.seconds += seconds_since(start);
  cost.windows += 1;
  cost.matches += out->size() - before;
}

// Whether the rule was not asked about the window just before, in the same text.
bool CandidateSearch::is_new(std::size_t rule, Span window, Scratch& scratch) const {
  scratch.last_windows.resize(rules_.size());
  Scratch::LastWindow& last = scratch.last_windows[rule];
  if (last.search == scratch.searches && last.window == window) return false;
  last = {window, scratch.searches};
  return true;
}

void CandidateSearch::find(std::string_view text, bool binary, Scratch& scratch,
                           std::vector<Candidate>* out) const {
  ++scratch.searches;
  scratch.hits.clear();
  {
    const StageScope stage(Stage::prefilter, text.size());
    table_.scan(text, {0, text.size()}, scratch.table, &scratch.hits);
  }
  if (!every_line_rules_.empty()) find_in_each_line(text, scratch, out);
  if (scratch.hits.empty()) return;
  const StageScope stage(Stage::regex);
  Span line;
  for (const KeywordHit& hit : scratch.hits) {
    const std::size_t last_byte = hit.end - 1;
    if (hit.end > line.end) line = line_around(text, last_byte);
    for (const std::size_t rule : keywords_.rules[hit.keyword]) {
      if (binary && kind_of(rules_[rule]) != RuleKind::structural) continue;
      if (!scratch.costs.empty()) ++scratch.costs[rule].keyword_hits;
      const Span window = window_around(text, line, last_byte, rules_[rule].context_lines);
      if (is_new(rule, window, scratch)) match(rule, text, window, scratch, out);
    }
  }
}

// On how many lines before and after a keyword it depends what the rule finds. A match may stand as
// many lines away as the rule sees; whether it counts is judged by the line before it, where it may
// be marked as allowed, and by its companions. Of what overlaps it, the lines overlap as well.
int CandidateSearch::reach(std::size_t rule) const {
  return rules_[rule].context_lines + std::max(1, lines_to_companions(rules_[rule]));
}

// Whether the rule may find anything because of this keyword, whatever the lines beside it become.
bool CandidateSearch::may_hold(std::size_t rule, std::string_view text, Span line, std::size_t hit,
                               Scratch& scratch) const {
  if (rules_[rule].context_lines > 0) return true;
  const Span window = window_around(text, line, hit, 0);
  if (!is_new(rule, window, scratch)) return false;  // as it was answered
  scratch.candidates.clear();
  matcher_.match(rule, facts_of(rule, text, window, scratch), &scratch.candidates);
  return !scratch.candidates.empty();
}

void CandidateSearch::surroundings(std::string_view text, Span lines, Scratch& scratch,
                                   std::vector<Span>* out) const {
  if (!every_line_rules_.empty()) return out->push_back({0, text.size()});
  ++scratch.searches;
  scratch.hits.clear();
  {
    const StageScope stage(Stage::prefilter, lines.end - lines.begin);
    table_.scan(text, lines, scratch.table, &scratch.hits);
  }
  if (scratch.hits.empty()) return;
  const StageScope stage(Stage::regex);
  Span line;
  int farthest = 0;  // of the keywords in the line
  for (const KeywordHit& hit : scratch.hits) {
    const std::size_t last_byte = hit.end - 1;
    if (hit.end > line.end) {
      line = line_around(text, last_byte);
      farthest = 0;
    }
    const int before = farthest;
    for (const std::size_t rule : keywords_.rules[hit.keyword]) {
      const bool farther = reach(rule) > farthest;
      if (farther && may_hold(rule, text, line, last_byte, scratch)) farthest = reach(rule);
    }
    if (farthest > before) out->push_back(with_lines_around(text, line, farthest));
  }
}

void CandidateSearch::find_in_each_line(std::string_view text, Scratch& scratch,
                                        std::vector<Candidate>* out) const {
  for (Span line; line.begin < text.size(); line.begin = line.end + 1) {
    line = line_around(text, line.begin);
    // A long line has windows at each stride: see window_around().
    for (std::size_t at = line.begin; at < line.end; at += max_line_window - window_stride) {
      for (const std::size_t rule : every_line_rules_) {
        match(rule, text, window_around(text, line, at, rules_[rule].context_lines), scratch, out);
      }
    }
  }
}

void CandidateSearch::find_in_whole(std::string_view blob, Scratch& scratch,
                                    std::vector<Candidate>* out) const {
  if (blob.size() > whole_blob_limit) return;
  const StageScope stage(Stage::regex);
  ++scratch.searches;
  for (const std::size_t rule : whole_blob_rules_) {
    match(rule, blob, {0, blob.size()}, scratch, out);
  }
}

}  // namespace keysieve
