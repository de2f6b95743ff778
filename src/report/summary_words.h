// What a report says in words for people, whatever it is written on. Bytes of the repository are in
// it as they are: a writer makes them safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/tally.h"
#include "report/words.h"

namespace keysieve {

// "live", "in the past only"
std::string_view status_words(FindingStatus status);

// "history of /srv/shop at 5bc8f9b5f0"
std::string source_words(const SourceInfo& source);

// "12,343 of 12,345 objects (2 skipped), 5.8 GB, 1,234 refs"
std::string scanned_words(const Report& report);

// The whole report in one sentence: an incomplete scan says so first.
std::string closing_sentence(const Report& report, const Tally& counts);

// "1 live, 2 in the past only"
template <typename Counts, typename Name>
std::string listed(const Counts& counts, Name name) {
  std::vector<std::string> items;
  items.reserve(counts.size());
  for (const auto& [what, count] : counts) {
    items.push_back(fmt::format("{} {}", grouped(count), name(what)));
  }
  return joined(items);
}

}  // namespace keysieve
