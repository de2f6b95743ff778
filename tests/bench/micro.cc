// The steps that every byte or every line of a scan goes through, each by itself, on made data. A
// change to one of them shows here within seconds, and without the noise of a whole scan.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "detect/judge.h"
#include "detect/keyword_table.h"
#include "detect/matcher.h"
#include "engine/changed_lines.h"
#include "git/delta.h"
#include "git/inflate.h"
#include "keysieve/detector.h"
#include "made_text.h"

namespace keysieve::bench {
namespace {

constexpr int lines = 1000;
constexpr std::uint32_t seed = 1;

RuleSet embedded_rules() {
  auto rules = RuleSet::builtin();
  if (!rules) std::exit(EXIT_FAILURE);
  return *std::move(rules);
}

std::vector<std::string> keywords_of(const RuleSet& rules) {
  std::set<std::string> keywords;
  for (const Rule& rule : rules.rules()) {
    keywords.insert(rule.keywords.begin(), rule.keywords.end());
  }
  return {keywords.begin(), keywords.end()};
}

std::int64_t total(const benchmark::State& state, std::size_t each) {
  return state.iterations() * static_cast<std::int64_t>(each);
}

// A version of a text out of its entry in a pack. The bytes are those of the version.
void inflate_and_apply(benchmark::State& state) {
  const std::string base = made_text(seed, lines), target = next_version(base, seed + 1);
  const std::string delta = packed_delta(base, target);
  const std::vector<std::uint8_t> stream = deflated(delta);
  Inflater inflater;
  std::vector<std::uint8_t> inflated(delta.size()), result(target.size());
  std::vector<Segment> segments;
  for (auto _ : state) {
    bool sound = inflater.inflate(stream, inflated);
    Bytes instructions = Bytes(inflated);
    sound = sound && take_delta_sizes(&instructions) &&
            apply_delta(bytes_of(base), instructions, result, &segments);
    if (!sound) return state.SkipWithError("the delta is damaged");
  }
  state.SetBytesProcessed(total(state, target.size()));
}
BENCHMARK(inflate_and_apply);

// Which lines of a version are new. The bytes are those of the version.
void changed_lines(benchmark::State& state) {
  const std::string base = made_text(seed, lines), target = next_version(base, seed + 1);
  const std::string delta = packed_delta(base, target);
  std::vector<std::uint8_t> result(target.size());
  Bytes instructions = bytes_of(delta);
  std::vector<Segment> segments;
  take_delta_sizes(&instructions);
  apply_delta(bytes_of(base), instructions, result, &segments);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        keysieve::changed_lines(target, copied_lines(target, {0, base, segments})));
  }
  state.SetBytesProcessed(total(state, target.size()));
}
BENCHMARK(changed_lines);

// The keywords of all rules in one pass.
void prefilter(benchmark::State& state) {
  const KeywordTable table(keywords_of(embedded_rules()));
  const std::string text = made_text(seed, lines);
  KeywordTable::Scratch scratch;
  std::vector<KeywordHit> hits;
  for (auto _ : state) {
    hits.clear();
    table.scan(text, {0, text.size()}, scratch, &hits);
    benchmark::DoNotOptimize(hits);
  }
  state.SetBytesProcessed(total(state, text.size()));
}
BENCHMARK(prefilter);

// A line with the keyword of a rule and no secret, each rule in turn: most that get so far end
// here. Items are lines.
void line_check(benchmark::State& state) {
  const RuleSet rules = embedded_rules();
  const Matcher matcher(rules.rules());
  WindowFacts facts;
  std::vector<Candidate> candidates;
  std::vector<std::string> texts;
  for (const Rule& rule : rules.rules()) {
    const std::string keyword = rule.keywords.empty() ? "" : rule.keywords.front();
    texts.push_back("    the_" + keyword + " = settings.get(name, default)");
  }
  for (auto _ : state) {
    candidates.clear();
    for (std::size_t rule = 0; rule < texts.size(); ++rule) {
      facts.look_at(texts[rule], {0, texts[rule].size()});
      matcher.match(rule, facts, &candidates);
    }
    benchmark::DoNotOptimize(candidates);
  }
  state.SetItemsProcessed(total(state, texts.size()));
}
BENCHMARK(line_check);

// What the rules match in their own examples. Items are candidates.
void judging(benchmark::State& state) {
  const RuleSet rules = embedded_rules();
  const Matcher matcher(rules.rules());
  WindowFacts facts;
  std::vector<std::string> texts;
  std::vector<Candidate> candidates;
  for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
    const std::string text = rules.rules()[rule].sample();
    facts.look_at(text, {0, text.size()});
    matcher.match(rule, facts, &candidates);
    texts.resize(candidates.size(), text);
  }
  for (auto _ : state) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const Rule& rule = rules.rules()[candidates[i].rule];
      benchmark::DoNotOptimize(
          judge(rule, texts[i], candidates[i], default_min_confidence, Detector::Explain::no));
    }
  }
  state.SetItemsProcessed(total(state, candidates.size()));
}
BENCHMARK(judging)->Name("judge");

// All of detection, on a text without secrets.
void detect(benchmark::State& state) {
  const Detector detector(embedded_rules());
  const auto scratch = detector.new_scratch();
  const std::string text = made_text(seed, lines);
  std::vector<Match> matches;
  for (auto _ : state) {
    detector.find({ObjectKind::blob, "", text}, *scratch, &matches);
    benchmark::DoNotOptimize(matches);
  }
  state.SetBytesProcessed(total(state, text.size()));
}
BENCHMARK(detect);

}  // namespace
}  // namespace keysieve::bench

BENCHMARK_MAIN();
