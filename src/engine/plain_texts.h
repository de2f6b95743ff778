// Texts that stand in no object database: each match in one is an occurrence at its path.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file_text.h"
#include "keysieve/detector.h"
#include "keysieve/scan.h"

namespace keysieve {

struct PlainTexts {
  std::vector<std::optional<std::string>> paths;  // as reported; null: the text has no name
  std::function<Result<FileText>(std::size_t index)> read;  // called by several threads at once
  FindingStatus status = FindingStatus::file;               // of what is found
};

// Reads and scans the texts by several threads; adds findings, rejections and completeness to
// `report`. A text that cannot be read is a notice.
void scan_plain_texts(const PlainTexts& texts, const Detector& detector, const ScanOptions& options,
                      Report* report);

}  // namespace keysieve
