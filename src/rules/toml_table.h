// Tables of TOML, their values read by key into variables of the right type, and all that is wrong
// with them gathered with its line.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
// The parser asserts that a key begins as keys do, and then handles that it does not. Without
// asserts it tells compilers to take for granted what it then handles.
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/impl/preprocessor.h>
#undef TOML_ASSUME
#define TOML_ASSUME(...) static_assert(true)
#include <toml++/toml.h>

#include "keysieve/error.h"
#include "keysieve/rule.h"

namespace keysieve {

struct Problem {
  unsigned line;
  std::string message;
};
using Problems = std::vector<Problem>;

// All problems in one error, by line: "origin:line: what is wrong".
Error to_error(std::string_view origin, Problems problems);

// The file that `text` is; an error says where it is none, or that it is too large.
Result<toml::table> parse_toml(std::string_view text, std::string_view origin);

// Each overload puts the value of `node` into `out`, or says what it should have been.
using Expected = std::optional<std::string>;
Expected read_value(const toml::node& node, std::string& out);
Expected read_value(const toml::node& node, bool& out);
Expected read_value(const toml::node& node, int& out);
Expected read_value(const toml::node& node, std::optional<double>& out);
Expected read_value(const toml::node& node, Severity& out);
Expected read_value(const toml::node& node, std::vector<std::string>& out);
Expected read_value(const toml::node& node, std::uint64_t& out);

template <typename T>
Expected read_value(const toml::node& node, std::optional<T>& out) {
  T value{};
  const Expected expected = read_value(node, value);
  if (!expected) out = std::move(value);
  return expected;
}

class TomlTable {
 public:
  TomlTable(const toml::table& table, Problems& problems) : table_(table), problems_(problems) {}

  // Complains about keys that are not `known`, with the one that was probably meant.
  void allow_only(std::span<const std::string_view> known);

  bool has(std::string_view key) const { return table_.contains(key); }

  template <typename T>
  void required(std::string_view key, T& out) {
    if (!has(key)) complain(key, fmt::format("the rule has no {}", key));
    optional(key, out);
  }

  template <typename T>
  void optional(std::string_view key, T& out) {
    const toml::node* const node = table_.get(key);
    const Expected expected = node ? read_value(*node, out) : std::nullopt;
    if (expected) complain(key, fmt::format("{} must be {}", key, *expected));
  }

  // The tables written as [[key]]; with `or_single`, one written as [key] as well.
  std::vector<TomlTable> tables(std::string_view key, bool or_single = false);

  // Says what is wrong with the value of `key`, or with the table if it has no such key.
  void complain(std::string_view key, std::string message);

  // Whether `key` was complained of: then it has no value that could be at fault.
  bool is_unread(std::string_view key) const { return unread_.contains(key); }

  unsigned line_of(std::string_view key) const;

  unsigned line() const { return table_.source().begin.line; }

 private:
  const toml::table& table_;
  Problems& problems_;
  std::set<std::string, std::less<>> unread_;
};

}  // namespace keysieve
