// The steps of a search of a whole history, whatever is searched for: every object is read once and
// handed to the search, the shape of the rest is kept as a graph; then what was found is judged by
// its places, and its story told.
#pragma once

#include <functional>
#include <vector>

#include "engine/history.h"
#include "engine/progress.h"
#include "git/sweep.h"
#include "keysieve/scan.h"

namespace keysieve {

struct HistorySearch {
  std::function<TextVisitor(const ObjectGraph&)> new_visitor;  // for one thread
  // Both when all is read: what the search could not look into, and what it found, by node.
  std::function<void(Completeness*)> note_unread;
  std::function<std::vector<FoundText>()> take;
};

// `detector` weighs the places of what is found, and has the rules that the matches name.
Result<Report> told_history(const std::filesystem::path& path, const Detector& detector,
                            const ScanOptions& options, ProgressCounter* progress,
                            const HistorySearch& search);

}  // namespace keysieve
