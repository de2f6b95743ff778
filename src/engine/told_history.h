// The steps of a search of a whole history, whatever is searched for: every object is read once and
// handed to the search, the shape of the rest is kept as a graph; then what was found is judged by
// its places, and its story told.
#pragma once

#include "engine/found_texts.h"

namespace keysieve {

// `detector` weighs the places of what is found, and has the rules that the matches name.
Result<Report> told_history(const std::filesystem::path& path, const Detector& detector,
                            const ScanOptions& options,
                            const std::function<TextSearch()>& new_search);

}  // namespace keysieve
