#include "keysieve/detector.h"

#include <algorithm>
#include <map>

#include "detect/inline_mark.h"
#include "detect/judge.h"
#include "detect/keyword_table.h"
#include "detect/matcher.h"
#include "detect/overlap.h"
#include "detect/place.h"
#include "detect/rule_kind.h"
#include "detect/window.h"

namespace keysieve {
namespace {

constexpr std::size_t whole_blob_limit = 512;
constexpr std::size_t binary_probe = 8000;  // as git does: text has no NUL in its first bytes

bool is_binary(std::string_view bytes) {
  return bytes.substr(0, binary_probe).find('\0') != std::string_view::npos;
}

// Keywords, and by each the rules that have it.
struct KeywordRules {
  std::vector<std::string> keywords;
  std::vector<std::vector<std::size_t>> rules;
};

KeywordRules keyword_rules(std::span<const Rule> rules) {
  std::map<std::string, std::vector<std::size_t>> by_keyword;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (rules[rule].whole_blob) continue;
    for (const std::string& keyword : rules[rule].keywords) by_keyword[keyword].push_back(rule);
  }
  KeywordRules result;
  for (auto& [keyword, users] : by_keyword) {
    result.keywords.push_back(keyword);
    result.rules.push_back(std::move(users));
  }
  return result;
}

}  // namespace

struct Detector::Compiled {
  explicit Compiled(RuleSet set)
      : rules(std::move(set)),
        by_keyword(keyword_rules(rules.rules())),
        table(by_keyword.keywords),
        matcher(rules.rules()) {
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
      if (rules.rules()[rule].whole_blob) whole_blob_rules.push_back(rule);
    }
  }

  void collect(std::string_view bytes, Scratch& scratch) const;
  void collect_around_keywords(std::string_view bytes, bool binary, Scratch& scratch) const;
  Match judged(const Blob& blob, const Candidate& candidate) const;

  RuleSet rules;
  KeywordRules by_keyword;
  KeywordTable table;
  Matcher matcher;
  std::vector<std::size_t> whole_blob_rules;
};

// Buffers that one thread uses for one blob after another.
class Detector::Scratch {
 public:
  struct Hit {
    std::size_t last_byte, keyword;
  };
  std::vector<Hit> hits;
  std::vector<Span> last_window;  // by rule: hits ascend, so equal windows follow each other
  std::vector<Candidate> candidates;
  std::vector<Match> matches;
};

void Detector::Compiled::collect_around_keywords(std::string_view bytes, bool binary,
                                                 Scratch& scratch) const {
  scratch.last_window.assign(rules.rules().size(), Span{});
  Span line = line_around(bytes, scratch.hits.front().last_byte);
  for (const Scratch::Hit& hit : scratch.hits) {
    if (hit.last_byte > line.end) line = line_around(bytes, hit.last_byte);
    for (const std::size_t index : by_keyword.rules[hit.keyword]) {
      const Rule& rule = rules.rules()[index];
      if (binary && kind_of(rule) != RuleKind::structural) continue;
      const Span window = window_around(bytes, line, hit.last_byte, rule.context_lines);
      if (window == scratch.last_window[index]) continue;
      scratch.last_window[index] = window;
      matcher.match(index, bytes, window, &scratch.candidates);
    }
  }
}

// Each candidate once, by place, then rule.
void Detector::Compiled::collect(std::string_view bytes, Scratch& scratch) const {
  scratch.hits.clear();
  scratch.candidates.clear();
  table.scan(bytes, [&](std::size_t end, std::size_t keyword) {
    scratch.hits.push_back({end - 1, keyword});
  });
  if (!scratch.hits.empty()) collect_around_keywords(bytes, is_binary(bytes), scratch);
  if (bytes.size() <= whole_blob_limit) {
    for (const std::size_t rule : whole_blob_rules) {
      matcher.match(rule, bytes, {0, bytes.size()}, &scratch.candidates);
    }
  }
  auto& candidates = scratch.candidates;
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.secret, a.rule, a.name) < std::tie(b.secret, b.rule, b.name);
  });
  const auto same = [](const Candidate& a, const Candidate& b) {
    return a.secret == b.secret && a.rule == b.rule;
  };
  candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
}

Match Detector::Compiled::judged(const Blob& blob, const Candidate& candidate) const {
  const Rule& rule = rules.rules()[candidate.rule];
  Match match = judge(rule, blob.bytes, candidate);
  match.mark = inline_mark(blob.bytes, match.span, rule.id);
  return match;
}

Detector::Detector(RuleSet rules) : compiled_(std::make_unique<Compiled>(std::move(rules))) {}
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;
Detector::~Detector() = default;

const RuleSet& Detector::rules() const {
  return compiled_->rules;
}

void Detector::FreeScratch::operator()(Scratch* scratch) const noexcept {
  delete scratch;
}

Detector::ScratchHandle Detector::new_scratch() const {
  return ScratchHandle(new Scratch());
}

void Detector::find(const Blob& blob, Scratch& scratch, std::vector<Match>* out,
                    Explain explain) const {
  compiled_->collect(blob.bytes, scratch);
  if (scratch.candidates.empty()) return;
  auto& matches = scratch.matches;
  matches.clear();
  for (const Candidate& candidate : scratch.candidates) {
    matches.push_back(compiled_->judged(blob, candidate));
  }
  // By the content alone, so that the same match stands whether the path is known yet or not.
  reject_overlapped(rules().rules(), &matches);
  const bool place_known = !blob.path.empty() || blob.kind != ObjectKind::blob;
  for (Match& match : matches) {
    if (place_known && match.verdict.accepted) match.verdict = weigh_place(match, blob.path);
    if (match.verdict.accepted || explain == Explain::yes) out->push_back(std::move(match));
  }
}

Verdict Detector::weigh_place(const Match& match, std::string_view path) const {
  const Rule& rule = rules().rules()[match.rule];
  if (!compiled_->matcher.path_matches(match.rule, path)) {
    Verdict verdict = match.verdict;
    verdict.accepted = false;
    verdict.reason = "the rule holds only in files whose path matches " + rule.path;
    return verdict;
  }
  return weigh_path(rule, match, path);
}

}  // namespace keysieve
