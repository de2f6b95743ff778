#include "tokens.h"

#include <stdexcept>

#include "support/fake.h"

namespace keysieve::test {
namespace {

constexpr const char* rules = R"(
[[rule]]
id = "token"
name = "A token"
description = "Opens a door."
severity = "high"
tags = []
keywords = ["tok_"]
regex = '''tok_[a-z0-9]{20}'''
examples = ["tok_{{lower:20}}"]

[[rule]]
id = "code"
name = "A code"
description = "Opens another door."
severity = "low"
tags = []
keywords = ["code="]
regex = '''code=(?P<secret>[a-z]{16})'''
min_randomness = 0.5
examples = ["code=zkqvwjxhbpyfmgud"]
)";

}  // namespace

const Detector& token_detector() {
  static const Detector detector = [] {
    auto set = RuleSet::parse(rules, "tokens.toml");
    if (!set) throw std::runtime_error(set.error().message);
    return Detector(*std::move(set));
  }();
  return detector;
}

std::string token(std::uint32_t number) {
  return "tok_" + Fake(number).from("abcdefghijklmnopqrstuvwxyz0123456789", 20);
}

Report report_of(const Source& source, const ScanOptions& options) {
  auto report = scan(source, token_detector(), options);
  if (!report) throw std::runtime_error(report.error().message);
  return *std::move(report);
}

std::vector<std::pair<std::string, std::string>> found_in(const Report& report) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const Finding& finding : report.findings) {
    found.emplace_back(finding.secret, finding.occurrences.at(0).path.value_or("(none)"));
  }
  return found;
}

std::vector<std::string> notice_kinds(const Report& report) {
  std::vector<std::string> kinds;
  for (const Notice& notice : report.completeness.notices) kinds.push_back(notice.kind);
  return kinds;
}

}  // namespace keysieve::test
