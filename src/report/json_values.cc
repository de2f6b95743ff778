#include "report/json_values.h"

#include "base/date.h"
#include "base/printable.h"

namespace keysieve {
namespace {

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "+07:00" in minutes. Commits may have offsets that no clock has.
std::optional<int> offset_of(std::string_view text) {
  const bool good = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                    is_number(text.substr(1, 2)) && is_number(text.substr(4, 2));
  if (!good) return std::nullopt;
  const auto digits = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  const int minutes = digits(1) * 60 + digits(4);
  return text[0] == '-' ? -minutes : minutes;
}

}  // namespace

std::string word_in(const JsonValue& from) {
  return printable(from.text());
}

std::string text_or_empty(const JsonValue& from) {
  return from.is_null() ? std::string() : from.text();
}

std::optional<std::string> optional_text(const JsonValue& from) {
  return from.is_null() ? std::nullopt : std::optional(from.text());
}

ObjectId id_in(const JsonValue& from) {
  const auto id = ObjectId::from_hex(from.text());
  if (!id && !from.is_null()) from.fail("must be 40 hexadecimal digits");
  return id.value_or(ObjectId{});
}

std::optional<ObjectId> optional_id(const JsonValue& from) {
  return from.is_null() ? std::nullopt : std::optional(id_in(from));
}

std::string fingerprint_in(const JsonValue& from) {
  std::string text = from.text();
  if (!is_hex(text, 32) && !from.is_null()) from.fail("must be 32 hexadecimal digits");
  return text;
}

Time time_in(const JsonValue& from) {
  static constexpr std::size_t clock = std::string_view("2024-11-24T17:34:25").size();
  const std::string text = from.text();
  const auto seconds = parse_date(text.substr(0, clock));
  const auto offset = offset_of(std::string_view(text).substr(std::min(clock, text.size())));
  if (seconds && offset) return {*seconds - *offset * 60, *offset};
  if (!from.is_null()) from.fail("must be a time such as 2024-11-24T17:34:25+07:00");
  return {};
}

std::vector<std::string> texts_in(const JsonValue& from) {
  std::vector<std::string> all;
  from.each([&](const JsonValue& item) { all.push_back(item.text()); });
  return all;
}

}  // namespace keysieve
