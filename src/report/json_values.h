// The values that reports are made of, read from JSON: what is malformed is an error of the
// document that it came of (JsonValue::fail), and empty.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "keysieve/finding.h"
#include "report/json_reader.h"

namespace keysieve {

// The value that `to_string` gives `word` to.
template <typename T, std::size_t n>
T named(const JsonValue& from, const std::array<T, n>& all) {
  const std::string word = from.text();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](T value) { return to_string(value) == word; });
  if (found != all.end()) return *found;
  if (!from.is_null()) from.fail("is a word that no report has there");
  return all.front();
}

// Words that a scan takes from rules or says itself, so that writers take them for harmless. A
// saved report may hold anything.
std::string word_in(const JsonValue& from);

std::string text_or_empty(const JsonValue& from);  // null: empty
std::optional<std::string> optional_text(const JsonValue& from);
ObjectId id_in(const JsonValue& from);
std::optional<ObjectId> optional_id(const JsonValue& from);
std::string fingerprint_in(const JsonValue& from);
Time time_in(const JsonValue& from);  // "2024-11-24T17:34:25+07:00"
std::vector<std::string> texts_in(const JsonValue& from);

template <typename T>
std::vector<T> list_in(const JsonValue& from, T (*read)(const JsonValue&)) {
  std::vector<T> all;
  from.each([&](const JsonValue& item) { all.push_back(read(item)); });
  return all;
}

}  // namespace keysieve
