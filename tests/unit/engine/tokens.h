// Two rules that are easy to see through, for tests of what happens around detection: tokens
// ("tok_" and twenty letters and digits) anywhere, codes ("code=" and letters, repeated ones
// rejected) in text.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "keysieve/detector.h"
#include "keysieve/scan.h"

namespace keysieve::test {

inline constexpr std::size_t code_rule = 0, token_rule = 1;  // rules are sorted by id

const Detector& token_detector();
std::string token(std::uint32_t number);  // 24 characters, another one for each number

// The report of `source`; throws when there is none.
Report report_of(const Source& source, const ScanOptions& options = {});

// Secret and first path of each finding, in the order of the report.
std::vector<std::pair<std::string, std::string>> found_in(const Report& report);

std::vector<std::string> notice_kinds(const Report& report);

}  // namespace keysieve::test
