#include "rules/gitleaks_rules.h"

#include <filesystem>
#include <iterator>
#include <map>

#include "base/characters.h"
#include "base/file.h"
#include "rules/betterleaks_filter.h"
#include "rules/go_regex.h"
#include "rules/required_literals.h"
#include "rules/rule_faults.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;
constexpr int deepest_extension = 2;  // as gitleaks has it
constexpr int shortest_keyword = 3;
constexpr int whole_piece =
    100;  // lines: gitleaks' companions may be anywhere in a piece of a diff

// A rule as it is written, and what becomes of it.
struct Entry {
  Rule rule;
  std::string own_id;  // as the file spells it
  bool reported = true;
  std::vector<std::pair<std::string, int>> required;  // ids, and within how many lines
};

// Ids and tags of ours are kebab-case.
std::string kebab_case(std::string_view name) {
  std::string kebab;
  for (const char c : in_lower_case(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) kebab += c;
    if (!plain && !kebab.empty() && kebab.back() != '-') kebab += '-';
  }
  while (kebab.ends_with('-')) kebab.pop_back();
  return kebab;
}

class Reader {
 public:
  explicit Reader(std::string_view origin) : origin_(origin) {}

  RuleFile read(TomlTable& file) {
    read_one(file, origin_, 0);
    return finish();
  }

 private:
  // One file, then those that it extends: what the first says of a rule stands.
  void read_one(TomlTable& file, const std::string& origin, int depth) {
    for (TomlTable& table : file.tables("rules")) read_rule(table, origin);
    for (const char* const key : {"allowlist", "allowlists"}) {
      for (TomlTable& table : file.tables(key, true)) read_global_allowlist(table);
    }
    for (const char* const key : {"prefilter", "filter"}) read_global_filter(file, key);
    for (TomlTable& extend : file.tables("extend", true)) follow(extend, origin, depth);
  }

  void follow(TomlTable& extend, const std::string& origin, int depth) {
    std::string path;
    bool use_default = false;
    std::vector<std::string> disabled;
    extend.optional("path", path);
    extend.optional("useDefault", use_default);
    extend.optional("disabledRules", disabled);
    if (use_default) notice("[extend] useDefault: keysieve's own rules stand in for gitleaks'");
    if (!path.empty() && depth < deepest_extension) read_extended(extend, path, origin, depth + 1);
    for (const std::string& id : disabled) {
      std::erase_if(entries_, [&](const Entry& entry) { return entry.own_id == id; });
    }
  }

  // gitleaks looks from the working directory; a file that stands beside this one is meant as well.
  void read_extended(TomlTable& extend, const std::string& path, const std::string& origin,
                     int depth) {
    std::filesystem::path file = std::filesystem::path(origin).parent_path() / path;
    std::error_code absent;
    if (!std::filesystem::exists(file, absent)) file = path;
    const auto text = read_file(file, largest_file);
    if (!text) return extend.complain("path", text.error().message);
    const toml::parse_result parsed = toml::parse(*text);
    if (!parsed) {
      return extend.complain(
          "path", fmt::format("{} is not TOML: {}", file.string(), parsed.error().description()));
    }
    Problems inner;
    TomlTable table(parsed.table(), inner);
    read_one(table, file.string(), depth);
    for (const auto& [line, message] : inner) {
      extend.complain("path", fmt::format("{}:{}: {}", file.string(), line, message));
    }
  }

  void read_rule(TomlTable& table, const std::string& origin) {
    Entry entry;
    std::string regex;
    int secret_group = 0;
    bool skip_report = false;
    table.required("id", entry.own_id);
    table.optional("description", entry.rule.description);
    table.optional("regex", regex);
    table.optional("secretGroup", secret_group);
    table.optional("path", entry.rule.path);
    table.optional("entropy", entry.rule.min_entropy);
    table.optional("keywords", entry.rule.keywords);
    table.optional("tags", entry.rule.tags);
    table.optional("skipReport", skip_report);
    entry.reported = !skip_report;
    Rule& rule = entry.rule;
    rule.id = rule.name = entry.own_id;
    rule.as_written = true;
    rule.origin = fmt::format("{}:{}", origin, table.line());
    if (rule.min_entropy == 0.0) rule.min_entropy.reset();
    read_filter(table, entry);
    read_regex(table, regex, secret_group, rule);
    read_allowlists(table, rule);
    for (TomlTable& part : table.tables("required")) read_required(part, entry);
    const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& other) {
      return other.own_id == entry.own_id;
    });
    if (!known) entries_.push_back(std::move(entry));
  }

  void read_regex(TomlTable& table, const std::string& regex, int secret_group, Rule& rule) {
    if (regex.empty() && rule.path.empty()) {
      return table.complain("id", "the rule has neither regex nor path: it would find nothing");
    }
    if (regex.empty()) {
      rule.regex.clear();
      return notice(fmt::format("{}: left out: it names files, not secrets", rule.name));
    }
    const GoRegex translated = go_regex(regex, secret_group);
    if (secret_group > translated.groups) {
      table.complain("secretGroup", fmt::format("secretGroup is {}, but regex has {} groups",
                                                secret_group, translated.groups));
    }
    rule.regex = translated.pattern;
    rule.context_lines = translated.context_lines;
    for (const RuleFault& fault : regex_faults(rule)) table.complain(fault.key, fault.message);
  }

  // betterleaks says by a program what gitleaks says by numbers and lists.
  void read_filter(TomlTable& table, Entry& entry) {
    std::string program;
    table.optional("filter", program);
    if (program.empty()) return;
    BetterleaksFilter filter = betterleaks_filter(program);
    if (filter.min_entropy) entry.rule.min_entropy = filter.min_entropy;
    std::move(filter.allowlists.begin(), filter.allowlists.end(),
              std::back_inserter(entry.rule.allowlists));
    if (!filter.whole) {
      notice(fmt::format("{}: its filter is understood in part: it finds more", entry.own_id));
    }
  }

  void read_allowlists(TomlTable& table, Rule& rule) {
    for (const char* const key : {"allowlist", "allowlists"}) {
      for (TomlTable& list : table.tables(key, true)) {
        if (auto read = read_allowlist(list, rule.id)) rule.allowlists.push_back(*std::move(read));
      }
    }
  }

  void read_required(TomlTable& table, Entry& entry) {
    std::string id;
    int lines = whole_piece;
    table.required("id", id);
    table.optional("withinLines", lines);
    if (table.has("withinColumns")) {
      notice(fmt::format("{}: withinColumns is left out: lines are what is counted", entry.own_id));
    }
    entry.required.emplace_back(id, std::clamp(lines, 0, whole_piece));
  }

  // None: what is left of the list could never hold.
  std::optional<Allowlist> read_allowlist(TomlTable& table, const std::string& of) {
    Allowlist list;
    std::string condition, target;
    std::vector<std::string> commits;
    table.optional("description", list.description);
    table.optional("condition", condition);
    table.optional("regexTarget", target);
    table.optional("regexes", list.regexes);
    table.optional("stopwords", list.stopwords);
    table.optional("paths", list.paths);
    table.optional("commits", commits);
    condition = in_lower_case(condition);
    list.all = condition == "and" || condition == "&&";
    if (!list.all && !condition.empty() && condition != "or" && condition != "||") {
      table.complain("condition", "condition must be \"AND\" or \"OR\"");
    }
    if (target == "match") list.target = Allowlist::Target::match;
    if (target == "line") list.target = Allowlist::Target::line;
    if (!target.empty() && target != "secret" && list.target == Allowlist::Target::secret) {
      table.complain("regexTarget", "regexTarget must be \"secret\", \"match\" or \"line\"");
    }
    for (std::string& regex : list.regexes) regex = go_regex(regex, no_group).pattern;
    for (std::string& word : list.stopwords) word = in_lower_case(word);
    for (const RuleFault& fault : allowlist_faults(list)) table.complain(fault.key, fault.message);
    if (!commits.empty()) {
      notice(fmt::format("{}: allowed commits are left out: a secret is found wherever it is",
                         of.empty() ? "global allowlist" : of));
      if (list.all) return std::nullopt;
    }
    if (list.regexes.empty() && list.stopwords.empty() && list.paths.empty()) return std::nullopt;
    return list;
  }

  void read_global_allowlist(TomlTable& table) {
    std::vector<std::string> targets;
    table.optional("targetRules", targets);
    if (auto list = read_allowlist(table, "")) lists_.emplace_back(*std::move(list), targets);
  }

  void read_global_filter(TomlTable& file, const char* key) {
    std::string program;
    file.optional(key, program);
    BetterleaksFilter filter = betterleaks_filter(program);
    for (Allowlist& list : filter.allowlists) {
      lists_.emplace_back(std::move(list), std::vector<std::string>());
    }
    if (!filter.whole) notice(fmt::format("{} is understood in part: more is found", key));
  }

  void notice(std::string message) { notices_.push_back(fmt::format("{}: {}", origin_, message)); }

  RuleFile finish() {
    RuleFile file;
    link();
    for (Entry& entry : entries_) {
      if (!entry.reported || entry.rule.regex.empty()) continue;
      choose_keywords(entry.rule);
      for (const auto& [list, targets] : lists_) {
        const bool meant = targets.empty() ||
                           std::find(targets.begin(), targets.end(), entry.own_id) != targets.end();
        if (meant) entry.rule.allowlists.push_back(list);
      }
      entry.rule.id = kebab_case(entry.own_id);
      for (std::string& tag : entry.rule.tags) tag = kebab_case(tag);
      entry.rule.tags.emplace_back("gitleaks");
      entry.rule.remediation = "Revoke it where it was issued, and make a new one.";
      if (entry.rule.description.empty()) entry.rule.description = entry.own_id;
      file.rules.push_back(std::move(entry.rule));
    }
    file.notices = std::move(notices_);
    return file;
  }

  void link() {
    std::map<std::string_view, const Rule*> by_id;
    for (const Entry& entry : entries_) by_id.emplace(entry.own_id, &entry.rule);
    for (Entry& entry : entries_) {
      for (const auto& [id, lines] : entry.required) {
        const auto part = by_id.find(id);
        if (part == by_id.end()) {
          notice(fmt::format("{}: it requires {}, which is no rule", entry.own_id, id));
        } else {
          entry.rule.companions.push_back({id, part->second->regex, lines, true});
        }
      }
    }
  }

  // gitleaks asks for a keyword anywhere in the file, keysieve for one near the match. Where the
  // regular expression implies other literals, those are near.
  void choose_keywords(Rule& rule) {
    for (std::string& keyword : rule.keywords) keyword = in_lower_case(keyword);
    std::erase(rule.keywords, "");
    const std::vector<std::string> literals = required_literals(rule.regex, shortest_keyword);
    const auto implied = [&](const std::string& literal) {
      return std::any_of(rule.keywords.begin(), rule.keywords.end(), [&](const std::string& word) {
        return word.size() >= shortest_keyword && literal.find(word) != literal.npos;
      });
    };
    if (!literals.empty() && !std::all_of(literals.begin(), literals.end(), implied)) {
      rule.keywords = literals;
    }
    if (!rule.keywords.empty()) {
      const std::string regex = in_lower_case(rule.regex);
      const auto in_regex = [&](const std::string& word) { return regex.find(word) != regex.npos; };
      if (literals.empty() && std::none_of(rule.keywords.begin(), rule.keywords.end(), in_regex)) {
        rule.context_lines = whole_piece;
      }
      return;
    }
    rule.every_line = true;
    notice(fmt::format("{}: it has no keyword and needs no literal: it is tried on every line",
                       rule.name));
  }

  const std::string origin_;
  std::vector<Entry> entries_;
  std::vector<std::pair<Allowlist, std::vector<std::string>>> lists_;  // and the rules they are for
  std::vector<std::string> notices_;
};

}  // namespace

bool is_gitleaks(const TomlTable& file) {
  return !file.has("rule") && (file.has("rules") || file.has("extend") || file.has("allowlists") ||
                               file.has("allowlist"));
}

RuleFile gitleaks_rules(TomlTable file, std::string_view origin) {
  return Reader(origin).read(file);
}

}  // namespace keysieve
