#include "cli/scan_stats.h"

#include <sys/resource.h>

#include <cstddef>
#include <string_view>

#include <fmt/format.h>

namespace keysieve::cli {
namespace {

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

std::string row(std::string_view name, const StageCost& cost) {
  std::string text =
      fmt::format("{:<12}{:>9.3f}{:>9.3f}", name, cost.cpu_seconds, cost.wall_seconds);
  if (cost.bytes != 0) text += fmt::format("{:>11.1f}", megabytes(cost.bytes));
  return text + '\n';
}

StageCost sum_of(const StageCosts& costs) {
  StageCost sum;
  for (const StageCost& cost : costs) {
    sum.cpu_seconds += cost.cpu_seconds;
    sum.wall_seconds += cost.wall_seconds;
  }
  return sum;
}

}  // namespace

std::string stats_text(const StageCosts& costs, const Report& report, std::uint64_t peak_memory) {
  const auto bytes_of = [&](Stage stage) { return costs[static_cast<std::size_t>(stage)].bytes; };
  std::string text = fmt::format("{:<12}{:>9}{:>9}{:>11}\n", "stage", "CPU s", "wall s", "MB");
  for (std::size_t i = 0; i < costs.size(); ++i) text += row(stage_names[i], costs[i]);
  const StageCost total = sum_of(costs);
  text += row("total", total) + '\n';
  const auto figure = [&](std::string_view name, double number, int digits) {
    text += fmt::format("{:<12}{:>18.{}f}\n", name, number, digits);
  };
  figure("objects", static_cast<double>(report.completeness.scanned), 0);
  figure("findings", static_cast<double>(report.findings.size()), 0);
  figure("MB", megabytes(report.bytes), 1);
  figure("MB/s", total.wall_seconds > 0 ? megabytes(report.bytes) / total.wall_seconds : 0, 1);
  figure("MB inflated", megabytes(bytes_of(Stage::inflate)), 1);
  figure("MB searched", megabytes(bytes_of(Stage::prefilter)), 1);
  figure("MB peak RSS", megabytes(peak_memory), 1);
  return text;
}

std::uint64_t peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace keysieve::cli
