#include "cli/history_notice.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/progress_line.h"
#include "keysieve/grade.h"
#include "keysieve/report.h"

namespace keysieve::cli {
namespace {

// Of a larger history, asked about in passing, nobody wants to wait for the end: this many are read
// in some seconds.
constexpr std::uint64_t most_objects = 1'000'000;

void say(const std::string& text) {
  std::cerr << "keysieve: " << printable(text) << '\n';
}

// " since 2024-11-24 (commit 23c497d66e, shop/settings.py:2)"
std::string since(const Finding& leak) {
  if (leak.introduced.empty()) return ", in an object that no branch or tag reaches";
  const Introduction& first = leak.introduced.front();
  const std::string where =
      first.path ? fmt::format("{}:{}", *first.path, first.line) : std::string("in its message");
  return fmt::format(" {} {} (commit {}, {})", first.at_or_before ? "at or before" : "since",
                     iso8601(first.authored).substr(0, 10), first.commit.hex().substr(0, 10),
                     where);
}

// The number of the one that has been there for the longest time.
std::optional<std::size_t> first_leak(const Report& history,
                                      const std::vector<std::string_view>& keys) {
  const auto since = [&](std::size_t i) {
    const auto& introduced = history.findings[i].introduced;
    return introduced.empty() ? std::numeric_limits<std::int64_t>::max()
                              : introduced.front().authored.seconds;
  };
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < history.findings.size(); ++i) {
    if (std::ranges::find(keys, history.findings[i].secret) == keys.end()) continue;
    if (!first || since(i) < since(*first)) first = i;
  }
  return first;
}

Result<Report> search(const std::filesystem::path& top, const std::vector<std::string_view>& keys) {
  const auto objects = roughly_packed_objects(top);
  if (!objects) return objects.error();
  if (*objects > most_objects) {
    return Error{ErrorCode::unsupported,
                 fmt::format("about {} objects are too many to read in passing; ask for the keys "
                             "that are in the file: keysieve grade --env-file FILE --repo {}",
                             *objects, top.string())};
  }
  ProgressLine progress(true);
  ScanOptions options;
  if (progress.active()) options.on_progress = [&](const Progress& now) { progress.show(now); };
  return find_keys({top}, keys, options);
}

}  // namespace

void say_what_history_holds(const FileTracking& file, std::span<const FormerKeys> all) {
  std::vector<std::string_view> keys;
  for (const FormerKeys& former : all) {
    std::ranges::copy_if(former.keys, std::back_inserter(keys),
                         [](std::string_view key) { return key.size() >= min_searched_key; });
  }
  if (keys.empty()) return;
  const auto history = search(file.top, keys);
  if (!history) {
    say(fmt::format("warning: cannot tell whether {} is in the history of {}: {}",
                    all.front().words, file.top.string(), history.error().message));
    return;
  }
  const Report shown = redacted(*history);
  for (const FormerKeys& former : all) {
    if (const auto leak = first_leak(*history, former.keys)) {
      say(fmt::format(
          "warning: {} is in the history of {}{}: whoever has a copy of that has the "
          "key{}",
          former.words, file.top.string(), since(shown.findings[*leak]), former.advice));
    }
  }
  if (!history->findings.empty() || history->completeness.complete()) return;
  say(
      fmt::format("warning: {} was not found in the history of {}, but {} of its objects could not "
                  "be read",
                  all.front().words, file.top.string(), history->completeness.unread()));
}

}  // namespace keysieve::cli
