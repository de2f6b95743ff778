#include "keysieve/rule.h"

#include <algorithm>
#include <array>

#include "rules/example.h"

namespace keysieve {
namespace {

constexpr std::array<std::string_view, 4> severity_names{"low", "medium", "high", "critical"};

}  // namespace

std::string_view to_string(Severity severity) {
  return severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Severity> parse_severity(std::string_view name) {
  const auto found = std::find(severity_names.begin(), severity_names.end(), name);
  if (found == severity_names.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_names.begin());
}

bool Rule::has_tag(std::string_view tag) const {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string Rule::sample() const {
  return examples.empty() ? std::string() : expand_example(examples.front(), 1);
}

}  // namespace keysieve
