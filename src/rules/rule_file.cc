#include "rules/rule_file.h"

#include "rules/gitleaks_rules.h"
#include "rules/native_rules.h"
#include "rules/toml_table.h"

namespace keysieve {

Result<RuleFile> read_rules(std::string_view text, std::string_view origin) {
  const auto parsed = parse_toml(text, origin);
  if (!parsed) return parsed.error();
  Problems problems;
  TomlTable table(*parsed, problems);
  if (!is_gitleaks(table)) table.allow_only(native_file_keys);
  RuleFile file = is_gitleaks(table) ? gitleaks_rules(table, origin)
                                     : RuleFile{native_rules(table, origin, problems), {}};
  if (!problems.empty()) return to_error(origin, std::move(problems));
  return file;
}

}  // namespace keysieve
