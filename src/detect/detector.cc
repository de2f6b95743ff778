#include "keysieve/detector.h"

#include <algorithm>
#include <set>

#include "base/stage_clock.h"
#include "detect/allowlists.h"
#include "detect/candidate_search.h"
#include "detect/companions.h"
#include "detect/encoded.h"
#include "detect/inline_mark.h"
#include "detect/judge.h"
#include "detect/overlap.h"
#include "detect/place.h"

namespace keysieve {
namespace {

constexpr std::size_t binary_probe = 8000;  // as git does: text has no NUL in its first bytes

// What is encoded may hold what is encoded: three times is as deep as people go.
constexpr int deepest_encoding = 3;

// The spans of the accepted ones of a text's matches: disjoint and ascending.
std::vector<Span> accepted_spans(std::span<const Match> matches) {
  std::vector<Span> spans;
  for (const Match& match : matches) {
    if (match.verdict.accepted) spans.push_back(match.span);
  }
  return spans;
}

bool overlaps_any(std::span<const Span> spans, Span span) {
  const auto next = std::partition_point(spans.begin(), spans.end(),
                                         [&](Span other) { return other.end <= span.begin; });
  return next != spans.end() && next->begin < span.end;
}

// The rules and the secrets that they matched in `part` of a text whose matches are in order: in it
// alone, so that the rest of a text counts nothing.
std::set<std::pair<std::size_t, std::string>> secrets_in(std::span<const Match> matches,
                                                         Span part) {
  std::set<std::pair<std::size_t, std::string>> secrets;
  auto match = std::partition_point(matches.begin(), matches.end(),
                                    [&](const Match& m) { return m.span.begin < part.begin; });
  for (; match != matches.end() && match->span.begin < part.end; ++match) {
    secrets.emplace(match->rule, match->secret);
  }
  return secrets;
}

// By place, then rule; one of those that stand twice in the same encoded text.
void order(std::vector<Match>* matches) {
  const auto key = [](const Match& match) {
    return std::tie(match.span, match.rule, match.secret);
  };
  std::stable_sort(matches->begin(), matches->end(),
                   [&](const Match& a, const Match& b) { return key(a) < key(b); });
  const auto same = [&](const Match& a, const Match& b) { return key(a) == key(b); };
  matches->erase(std::unique(matches->begin(), matches->end(), same), matches->end());
}

void reject(Verdict* verdict, std::string reason) {
  verdict->accepted = false;
  verdict->reason = std::move(reason);
}

}  // namespace

struct Detector::Compiled {
  Compiled(RuleSet set, double least)
      : rules(std::move(set)),
        min_confidence(least),
        search(rules.rules()),
        allowlists(rules.rules()),
        companions(rules.rules()) {}

  std::vector<Match> judged(std::string_view bytes, Scratch& scratch, Explain explain) const;
  void look_inside(std::string_view text, int depth, Scratch& scratch, Explain explain,
                   std::vector<Match>* matches) const;

  RuleSet rules;
  double min_confidence;
  CandidateSearch search;
  Allowlists allowlists;
  Companions companions;
};

// Buffers that one thread uses for one blob after another.
class Detector::Scratch {
 public:
  CandidateSearch::Scratch search;
  std::vector<Candidate> candidates;
};

// The matches that the candidates are, each once, by place, then rule. They are judged by
// the content alone, so that the same one stands whether the path is known yet or not.
std::vector<Match> Detector::Compiled::judged(std::string_view bytes, Scratch& scratch,
                                              Explain explain) const {
  auto& candidates = scratch.candidates;
  if (candidates.empty()) return {};
  const StageScope stage(Stage::judge);
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.secret, a.rule, a.name) < std::tie(b.secret, b.rule, b.name);
  });
  const auto same = [](const Candidate& a, const Candidate& b) {
    return a.secret == b.secret && a.rule == b.rule;
  };
  candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
  std::vector<Match> matches;
  matches.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    const Rule& rule = rules.rules()[candidate.rule];
    matches.push_back(judge(rule, bytes, candidate, min_confidence, explain));
    Match& match = matches.back();
    match.mark = inline_mark(bytes, candidate.secret, rule.id);
    if (!match.verdict.accepted) continue;
    if (auto reason = allowlists.content_reason(bytes, candidate, &match.half_allowed)) {
      reject(&match.verdict, *std::move(reason));
    }
    companions.add(bytes, &match);
  }
  reject_overlapped(rules.rules(), &matches);
  return matches;
}

// Appends the matches in what is encoded in `text`, whose own are in `*matches`. Where a rule takes
// the encoded text itself for a secret, it is one, and what it encodes is no second.
void Detector::Compiled::look_inside(std::string_view text, int depth, Scratch& scratch,
                                     Explain explain, std::vector<Match>* matches) const {
  const StageScope stage(Stage::decode);
  const std::vector<EncodedText> inside = encoded_texts(text);
  if (inside.empty()) return;
  const auto taken = accepted_spans(*matches);
  const std::size_t own = matches->size();
  for (const EncodedText& inner : inside) {
    if (overlaps_any(taken, inner.span)) continue;
    scratch.candidates.clear();
    search.find(inner.text, false, scratch.search, &scratch.candidates);
    std::vector<Match> found = judged(inner.text, scratch, explain);
    if (depth < deepest_encoding) look_inside(inner.text, depth + 1, scratch, explain, &found);
    // What no escape hides is judged as it stands.
    const auto judged_as_it_stands = secrets_in(std::span(*matches).first(own), inner.span);
    for (Match& match : found) {
      if (judged_as_it_stands.contains({match.rule, match.secret})) continue;
      match.span = inner.span;
      // Whatever the file's syntax, an .env in it may have texts without quotes. JSON has none, and
      // the source map in a script is full of code.
      if (!inner.text.starts_with('{')) match.quoted = true;
      for (const std::size_t edge : {inner.span.begin, inner.span.end}) {
        if (!match.mark) match.mark = inline_mark(text, {edge, edge}, rules.rules()[match.rule].id);
      }
      matches->push_back(std::move(match));
    }
  }
}

Detector::Detector(RuleSet rules, double min_confidence)
    : compiled_(std::make_unique<Compiled>(std::move(rules), min_confidence)) {}
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;
Detector::~Detector() = default;

const RuleSet& Detector::rules() const {
  return compiled_->rules;
}

void Detector::FreeScratch::operator()(Scratch* scratch) const noexcept {
  delete scratch;
}

Detector::ScratchHandle Detector::new_scratch(std::span<RuleCost> costs) const {
  ScratchHandle scratch(new Scratch());
  scratch->search.costs = costs;
  return scratch;
}

bool Detector::is_binary(std::string_view text) {
  return text.substr(0, binary_probe).find('\0') != std::string_view::npos;
}

void Detector::find(const Blob& blob, Scratch& scratch, std::vector<Match>* out,
                    Explain explain) const {
  scratch.candidates.clear();
  compiled_->search.find_in_whole(blob.bytes, scratch.search, &scratch.candidates);
  find_beside(blob, is_binary(blob.bytes), scratch, out, explain);
}

void Detector::find_in_part(const Blob& part, bool binary, Scratch& scratch,
                            std::vector<Match>* out, Explain explain) const {
  scratch.candidates.clear();
  find_beside(part, binary, scratch, out, explain);
}

// Appends what is found beside the candidates that there are already.
void Detector::find_beside(const Blob& blob, bool binary, Scratch& scratch, std::vector<Match>* out,
                           Explain explain) const {
  compiled_->search.find(blob.bytes, binary, scratch.search, &scratch.candidates);
  std::vector<Match> matches = compiled_->judged(blob.bytes, scratch, explain);
  if (!binary) {
    compiled_->look_inside(blob.bytes, 1, scratch, explain, &matches);
    order(&matches);
  }
  const bool place_known = !blob.path.empty() || blob.kind != ObjectKind::blob;
  for (Match& match : matches) {
    if (place_known && match.verdict.accepted) match.verdict = weigh_place(match, blob.path);
    if (match.verdict.accepted || explain == Explain::yes) out->push_back(std::move(match));
  }
}

void Detector::surroundings(std::string_view text, Span lines, Scratch& scratch,
                            std::vector<Span>* out) const {
  compiled_->search.surroundings(text, lines, scratch.search, out);
  const StageScope stage(Stage::decode);
  encoded_surroundings(text, lines, out);
}

Verdict Detector::weigh_place(const Match& match, std::string_view path) const {
  const Rule& rule = rules().rules()[match.rule];
  if (!compiled_->search.path_matches(match.rule, path)) {
    Verdict verdict = match.verdict;
    reject(&verdict, "the rule holds only in files whose path matches " + rule.path);
    return verdict;
  }
  const auto& allowlists = compiled_->allowlists;
  if (auto reason = allowlists.place_reason(match.rule, path, match.half_allowed)) {
    Verdict verdict = match.verdict;
    reject(&verdict, *std::move(reason));
    return verdict;
  }
  return weigh_path(rule, match, path, compiled_->min_confidence);
}

}  // namespace keysieve
