#include "report/json_reader.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"

namespace keysieve {
namespace {

constexpr int deepest = 16;

// Watches a document while it is parsed: nlohmann/json would take the last of duplicate keys.
class Watch {
 public:
  bool operator()(int depth, Json::parse_event_t event, Json& value) {
    using Event = Json::parse_event_t;
    if (depth > deepest) throw std::runtime_error("it is nested too deep for a report");
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(value.get<std::string>()).second) {
      throw std::runtime_error("an object has the same key twice");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> keys_;
};

std::string place(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return fmt::format("{}:{}", line, column);
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view origin) {
  try {
    Watch watch;
    return Json::parse(text, std::ref(watch));
  } catch (const Json::parse_error& error) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}:{}: this is not JSON, or its end is missing; a report is what "
                             "`keysieve scan --format json` writes",
                             origin, place(text, error.byte))};
  } catch (const Json::exception&) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}: it holds a number that no report has", origin)};
  } catch (const std::runtime_error& error) {
    return Error{ErrorCode::invalid_argument, fmt::format("{}: {}", origin, error.what())};
  }
}

void JsonValue::fail(const std::string& what) const {
  if (!*error_) *error_ = (where_.empty() ? "the report" : printable(where_)) + ' ' + what;
}

std::string JsonValue::below(std::string_view name) const {
  return where_.empty() ? std::string(name) : fmt::format("{}.{}", where_, name);
}

bool JsonValue::expect(bool holds, std::string_view wanted) const {
  if (!holds && value_ != nullptr) fail(fmt::format("must be {}", wanted));
  return holds;
}

std::string JsonValue::text() const {
  const bool good = expect(value_ != nullptr && value_->is_string(), "a text");
  return good ? value_->get<std::string>() : std::string();
}

bool JsonValue::truth() const {
  return expect(value_ != nullptr && value_->is_boolean(), "true or false") && value_->get<bool>();
}

double JsonValue::number() const {
  const bool good = expect(value_ != nullptr && value_->is_number(), "a number");
  return good ? value_->get<double>() : 0;
}

std::uint64_t JsonValue::count() const {
  const bool good = expect(value_ != nullptr && value_->is_number_unsigned(),
                           "a whole number that is not negative");
  return good ? value_->get<std::uint64_t>() : 0;
}

std::uint32_t JsonValue::count32() const {
  const std::uint64_t number = count();
  const bool good =
      expect(number <= std::numeric_limits<std::uint32_t>::max(), "less than 4,294,967,296");
  return good ? static_cast<std::uint32_t>(number) : 0;
}

JsonObject::JsonObject(const JsonValue& value) : value_(value) {
  if (!value_.expect(value_.value_ != nullptr && value_.value_->is_object(), "an object")) {
    value_.value_ = nullptr;
  }
}

JsonObject::~JsonObject() {
  if (value_.value_ == nullptr) return;
  for (const auto& [name, item] : value_.value_->items()) {
    if (asked_.contains(name)) continue;
    value_.fail(fmt::format("has a key that no report has: \"{}\"", printable(name)));
  }
}

std::optional<JsonValue> JsonObject::find(std::string_view name) {
  asked_.emplace(name);
  if (value_.value_ == nullptr) return std::nullopt;
  const auto item = value_.value_->find(std::string(name));
  if (item == value_.value_->end()) return std::nullopt;
  return JsonValue(&*item, value_.below(name), value_.error_);
}

JsonValue JsonObject::at(std::string_view name) {
  if (auto item = find(name)) return *item;
  if (value_.value_ != nullptr) value_.fail(fmt::format("lacks the key \"{}\"", name));
  return JsonValue(nullptr, {}, value_.error_);
}

}  // namespace keysieve
