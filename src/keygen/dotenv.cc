#include "keygen/dotenv.h"

#include <algorithm>

#include <fmt/format.h>

#include "keysieve/env_file.h"

namespace keysieve {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Reads one text, front to back.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  Result<std::vector<EnvLine>> read() {
    while (at_ < text_.size()) {
      EnvLine assignment;
      if (read_name(&assignment)) {
        if (!read_value(&assignment)) return unclosed(assignment);
        skip_line();
        assignment.line_end = at_;
        found_.push_back(assignment);
      } else {
        skip_line();
      }
    }
    return std::move(found_);
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\n' : text_[at_]; }
  bool at_line_end() const {
    return peek() == '\n' || text_.substr(at_).starts_with("\r\n") || at_end();
  }

  void skip_blanks() {
    while (is_blank(peek())) ++at_;
  }

  void skip_line() {
    while (!at_end() && text_[at_] != '\n') ++at_;
    if (!at_end()) ++at_;
    ++line_;
  }

  std::string_view read_word() {
    const std::size_t begin = at_;
    if (!is_letter(peek())) return {};
    while (is_letter(peek()) || is_digit(peek()) || peek() == '.' || peek() == '-') ++at_;
    return text_.substr(begin, at_ - begin);
  }

  // Up to and with the "=".
  bool read_name(EnvLine* assignment) {
    skip_blanks();
    assignment->name = read_word();
    if (assignment->name == "export" && is_blank(peek())) {
      assignment->exported = true;
      skip_blanks();
      assignment->name = read_word();
    }
    if (assignment->name.empty()) return false;
    skip_blanks();
    assignment->line = line_;
    assignment->colon = peek() == ':' && at_ + 1 < text_.size() && is_blank(text_[at_ + 1]);
    if (peek() != '=' && !assignment->colon) return false;
    ++at_;
    return true;
  }

  // False: its quote is not closed.
  bool read_value(EnvLine* assignment) {
    const std::size_t behind_sign = at_;
    skip_blanks();
    const char first = peek();
    if (first == '\'' || first == '"' || first == '`') return read_quoted(assignment, first);
    if (at_line_end() || (first == '#' && at_ > behind_sign)) {
      assignment->begin = assignment->end = behind_sign;
    } else {
      read_plain(assignment);
    }
    return true;
  }

  bool read_quoted(EnvLine* assignment, char quote) {
    assignment->quote = quote;
    assignment->begin = ++at_;
    for (; !at_end() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '\\' || at_ + 1 >= text_.size()) continue;
      // To some a backslash is itself in single quotes, to others it hides the quote behind it.
      if (quote != '"' && text_[at_ + 1] == quote) assignment->odd = true;
      if (quote == '"') ++at_;
      if (text_[at_] == '\n') ++line_;
    }
    if (at_end()) return false;
    assignment->end = at_++;
    skip_blanks();
    if (!at_line_end() && peek() != '#') assignment->odd = true;  // 'one'two is onetwo to sh
    return true;
  }

  void read_plain(EnvLine* assignment) {
    assignment->begin = at_;
    while (!at_line_end() && !(peek() == '#' && is_blank(text_[at_ - 1]))) ++at_;
    assignment->end = at_;
    while (is_blank(text_[assignment->end - 1])) --assignment->end;
    const auto value = text_.substr(assignment->begin, assignment->end - assignment->begin);
    // To sh a quote opens here, too, and a backslash at the end joins the next line.
    assignment->odd =
        value.find_first_of(std::string_view("'\"`\r\0", 5)) != value.npos || value.ends_with('\\');
  }

  Error unclosed(const EnvLine& assignment) const {
    return {ErrorCode::unsupported,
            fmt::format("line {}: the quote that the value of {} begins with is not closed; close "
                        "it first, for readers disagree on what such a file says",
                        assignment.line, assignment.name)};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::vector<EnvLine> found_;
};

}  // namespace

Result<std::vector<EnvLine>> read_assignments(std::string_view text) {
  return Reader(text).read();
}

bool is_portable(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("@%^-=+,.:/").find(c) != std::string_view::npos;
  });
}

bool is_reference(std::string_view value) {
  if (value.starts_with("$(") || value.starts_with("${") || value.starts_with('`')) return true;
  if (value.size() < 2 || value.front() != '$') return false;
  return std::ranges::all_of(value.substr(1), [](char c) { return is_letter(c) || is_digit(c); });
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace keysieve
