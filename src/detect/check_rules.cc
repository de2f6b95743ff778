// A rule's examples are its proof. What is checked, for each rule on its own text alone, by the
// content half of judging:
// - each example, its templates filled in, has an accepted match of its rule, alone and between
//   other lines, and matches of no more than one rule besides;
// - no negative example has an accepted match of its rule, nor of any rule of medium severity or
//   more.
// And what would make every scan slow, see rule_cost.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "detect/rule_cost.h"
#include "keysieve/detector.h"
#include "rules/example.h"

namespace keysieve {
namespace {

constexpr std::uint32_t seed = 1;

class Checker {
 public:
  explicit Checker(const RuleSet& rules) : detector_(rules), scratch_(detector_.new_scratch()) {}

  void check(std::size_t index) {
    const Rule& rule = detector_.rules().rules()[index];
    for (std::string& slow : cost_faults(rule)) report(index, std::move(slow));
    for (std::size_t i = 0; i < rule.examples.size(); ++i) check_example(index, i);
    for (std::size_t i = 0; i < rule.negative_examples.size(); ++i) check_negative(index, i);
  }

  std::span<const Rule> rules() const { return detector_.rules().rules(); }

  std::vector<RuleProblem> take_problems() { return std::move(problems_); }

 private:
  std::vector<Match> matches_in(const std::string& example, Detector::Explain explain) {
    return matches_in_text(expand_example(example, seed), explain);
  }

  std::vector<Match> matches_in_text(const std::string& text, Detector::Explain explain) {
    std::vector<Match> matches;
    detector_.find(Blob{ObjectKind::blob, {}, text}, *scratch_, &matches, explain);
    return matches;
  }

  void report(std::size_t index, std::string message) {
    const Rule& rule = detector_.rules().rules()[index];
    problems_.push_back({rule.origin, rule.id, std::move(message)});
  }

  void check_example(std::size_t index, std::size_t number) {
    const Rule& rule = detector_.rules().rules()[index];
    std::string why = "the regex or the keywords do not match";
    bool found = false;
    std::set<std::string> others;
    for (const Match& match : matches_in(rule.examples[number], Detector::Explain::yes)) {
      if (match.rule == index && match.verdict.accepted) found = true;
      if (match.rule == index && !match.verdict.accepted) why = match.verdict.reason;
      if (match.rule != index && match.verdict.accepted) {
        others.insert(detector_.rules().rules()[match.rule].id);
      }
    }
    if (!found) report(index, fmt::format("example {} is not found: {}", number + 1, why));
    if (found && !rule.whole_blob && !is_found_between_lines(index, rule.examples[number])) {
      report(index,
             fmt::format("example {} is not found where other lines stand around it", number + 1));
    }
    if (others.size() > 1) {
      report(index, fmt::format("example {} is found by other rules as well: {}", number + 1,
                                fmt::join(others, ", ")));
    }
  }

  bool is_found_between_lines(std::size_t index, const std::string& example) {
    const std::string text = "first\n" + expand_example(example, seed) + "\nlast\n";
    const auto matches = matches_in_text(text, Detector::Explain::no);
    return std::any_of(matches.begin(), matches.end(),
                       [&](const Match& match) { return match.rule == index; });
  }

  void check_negative(std::size_t index, std::size_t number) {
    const Rule& rule = detector_.rules().rules()[index];
    for (const Match& match : matches_in(rule.negative_examples[number], Detector::Explain::no)) {
      const Rule& finder = detector_.rules().rules()[match.rule];
      if (match.rule != index && finder.severity < Severity::medium) continue;
      report(index,
             fmt::format("negative example {} is found by the rule {}", number + 1, finder.id));
    }
  }

  Detector detector_;
  Detector::ScratchHandle scratch_;
  std::vector<RuleProblem> problems_;
};

}  // namespace

std::vector<RuleProblem> check_rules(const RuleSet& rules, const RuleSet& beside) {
  Checker checker(beside.extended_by(rules));
  const std::span<const Rule> all = checker.rules();
  for (std::size_t rule = 0; rule < all.size(); ++rule) {
    if (rules.find(all[rule].id)) checker.check(rule);
  }
  return checker.take_problems();
}

}  // namespace keysieve
