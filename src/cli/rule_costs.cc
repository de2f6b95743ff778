#include "cli/rule_costs.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "keysieve/scan.h"

namespace keysieve::cli {
namespace {

constexpr std::string_view total = "total";

void print_row(std::string_view id, std::size_t id_width, const RuleCost& cost, std::ostream& out) {
  out << fmt::format("{:<{}}  {:>12}  {:>9}  {:>10.1f}  {:>7}\n", id, id_width, cost.keyword_hits,
                     cost.windows, 1000 * cost.seconds, cost.matches);
}

RuleCost sum_of(std::span<const RuleCost> costs) {
  RuleCost sum;
  for (const RuleCost& cost : costs) {
    sum.keyword_hits += cost.keyword_hits;
    sum.windows += cost.windows;
    sum.matches += cost.matches;
    sum.seconds += cost.seconds;
  }
  return sum;
}

// The rules that cost anything, by falling cost.
std::vector<std::size_t> dearest_first(std::span<const RuleCost> costs) {
  std::vector<std::size_t> order;
  for (std::size_t rule = 0; rule < costs.size(); ++rule) {
    if (costs[rule].keyword_hits + costs[rule].windows > 0) order.push_back(rule);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return costs[a].seconds > costs[b].seconds;
  });
  return order;
}

}  // namespace

Result<std::vector<RuleCost>> measured_costs(const RuleSet& rules,
                                             const std::vector<std::string>& repositories) {
  std::vector<RuleCost> costs(rules.rules().size());
  const Detector detector(rules);
  ScanOptions options;
  options.rule_costs = costs;
  for (const std::string& repository : repositories) {
    if (const auto report = scan(HistorySource{repository}, detector, options); !report) {
      return report.error();
    }
  }
  return costs;
}

void print_costs(std::span<const Rule> rules, std::span<const RuleCost> costs, std::ostream& out) {
  std::size_t id_width = total.size();
  for (const Rule& rule : rules) id_width = std::max(id_width, rule.id.size());
  out << fmt::format("{:<{}}  {:>12}  {:>9}  {:>10}  {:>7}\n", "rule", id_width, "keyword hits",
                     "lines", "regex, ms", "matches");
  for (const std::size_t rule : dearest_first(costs)) {
    print_row(rules[rule].id, id_width, costs[rule], out);
  }
  print_row(total, id_width, sum_of(costs), out);
}

}  // namespace keysieve::cli
