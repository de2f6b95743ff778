#include "detect/assigned.h"

#include <algorithm>
#include <array>

#include "detect/assigned_text.h"
#include "detect/assigned_value.h"

namespace keysieve {
namespace {

constexpr std::size_t longest_name = 80, longest_type = 40, longest_tag = 160;

// Reads one line, or a few, from the sign between name and value to both sides.
class Reader {
 public:
  Reader(const AssignedText& in, std::vector<Assigned>* out) : in_(in), out_(out) {}

  void read() {
    for (std::size_t at = in_.window.begin; at < in_.window.end; ++at) {
      switch (in_.text[at]) {
        case '=':
          read_equals(at);
          break;
        case ':':
          read_colon(at);
          break;
        case ',':
          read_after_quoted_name(at, Sign::comma);
          break;
        case '(':
          read_call(at);
          break;
        case ')':
        case ']':
        case '|':
        case '?':
          read_fallback(at);
          break;
        case '>':
          read_tag(at);
          break;
        case '-':
          read_option(at);
          break;
        default:
          break;
      }
    }
  }

 private:
  // --- signs ---

  void read_equals(std::size_t sign) {
    std::size_t begin = sign, end = sign + 1;
    if (in_.at(end) == '~' || in_.before(sign) == '<' || in_.before(sign) == '=') return;
    while (in_.at(end) == '=' || in_.at(end) == '>') ++end;
    while (begin > in_.window.begin &&
           std::string_view(":+?|!=").find(in_.text[begin - 1]) != std::string_view::npos) {
      --begin;
    }
    const Span value = value_after(in_, end, Sign::equals);
    if (value.begin == value.end) return;
    const Span name = name_before(begin);
    add(name, value);
    add(typed_name_before(name), value);
    add(labelled_name_before(name), value);
  }

  void read_colon(std::size_t sign) {
    const char next = in_.at(sign + 1);
    if (next == '=' || next == ':' || next == '/' || in_.before(sign) == ':') return;
    const std::size_t end = sign + (next == '-' ? 2 : 1);  // ${NAME:-value}
    const Span value = value_after(in_, end, Sign::colon);
    if (value.begin == value.end) return;
    const Span name = name_before(sign);
    add(name, value);
    add(labelled_name_before(name), value);
  }

  void read_after_quoted_name(std::size_t sign, Sign kind) {
    if (!is_quote(in_.before(in_.skip_blanks_back(sign)))) return;
    const Span value = value_after(in_, sign + 1, kind);
    if (value.begin == value.end) return;
    const Span name = name_before(sign);  // all that is in the quotes, or after "lookup."
    const bool is_name_of_value = is_quote(in_.before(name.begin)) || in_.before(name.begin) == ':';
    if (is_name_of_value && !(kind == Sign::comma && are_in_list(name, value))) add(name, value);
  }

  // ["user", "password", "home"]: a list of names, where a value could itself be one.
  bool are_in_list(Span name, Span value) const {
    if (!std::all_of(in_.text.begin() + static_cast<std::ptrdiff_t>(value.begin),
                     in_.text.begin() + static_cast<std::ptrdiff_t>(value.end),
                     [](char c) { return is_letter(c) || c == '_'; })) {
      return false;
    }
    const std::size_t next = in_.skip_blanks(value.end + 1);
    if (in_.at(next) == ',' && is_quote(in_.at(in_.skip_blanks(next + 1)))) return true;
    const std::size_t comma = in_.skip_blanks_back(name.begin - 1);
    return in_.before(comma) == ',' && is_quote(in_.before(in_.skip_blanks_back(comma - 1)));
  }

  void read_call(std::size_t sign) {
    if (!is_word(in_.before(sign))) return;
    const Span value = value_after(in_, sign + 1, Sign::call);
    if (value.begin == value.end) return;
    Span name = name_before(sign);  // of a method: password.encode("…") says nothing of a password
    const std::size_t dot = in_.view(name).rfind('.');
    if (dot != std::string_view::npos) name.begin += dot + 1;
    add(name, value);
  }

  // lookup(NAME) or "value", lookup[NAME] || "value", NAME ?? "value", NAME ?: "value"
  void read_fallback(std::size_t sign) {
    const bool closes = in_.text[sign] == ')' || in_.text[sign] == ']';
    const std::size_t begin = closes ? sign + 1 : sign;
    const std::size_t from = closes ? in_.skip_blanks(begin) : begin;
    std::size_t end = 0;
    for (const std::string_view word : {"||", "??", "?:", "or "}) {
      if (in_.text.substr(from, std::min(word.size(), in_.window.end - from)) == word) {
        end = from + word.size();
      }
    }
    if (end == 0 || (closes && !is_letter(in_.text[from]))) return;
    const Span value = value_after(in_, end, Sign::fallback);
    if (value.begin != value.end) add(name_before(begin), value);
  }

  // <name>value</ and <string name="name">value</
  void read_tag(std::size_t sign) {
    if (in_.before(sign) == '=' || in_.before(sign) == '-' || in_.before(sign) == '/') return;
    const Span value = value_after(in_, sign + 1, Sign::tag);
    if (value.begin == value.end || in_.at(value.end) != '<') return;
    const std::size_t least = sign - std::min(sign - in_.window.begin, longest_tag);
    std::size_t open = sign;
    while (open > least && in_.text[open] != '<') --open;
    if (in_.text[open] != '<') return;
    std::size_t end = open + 1;
    while (is_name(in_.at(end))) ++end;
    add({open + 1, end}, value);
    if (end < sign) add(labelled_name({open, sign}), value);
  }

  // --name value
  void read_option(std::size_t sign) {
    if (in_.at(sign + 1) != '-' || is_name(in_.before(sign))) return;
    std::size_t end = sign + 2;
    while (is_name(in_.at(end)) && end < sign + longest_name) ++end;
    if (!is_blank(in_.at(end)) || end < sign + 4) return;
    const Span value = value_after(in_, end, Sign::option);
    if (value.begin != value.end) add({sign + 2, end}, value);
  }

  // --- names ---

  void add(Span name, Span value) {
    while (name.begin < name.end && !is_word(in_.text[name.begin])) ++name.begin;
    while (name.begin < name.end && !is_word(in_.text[name.end - 1])) --name.end;
    if (name.end >= name.begin + 2) out_->push_back({name, value});
  }

  Span name_ending_at(std::size_t end) const {
    std::size_t begin = end;
    const std::size_t least = end - std::min(end - in_.window.begin, longest_name);
    while (begin > least && is_name(in_.text[begin - 1])) --begin;
    return {begin, end};
  }

  // name   "name"   \"name\"   x["name"]   x[:name]   lookup("name")   name[16]   name[]   name?
  Span name_before(std::size_t sign) const {
    std::size_t end = in_.skip_blanks_back(sign);
    if (in_.before(end) == ']') {
      std::size_t open = end - 1;
      while (open > in_.window.begin && end - open < 10 && is_word(in_.text[open - 1])) --open;
      if (in_.before(open) == '[' && !is_letter(in_.text[open])) return name_ending_at(open - 1);
    }
    for (int closers = 0; closers < 6 && end > in_.window.begin; ++closers) {
      if (std::string_view("\"'`)]}\\?*").find(in_.text[end - 1]) == std::string_view::npos) break;
      --end;
    }
    return name_ending_at(end);
  }

  // "name: Type = value" and "name Type = value", where `type` is what stands before the sign.
  Span typed_name_before(Span type) const {
    constexpr std::string_view type_characters = "&'<>[]|?*., ";
    std::size_t at = type.begin;
    const std::size_t least = at - std::min(at - in_.window.begin, longest_type);
    while (at > least && (is_word(in_.text[at - 1]) ||
                          type_characters.find(in_.text[at - 1]) != std::string_view::npos)) {
      --at;
    }
    if (in_.before(at) == ':' && in_.before(at - 1) != ':') return name_before(at - 1);
    constexpr std::array<std::string_view, 4> types = {"string", "str", "text", "varchar"};
    if (!is_one_of(types, in_.text.substr(type.begin, type.end - type.begin))) return {};
    return name_before(type.begin);
  }

  // <add key="NAME" value="…">   {"name": "NAME", "value": "…"}: `label` is "value".
  Span labelled_name_before(Span label) const {
    constexpr std::array<std::string_view, 3> labels = {"value", "default", "content"};
    if (!is_one_of(labels, in_.text.substr(label.begin, label.end - label.begin))) return {};
    return labelled_name(
        {label.begin - std::min(label.begin - in_.window.begin, longest_tag), label.begin});
  }

  // The last of what is called "key", "name" or "id" in `part`.
  Span labelled_name(Span part) const {
    constexpr std::array<std::string_view, 5> labels = {"key", "name", "id", "property", "field"};
    for (std::size_t sign = part.end; sign-- > part.begin + 2;) {
      if (in_.text[sign] != '=' && in_.text[sign] != ':') continue;
      const Span label = name_before(sign);
      if (!is_one_of(labels, in_.text.substr(label.begin, label.end - label.begin))) continue;
      std::size_t begin = in_.skip_blanks(sign + 1);
      while (begin < part.end && (is_quote(in_.text[begin]) || in_.text[begin] == '\\')) ++begin;
      std::size_t end = begin;
      while (end < part.end && is_name(in_.text[end])) ++end;
      return {begin, end};
    }
    return {};
  }

  AssignedText in_;
  std::vector<Assigned>* out_;
};

}  // namespace

void find_assigned(std::string_view text, Span window, std::vector<Assigned>* out) {
  Reader({text, window}, out).read();
}

}  // namespace keysieve
