#include "report/tool.h"

#include "keysieve/version.h"

namespace keysieve {

ToolInfo tool_of(const Report& report, const RuleSet& rules) {
  if (report.tool) return *report.tool;
  return {version, rules.rules().size(), ruleset_hash(rules)};
}

}  // namespace keysieve
