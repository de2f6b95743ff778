#include "cli/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace keysieve::cli {
namespace {

constexpr const char* take_back = "\r\x1b[K";

// "12,345"
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string size(std::uint64_t bytes) {
  const auto megabytes = static_cast<double>(bytes) / 1e6;
  return megabytes < 1000 ? fmt::format("{:.0f} MB", megabytes)
                          : fmt::format("{:.1f} GB", megabytes / 1000);
}

std::string time_left(const Progress& progress, const Pace& pace) {
  constexpr double long_enough = 0.5;
  if (pace.per_second() <= 0 || progress.seconds < long_enough) return {};
  if (progress.objects_done >= progress.objects_total) return {};
  const auto left = static_cast<double>(progress.objects_total - progress.objects_done);
  const double seconds = left / pace.per_second();
  const auto whole = static_cast<std::uint64_t>(std::min(seconds, 1e6)) + 1;
  return whole < 100 ? fmt::format(", {} s left", whole)
                     : fmt::format(", {} min left", grouped(whole / 60 + 1));
}

}  // namespace

void Pace::see(const Progress& progress) {
  constexpr double memory = 1;  // seconds, by which what was seen counts for a third
  // The scan of a submodule, say, begins anew.
  if (progress.seconds < last_.seconds || progress.objects_done < last_.objects_done) *this = {};
  const double passed = progress.seconds - last_.seconds;
  if (passed <= 0) return;
  const double now = static_cast<double>(progress.objects_done - last_.objects_done) / passed;
  const double weight = last_.seconds > 0 ? 1 - std::exp(-passed / memory) : 1;
  per_second_ += weight * (now - per_second_);
  last_ = progress;
}

std::string progress_text(const Progress& progress, const Pace& pace) {
  std::string text = fmt::format("{} of {} objects", grouped(progress.objects_done),
                                 grouped(progress.objects_total));
  if (progress.seconds > 0) {
    const double rate = static_cast<double>(progress.bytes) / 1e6 / progress.seconds;
    text += fmt::format(", {}, {} MB/s", size(progress.bytes),
                        grouped(static_cast<std::uint64_t>(rate)));
  }
  text += time_left(progress, pace);
  if (progress.secrets == 0) return text;
  return text + fmt::format(", {} likely secret{}", grouped(progress.secrets),
                            progress.secrets == 1 ? "" : "s");
}

ProgressLine::ProgressLine(bool wanted) : active_(wanted && ::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!active_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  if (!shown_) shown_.emplace(STDERR_FILENO, take_back);
  pace_.see(progress);
  const std::string line = "scanning: " + progress_text(progress, pace_);
  // A line that is wider than the terminal goes on below, where it could not be taken back.
  const std::size_t columns = columns_of(STDERR_FILENO).value_or(80);
  fmt::print(stderr, "{}{}", take_back, line.substr(0, columns - 1));
}

void ProgressLine::clear() {
  if (shown_) std::fputs(take_back, stderr);
  shown_.reset();
}

}  // namespace keysieve::cli
