// Reads a JSON document member by member, strictly, and says of the first thing wrong where it
// stands: "findings[3].introduced[0].line". The one file that knows nlohmann/json is json_reader.cc
// and those that include this.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "keysieve/error.h"

namespace keysieve {

using Json = nlohmann::ordered_json;  // members in the order in which they stand

// A document without duplicate keys, nested no deeper than reports are. An error names line and
// column, and nothing of the text, in which secrets may stand.
Result<Json> parse_json(std::string_view text, std::string_view origin);

// A value of a document, and where it stands. The first error is kept for all that come of the same
// document; what is read after it is empty.
class JsonValue {
 public:
  JsonValue(const Json* value, std::string where, std::optional<std::string>* error)
      : value_(value), where_(std::move(where)), error_(error) {}

  bool is_null() const { return value_ == nullptr || value_->is_null(); }

  std::string text() const;
  bool truth() const;
  double number() const;
  std::uint64_t count() const;  // a whole number that is not negative
  std::uint32_t count32() const;

  // Calls read(JsonValue) for each item.
  template <typename Read>
  void each(Read read) const {
    if (!expect(value_ != nullptr && value_->is_array(), "a list")) return;
    std::size_t number = 0;
    for (const auto& item : *value_) {
      read(JsonValue(&item, where_ + '[' + std::to_string(number++) + ']', error_));
    }
  }

  // Calls read(name, JsonValue) for each member.
  template <typename Read>
  void each_member(Read read) const {
    if (!expect(value_ != nullptr && value_->is_object(), "an object")) return;
    for (const auto& [name, item] : value_->items())
      read(name, JsonValue(&item, below(name), error_));
  }

  void fail(const std::string& what) const;

 private:
  friend class JsonObject;
  std::string below(std::string_view name) const;
  bool expect(bool holds, std::string_view wanted) const;

  const Json* value_;
  std::string where_;
  std::optional<std::string>* error_;
};

// An object all of whose keys are asked for: those that are not are errors.
class JsonObject {
 public:
  explicit JsonObject(const JsonValue& value);
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;
  ~JsonObject();

  JsonValue at(std::string_view name);                   // must be there
  std::optional<JsonValue> find(std::string_view name);  // may be there

 private:
  JsonValue value_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace keysieve
