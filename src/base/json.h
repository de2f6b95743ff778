// A streaming JSON writer: keys and values in the order they are given, two spaces a level or all
// in one line, so that the same calls make the same bytes.
#pragma once

#include <concepts>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <vector>

namespace keysieve {

class JsonWriter {
 public:
  enum class Layout : bool { indented, line };

  explicit JsonWriter(std::ostream& out, Layout layout = Layout::indented)
      : out_(out), layout_(layout) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);  // bytes that are no UTF-8 become U+FFFD
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  template <std::integral T>
  requires(!std::same_as<T, bool>) JsonWriter& value(T number) {
    separate();
    out_ << number;
    return *this;
  }
  JsonWriter& value(double number, int decimals);  // fixed point
  JsonWriter& null();

  template <typename T>
  JsonWriter& member(std::string_view name, const T& content) {
    key(name);
    return value(content);
  }

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  void separate();
  void new_line();
  void write_text(std::string_view text);

  std::ostream& out_;
  Layout layout_;
  std::vector<bool> has_items_;  // one entry an open bracket
  bool after_key_ = false;
};

}  // namespace keysieve
