#include "keygen/rotation.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/lines.h"

namespace keysieve {
namespace {

std::string_view value_of(std::string_view text, const EnvLine& assignment) {
  return text.substr(assignment.begin, assignment.end - assignment.begin);
}

// Without a copy of what may be a key.
bool holds_in_any_case(std::string_view text, std::string_view lower_word) {
  const auto is_same = [](char c, char lower) {
    return (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) == lower;
  };
  return std::search(text.begin(), text.end(), lower_word.begin(), lower_word.end(), is_same) !=
         text.end();
}

std::string quote_of(const EnvLine& assignment) {
  return assignment.quote == '\0' ? "" : std::string(1, assignment.quote);
}

Error cannot_move(const EnvLine& old, const EnvSetting& setting, std::string_view why) {
  return {
      ErrorCode::unsupported,
      fmt::format("cannot move the old key of {} (line {}) to {}: {}; move it by hand, or leave "
                  "it out with --no-fallback",
                  setting.name, old.line, setting.fallback_name, why)};
}

// A line of its own behind that of the old key, written as that one is.
Splice new_line(std::string_view text, const EnvLine& old, const EnvSetting& setting,
                std::string_view open, std::string_view close) {
  const std::string line_break(line_break_of(text));
  const bool open_end = old.line_end == text.size() && !text.ends_with('\n');
  return {old.line_end,
          old.line_end,
          {open_end ? line_break : "", old.exported ? "export " : "", setting.fallback_name, "=",
           std::string(open)},
          {value_of(text, old)},
          {std::string(close), line_break}};
}

Splice in_quotes_of_old(std::string_view text, const EnvLine& old, const EnvLine& fallback) {
  const std::size_t around = fallback.quote == '\0' ? 0 : 1;
  return {fallback.begin - around,
          fallback.end + around,
          {quote_of(old)},
          {value_of(text, old)},
          {quote_of(old)}};
}

Splice before(std::string_view text, const EnvLine& old, std::size_t place, std::string open,
              std::string close) {
  return {place, place, {std::move(open)}, {value_of(text, old)}, {std::move(close)}};
}

Result<Splice> move_to_list(std::string_view text, const EnvLine& old, const EnvSetting& setting,
                            const EnvLine* list) {
  const std::string_view key = value_of(text, old);
  if (key.find(',') != key.npos) {
    return cannot_move(old, setting, "it holds a comma, at which the list would be split");
  }
  if (list == nullptr) return new_line(text, old, setting, quote_of(old), quote_of(old));
  const std::string_view others = value_of(text, *list);
  if (others.empty()) return in_quotes_of_old(text, old, *list);
  if (is_portable(key) || (old.quote == list->quote && old.quote != '\0')) {
    return before(text, old, list->begin, "", ",");
  }
  if (old.quote != '\0' && list->quote == '\0' && is_portable(others)) {
    return Splice{list->begin, list->end, {quote_of(old)}, {key, ",", others}, {quote_of(old)}};
  }
  return cannot_move(old, setting,
                     fmt::format("it and the keys that are there (line {}) are quoted in ways that "
                                 "do not go together",
                                 list->line));
}

Result<Splice> move_to_json(std::string_view text, const EnvLine& old, const EnvSetting& setting,
                            const EnvLine* list) {
  const std::string_view key = value_of(text, old);
  if (key.find_first_of("'\"\\") != key.npos) {
    return cannot_move(old, setting, "it holds a quote or a backslash");
  }
  if (list == nullptr) return new_line(text, old, setting, "'[\"", "\"]'");
  const std::string_view others = value_of(text, *list);
  if (list->quote == '\0' && (others.empty() || others == "[]")) {
    return Splice{list->begin, list->end, {"'[\""}, {key}, {"\"]'"}};
  }
  if (list->quote == '\'' && others == "[]") return before(text, old, list->begin + 1, "\"", "\"");
  if (list->quote == '\'' && others.starts_with("[\"")) {
    return before(text, old, list->begin + 1, "\"", "\",");
  }
  return cannot_move(
      old, setting,
      fmt::format("what is there (line {}) is no list of JSON in single quotes", list->line));
}

Result<Splice> move_to_single(std::string_view text, const EnvLine& old, const EnvSetting& setting,
                              const EnvLine* place) {
  if (place == nullptr) return new_line(text, old, setting, quote_of(old), quote_of(old));
  return in_quotes_of_old(text, old, *place);
}

}  // namespace

std::string too_weak_to_keep(std::string_view key) {
  constexpr std::size_t least_length = 22;  // 128 bits in base64
  constexpr std::size_t least_distinct = 8;
  constexpr std::array words = {"insecure", "change", "secret", "example", "default", "your-"};
  if (key.size() < least_length) return fmt::format("it has {} characters", key.size());
  if (std::set<char>(key.begin(), key.end()).size() < least_distinct) {
    return fmt::format("it has fewer than {} different characters", least_distinct);
  }
  for (const std::string_view word : words) {
    if (holds_in_any_case(key, word)) return fmt::format("it says \"{}\"", word);
  }
  return {};
}

Result<Splice> move_to_fallback(std::string_view text, const EnvLine& old,
                                const EnvSetting& setting, const EnvLine* fallback) {
  if (fallback != nullptr && (fallback->odd || fallback->colon)) {
    return cannot_move(old, setting,
                       fmt::format("readers disagree on what is there (line {})", fallback->line));
  }
  if (fallback != nullptr && is_reference(value_of(text, *fallback))) {
    return cannot_move(
        old, setting,
        fmt::format("what is there (line {}) names another variable or a command", fallback->line));
  }
  if (setting.fallback == Fallback::single) return move_to_single(text, old, setting, fallback);
  if (setting.fallback == Fallback::list) return move_to_list(text, old, setting, fallback);
  return move_to_json(text, old, setting, fallback);
}

}  // namespace keysieve
