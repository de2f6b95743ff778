// Rules written out as a rule file of our own format.
#include <algorithm>

#include <fmt/format.h>

#include "keysieve/rule.h"

namespace keysieve {
namespace {

// As a literal where it can be one, which needs no escapes.
std::string toml_string(std::string_view text) {
  const bool plain = text.find('\'') == text.npos && text.find_first_of("\\\"") == text.npos;
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
  });
  if (plain && !control) return fmt::format("\"{}\"", text);
  if (!control && text.find("'''") == text.npos && !text.ends_with('\'')) {
    return fmt::format("'''{}'''", text);
  }
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
      escaped += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return fmt::format("\"{}\"", escaped);
}

class Text {
 public:
  void table(std::string_view name) { text_ += fmt::format("\n[[{}]]\n", name); }

  void add(std::string_view key, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("{} = {}\n", key, toml_string(value));
  }
  void add(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    text_ += fmt::format("{} = [", key);
    const bool long_ones = values.size() > 4 || values.front().size() > 40;
    for (std::size_t i = 0; i < values.size(); ++i) {
      text_ += long_ones ? "\n  " : i == 0 ? "" : " ";
      text_ += toml_string(values[i]);
      if (long_ones || i + 1 < values.size()) text_ += ',';
    }
    text_ += long_ones ? "\n]\n" : "]\n";
  }
  void add(std::string_view key, const std::optional<double>& value) {
    if (value) text_ += fmt::format("{} = {}\n", key, *value);
  }
  void add_number(std::string_view key, int value, int usual) {
    if (value != usual) text_ += fmt::format("{} = {}\n", key, value);
  }
  void add_flag(std::string_view key, bool value) {
    if (value) text_ += fmt::format("{} = true\n", key);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add(const Companion& companion, Text& text) {
  text.table("rule.companion");
  text.add("name", companion.name);
  text.add("regex", companion.regex);
  text.add_number("lines", companion.lines, Companion().lines);
  text.add_flag("required", companion.required);
}

void add(const Allowlist& list, Text& text) {
  text.table("rule.allowlist");
  text.add("description", list.description);
  if (list.all) text.add("condition", "all");
  if (list.target == Allowlist::Target::match) text.add("target", "match");
  if (list.target == Allowlist::Target::line) text.add("target", "line");
  text.add("regexes", list.regexes);
  text.add("stopwords", list.stopwords);
  text.add("paths", list.paths);
}

void add(const Rule& rule, Text& text) {
  text.table("rule");
  text.add("id", rule.id);
  text.add("name", rule.name);
  text.add("description", rule.description);
  text.add("severity", to_string(rule.severity));
  text.add("tags", rule.tags);
  text.add("keywords", rule.keywords);
  text.add_flag("whole_blob", rule.whole_blob);
  text.add_flag("every_line", rule.every_line);
  text.add_number("context_lines", rule.context_lines, 0);
  text.add(rule.assigned ? "assigned_to" : "regex", rule.regex);
  text.add_number("length", rule.min_length, 0);
  text.add("path", rule.path);
  text.add("min_randomness", rule.min_randomness);
  text.add("min_entropy", rule.min_entropy);
  text.add_flag("as_written", rule.as_written);
  text.add("validate", rule.validate);
  text.add("remediation", rule.remediation);
  text.add("preset", rule.preset);
  text.add("examples", rule.examples);
  text.add("negative_examples", rule.negative_examples);
  for (const Companion& companion : rule.companions) add(companion, text);
  for (const Allowlist& list : rule.allowlists) add(list, text);
}

}  // namespace

std::string to_toml(const RuleSet& rules) {
  Text text;
  for (const Rule& rule : rules.rules()) add(rule, text);
  std::string file = text.take();
  return file.empty() ? file : file.substr(1);  // no empty line first
}

}  // namespace keysieve
