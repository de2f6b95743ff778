// Settings in TOML. Everything that is wrong with a file is said at once, and an unknown key is an
// error: a misspelt setting that is passed over would be a scan that is not what somebody asked
// for.
#include "keysieve/settings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/characters.h"
#include "rules/native_rules.h"
#include "rules/rule_faults.h"
#include "rules/toml_table.h"

namespace keysieve {
namespace {

constexpr std::array<std::string_view, 12> setting_keys{
    "min_confidence", "min_severity", "enable", "disable", "max_object_bytes", "archives",
    "threads",        "format",       "color",  "extend",  "allowlist",        "rule"};
constexpr std::array<std::string_view, 6> allowlist_keys{"reason",  "rules",     "paths",
                                                         "regexes", "stopwords", "commits"};
constexpr unsigned most_threads = 1024;

bool is_commit(std::string_view id) {
  return id.size() == 40 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void check_allowlist(const FindingAllowlist& list, TomlTable& table) {
  if (list.reason.empty() && !table.is_unread("reason")) {
    table.complain("reason", "the allowlist has no reason");
  }
  if (list.rules.empty() && list.paths.empty() && list.regexes.empty() && list.stopwords.empty() &&
      list.commits.empty()) {
    table.complain("allowlist", "an allowlist needs rules, paths, regexes, stopwords or commits");
  }
  Allowlist expressions;
  expressions.paths = list.paths;
  expressions.regexes = list.regexes;
  for (const RuleFault& fault : allowlist_faults(expressions)) {
    table.complain(fault.key, fault.message);
  }
  const auto empty = [](const std::string& word) { return word.empty(); };
  if (std::any_of(list.stopwords.begin(), list.stopwords.end(), empty)) {
    table.complain("stopwords", "an empty word stands in every secret");
  }
  for (const std::string& commit : list.commits) {
    if (!is_commit(commit)) {
      table.complain("commits", fmt::format("\"{}\" is not the 40 hex digits of a commit", commit));
    }
  }
}

FindingAllowlist read_allowlist(TomlTable table, std::string_view origin) {
  table.allow_only(allowlist_keys);
  FindingAllowlist list;
  table.optional("reason", list.reason);
  table.optional("rules", list.rules);
  table.optional("paths", list.paths);
  table.optional("regexes", list.regexes);
  table.optional("stopwords", list.stopwords);
  table.optional("commits", list.commits);
  for (std::string& word : list.stopwords) word = in_lower_case(word);
  for (std::string& commit : list.commits) commit = in_lower_case(commit);
  list.origin = fmt::format("{}:{}", origin, table.line());
  check_allowlist(list, table);
  return list;
}

void read_numbers(TomlTable& table, Settings& settings) {
  table.optional("min_confidence", settings.min_confidence);
  const double least = settings.min_confidence.value_or(0);
  if (!(least >= 0 && least <= 1)) {
    table.complain("min_confidence", "min_confidence must be from 0 to 1");
  }
  table.optional("max_object_bytes", settings.max_object_bytes);
  std::optional<std::uint64_t> threads;
  table.optional("threads", threads);
  if (threads.value_or(0) > most_threads) {
    table.complain("threads", fmt::format("threads must be from 0 to {}", most_threads));
  } else if (threads) {
    settings.threads = static_cast<unsigned>(*threads);
  }
}

void read_words(TomlTable& table, Settings& settings) {
  table.optional("min_severity", settings.min_severity);
  table.optional("enable", settings.enable);
  table.optional("disable", settings.disable);
  table.optional("archives", settings.archives);
  table.optional("extend", settings.extend);
  table.optional("color", settings.color);
  const std::string color = settings.color.value_or("auto");
  if (color != "auto" && color != "always" && color != "never") {
    table.complain("color", "color must be \"auto\", \"always\" or \"never\"");
  }
  std::optional<std::string> format;
  table.optional("format", format);
  if (!format) return;
  settings.format = parse_report_format(*format);
  if (!settings.format) {
    table.complain("format", "format must be one that `keysieve scan --help` lists");
  }
}

}  // namespace

Result<Settings> parse_settings(std::string_view toml, std::string_view origin) {
  const auto parsed = parse_toml(toml, origin);
  if (!parsed) return parsed.error();
  Problems problems;
  TomlTable table(*parsed, problems);
  table.allow_only(setting_keys);
  Settings settings;
  read_numbers(table, settings);
  read_words(table, settings);
  for (TomlTable& list : table.tables("allowlist")) {
    settings.allowlists.push_back(read_allowlist(list, origin));
  }
  auto rules = native_rules(table, origin, problems);
  if (!problems.empty()) return to_error(origin, std::move(problems));
  settings.rules = RuleSet::of(std::move(rules));
  for (const std::string_view key : setting_keys) {
    if (!table.has(key)) continue;
    settings.places.emplace(key, fmt::format("{}:{}", origin, table.line_of(key)));
  }
  return settings;
}

std::string settings_template() {
  return R"(# Settings of keysieve for this repository: https://toml.io. Lines that begin with "#" say what
# would be so without them. `keysieve config check` checks this file, `config show` says what counts.

# Report what keysieve is at least so sure of, from 0 to 1.
# min_confidence = 0.5

# Leave out what rules find that are less severe: "low", "medium", "high" or "critical".
# min_severity = "low"

# Only these rules, or all but these, by id or tag: see `keysieve rules list`.
# enable = []
# disable = []

# Larger objects are noticed and not read; the scan is then incomplete.
# max_object_bytes = 4294967295

# Look into zip, tar, gzip, bzip2, xz and zstd files, too.
# archives = false

# How many threads; 0 is one a core.
# threads = 0

# How `keysieve scan` reports, and whether in colour: "auto", "always" or "never".
# format = "text"
# color = "auto"

# Files of more rules, ours or gitleaks', relative to this one.
# extend = ["security/acme.toml"]

# What is accepted on purpose: counted, and reported as suppressed. All that a list names must hold;
# of several values of one kind one is enough.
# [[allowlist]]
# reason = "made up for the tests"
# paths = ['''^tests/fixtures/''']      # RE2, searched in the path
# rules = ["generic-secret"]            # ids or tags
# regexes = ['''^demo-''']              # RE2, searched in the secret
# stopwords = ["example"]               # in the secret, in any case
# commits = ["<40 hex digits>"]         # all that introduced it are among them

# A rule of your own, or instead of one that has the same id: patterns/README.md explains the keys.
# [[rule]]
# id = "acme-token"
# name = "Acme token"
# description = "Opens the Acme console."
# severity = "high"
# keywords = ["acme_"]
# regex = '''\b(?P<secret>acme_[0-9a-f]{40})\b'''
# examples = ['''key: acme_{{hex:40}}''']
)";
}

}  // namespace keysieve
