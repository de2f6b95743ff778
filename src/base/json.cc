#include "base/json.h"

#include <fmt/format.h>

#include "base/acting_character.h"
#include "base/printable.h"

namespace keysieve {

void JsonWriter::new_line() {
  if (layout_ == Layout::line) return;
  out_ << '\n';
  for (std::size_t i = 0; i < has_items_.size(); ++i) out_ << "  ";
}

// Before every key and every value that has none: a comma if it is not the first, and a new line.
void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_items_.empty()) return;
  if (has_items_.back()) out_ << ',';
  has_items_.back() = true;
  new_line();
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  out_ << bracket;
  has_items_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  const bool had_items = has_items_.back();
  has_items_.pop_back();
  if (had_items) new_line();
  out_ << bracket;
  if (has_items_.empty()) out_ << '\n';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  write_text(name);
  out_ << ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  write_text(text);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  out_ << (truth ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::value(double number, int decimals) {
  separate();
  out_ << fmt::format("{:.{}f}", number, decimals);
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ << "null";
  return *this;
}

namespace {

// As short as JSON has it; empty where it has none.
std::string_view short_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return {};
  }
}

}  // namespace

// JSON may be looked at on a terminal: whatever acts there is escaped, though JSON needs it only of
// the first 32.
void JsonWriter::write_text(std::string_view text) {
  out_ << '"';
  const std::string sound = to_utf8(text);
  for (std::string_view rest = sound; !rest.empty();) {
    const bool plain = rest.front() > ' ' && rest.front() < 0x7F;
    if (plain && rest.front() != '"' && rest.front() != '\\') {
      out_ << rest.front();
      rest.remove_prefix(1);
      continue;
    }
    const std::string_view escape = short_escape(rest.front());
    const ActingCharacter acting = acting_character(rest);
    if (!escape.empty()) {
      out_ << escape;
    } else if (acting.length != 0) {
      out_ << fmt::format("\\u{:04x}", static_cast<unsigned>(acting.code));
    } else {
      out_ << rest.front();
    }
    rest.remove_prefix(escape.empty() && acting.length != 0 ? acting.length : 1);
  }
  out_ << '"';
}

}  // namespace keysieve
