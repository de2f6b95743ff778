#include "rules/toml_table.h"

#include "rules/deep_keys.h"
#include "rules/near_name.h"

namespace keysieve {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20;

template <typename T>
Expected read_exact(const toml::node& node, T& out, const char* expected) {
  const auto value = node.value_exact<T>();
  if (!value) return expected;
  out = *value;
  return std::nullopt;
}

}  // namespace

Error to_error(std::string_view origin, Problems problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  std::vector<std::string> lines;
  for (const auto& [line, message] : problems) {
    lines.push_back(fmt::format("{}:{}: {}", origin, line, message));
  }
  return {ErrorCode::rule, fmt::format("{}", fmt::join(lines, "\n"))};
}

Result<toml::table> parse_toml(std::string_view text, std::string_view origin) {
  if (text.size() > largest_file) {
    return to_error(origin, {{1, fmt::format("{} bytes are too many for rules or settings; at "
                                             "most {} are read",
                                             text.size(), largest_file)}});
  }
  if (may_have_deep_key(text)) {
    return to_error(origin, {{1, fmt::format("a key of more than {} parts is too deep for rules or "
                                             "settings",
                                             most_key_parts)}});
  }
  toml::parse_result parsed = toml::parse(text);
  if (parsed) return std::move(parsed).table();
  return to_error(origin, {{parsed.error().source().begin.line,
                            fmt::format("not TOML: {}", parsed.error().description())}});
}

Expected read_value(const toml::node& node, std::string& out) {
  return read_exact(node, out, "a string");
}

Expected read_value(const toml::node& node, bool& out) {
  return read_exact(node, out, "true or false");
}

Expected read_value(const toml::node& node, int& out) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value) return "a whole number";
  out = static_cast<int>(std::clamp<std::int64_t>(*value, INT32_MIN, INT32_MAX));
  return std::nullopt;
}

Expected read_value(const toml::node& node, std::uint64_t& out) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < 0) return "a whole number, at least 0";
  out = static_cast<std::uint64_t>(*value);
  return std::nullopt;
}

Expected read_value(const toml::node& node, std::optional<double>& out) {
  out = node.is_number() ? node.value<double>() : std::nullopt;
  return out ? std::nullopt : Expected("a number");
}

Expected read_value(const toml::node& node, Severity& out) {
  const auto severity = parse_severity(node.value_exact<std::string>().value_or(""));
  if (!severity) return "\"critical\", \"high\", \"medium\" or \"low\"";
  out = *severity;
  return std::nullopt;
}

Expected read_value(const toml::node& node, std::vector<std::string>& out) {
  constexpr auto expected = "an array of strings";
  if (!node.is_array()) return expected;
  for (const toml::node& element : *node.as_array()) {
    const auto text = element.value_exact<std::string>();
    if (!text) return expected;
    out.push_back(*text);
  }
  return std::nullopt;
}

void TomlTable::allow_only(std::span<const std::string_view> known) {
  for (const auto& [key, node] : table_) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string_view nearest = nearest_name(key.str(), known);
    const std::string hint = nearest.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                             : fmt::format("did you mean \"{}\"?", nearest);
    problems_.push_back(
        {key.source().begin.line, fmt::format("unknown key \"{}\"; {}", key.str(), hint)});
  }
}

std::vector<TomlTable> TomlTable::tables(std::string_view key, bool or_single) {
  std::vector<TomlTable> found;
  const toml::node* const node = table_.get(key);
  if (!node) return found;
  if (or_single && node->is_table()) found.emplace_back(*node->as_table(), problems_);
  if (node->is_array_of_tables()) {
    for (const toml::node& element : *node->as_array()) {
      found.emplace_back(*element.as_table(), problems_);
    }
  } else if (found.empty()) {
    complain(key, fmt::format("{0} is written as [[{0}]]", key));
  }
  return found;
}

unsigned TomlTable::line_of(std::string_view key) const {
  const auto found = table_.find(key);
  return found == table_.end() ? line() : found->first.source().begin.line;
}

void TomlTable::complain(std::string_view key, std::string message) {
  const auto found = table_.find(key);
  const toml::source_region& place =
      found == table_.end() ? table_.source() : found->first.source();
  problems_.push_back({place.begin.line, std::move(message)});
  unread_.emplace(key);
}

}  // namespace keysieve
