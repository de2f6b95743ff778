#include "rules/rule_file.h"

#include "rules/gitleaks_rules.h"
#include "rules/native_rules.h"
#include "rules/toml_table.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

}  // namespace

Result<RuleFile> read_rules(std::string_view text, std::string_view origin) {
  if (text.size() > largest_file) {
    return to_error(origin, {{1, fmt::format("{} bytes are too many for a rule file; at most {} "
                                             "are read",
                                             text.size(), largest_file)}});
  }
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return to_error(origin, {{parsed.error().source().begin.line,
                              fmt::format("not TOML: {}", parsed.error().description())}});
  }
  Problems problems;
  const TomlTable table(parsed.table(), problems);
  RuleFile file = is_gitleaks(table) ? gitleaks_rules(table, origin)
                                     : RuleFile{native_rules(table, origin, problems), {}};
  if (!problems.empty()) return to_error(origin, std::move(problems));
  return file;
}

}  // namespace keysieve
