#include "detect/assigned.h"

#include <algorithm>
#include <array>

namespace keysieve {
namespace {

constexpr std::size_t longest_name = 80, longest_type = 40, longest_tag = 160, most_blanks = 16;
constexpr std::size_t shortest_value = 3;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
bool is_name(char c) {
  return is_word(c) || c == '-' || c == '.';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_in_any_case(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return lower(a) == b; });
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view text) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_in_any_case(text, word); });
}

// What stands between a name and a value decides what may stand around them.
enum class Sign { equals, colon, comma, call, fallback, tag, option };

// Reads one line, or a few, from the sign between name and value to both sides.
class Reader {
 public:
  Reader(std::string_view text, Span window, std::vector<Assigned>* out)
      : text_(text), window_(window), out_(out) {}

  void read() {
    for (std::size_t at = window_.begin; at < window_.end; ++at) {
      switch (text_[at]) {
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
  char at(std::size_t i) const { return i >= window_.begin && i < window_.end ? text_[i] : '\n'; }
  char before(std::size_t i) const { return i > window_.begin ? text_[i - 1] : '\n'; }

  std::size_t skip_blanks(std::size_t i) const {
    const std::size_t end = std::min(window_.end, i + most_blanks);
    while (i < end && is_blank(text_[i])) ++i;
    return i;
  }
  std::size_t skip_blanks_back(std::size_t i) const {
    const std::size_t begin = i - std::min(i - window_.begin, most_blanks);
    while (i > begin && is_blank(text_[i - 1])) --i;
    return i;
  }

  // --- signs ---

  void read_equals(std::size_t sign) {
    std::size_t begin = sign, end = sign + 1;
    if (at(end) == '~' || before(sign) == '<' || before(sign) == '=') return;
    while (at(end) == '=' || at(end) == '>') ++end;
    while (begin > window_.begin &&
           std::string_view(":+?|!=").find(text_[begin - 1]) != std::string_view::npos) {
      --begin;
    }
    const Span value = value_after(end, Sign::equals);
    if (value.begin == value.end) return;
    const Span name = name_before(begin);
    add(name, value);
    add(typed_name_before(name), value);
    add(labelled_name_before(name), value);
  }

  void read_colon(std::size_t sign) {
    const char next = at(sign + 1);
    if (next == '=' || next == ':' || next == '/' || before(sign) == ':') return;
    const std::size_t end = sign + (next == '-' ? 2 : 1);  // ${NAME:-value}
    const Span value = value_after(end, Sign::colon);
    if (value.begin == value.end) return;
    const Span name = name_before(sign);
    add(name, value);
    add(labelled_name_before(name), value);
  }

  void read_after_quoted_name(std::size_t sign, Sign kind) {
    if (!is_quote(before(skip_blanks_back(sign)))) return;
    const Span value = value_after(sign + 1, kind);
    if (value.begin == value.end) return;
    const Span name = name_before(sign);  // all that is in the quotes, or after "lookup."
    const bool is_name_of_value = is_quote(before(name.begin)) || before(name.begin) == ':';
    if (is_name_of_value && !(kind == Sign::comma && are_in_list(name, value))) add(name, value);
  }

  // ["user", "password", "home"]: a list of names, where a value could itself be one.
  bool are_in_list(Span name, Span value) const {
    if (!std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(value.begin),
                     text_.begin() + static_cast<std::ptrdiff_t>(value.end),
                     [](char c) { return is_letter(c) || c == '_'; })) {
      return false;
    }
    const std::size_t next = skip_blanks(value.end + 1);
    if (at(next) == ',' && is_quote(at(skip_blanks(next + 1)))) return true;
    const std::size_t comma = skip_blanks_back(name.begin - 1);
    return before(comma) == ',' && is_quote(before(skip_blanks_back(comma - 1)));
  }

  void read_call(std::size_t sign) {
    if (!is_word(before(sign))) return;
    const Span value = value_after(sign + 1, Sign::call);
    if (value.begin == value.end) return;
    Span name = name_before(sign);  // of a method: password.encode("…") says nothing of a password
    const std::size_t dot = view(name).rfind('.');
    if (dot != std::string_view::npos) name.begin += dot + 1;
    add(name, value);
  }

  // lookup(NAME) or "value", lookup[NAME] || "value", NAME ?? "value", NAME ?: "value"
  void read_fallback(std::size_t sign) {
    const bool closes = text_[sign] == ')' || text_[sign] == ']';
    const std::size_t begin = closes ? sign + 1 : sign;
    const std::size_t from = closes ? skip_blanks(begin) : begin;
    std::size_t end = 0;
    for (const std::string_view word : {"||", "??", "?:", "or "}) {
      if (text_.substr(from, std::min(word.size(), window_.end - from)) == word) {
        end = from + word.size();
      }
    }
    if (end == 0 || (closes && !is_letter(text_[from]))) return;
    const Span value = value_after(end, Sign::fallback);
    if (value.begin != value.end) add(name_before(begin), value);
  }

  // <name>value</ and <string name="name">value</
  void read_tag(std::size_t sign) {
    if (before(sign) == '=' || before(sign) == '-' || before(sign) == '/') return;
    const Span value = value_after(sign + 1, Sign::tag);
    if (value.begin == value.end || at(value.end) != '<') return;
    const std::size_t least = sign - std::min(sign - window_.begin, longest_tag);
    std::size_t open = sign;
    while (open > least && text_[open] != '<') --open;
    if (text_[open] != '<') return;
    std::size_t end = open + 1;
    while (is_name(at(end))) ++end;
    add({open + 1, end}, value);
    if (end < sign) add(labelled_name({open, sign}), value);
  }

  // --name value
  void read_option(std::size_t sign) {
    if (at(sign + 1) != '-' || is_name(before(sign))) return;
    std::size_t end = sign + 2;
    while (is_name(at(end)) && end < sign + longest_name) ++end;
    if (!is_blank(at(end)) || end < sign + 4) return;
    const Span value = value_after(end, Sign::option);
    if (value.begin != value.end) add({sign + 2, end}, value);
  }

  // --- names ---

  void add(Span name, Span value) {
    while (name.begin < name.end && !is_word(text_[name.begin])) ++name.begin;
    while (name.begin < name.end && !is_word(text_[name.end - 1])) --name.end;
    if (name.end >= name.begin + 2) out_->push_back({name, value});
  }

  Span name_ending_at(std::size_t end) const {
    std::size_t begin = end;
    const std::size_t least = end - std::min(end - window_.begin, longest_name);
    while (begin > least && is_name(text_[begin - 1])) --begin;
    return {begin, end};
  }

  // name   "name"   \"name\"   x["name"]   x[:name]   lookup("name")   name[16]   name[]   name?
  Span name_before(std::size_t sign) const {
    std::size_t end = skip_blanks_back(sign);
    if (before(end) == ']') {
      std::size_t open = end - 1;
      while (open > window_.begin && end - open < 10 && is_word(text_[open - 1])) --open;
      if (before(open) == '[' && !is_letter(text_[open])) return name_ending_at(open - 1);
    }
    for (int closers = 0; closers < 6 && end > window_.begin; ++closers) {
      if (std::string_view("\"'`)]}\\?*").find(text_[end - 1]) == std::string_view::npos) break;
      --end;
    }
    return name_ending_at(end);
  }

  // "name: Type = value" and "name Type = value", where `type` is what stands before the sign.
  Span typed_name_before(Span type) const {
    constexpr std::string_view type_characters = "&'<>[]|?*., ";
    std::size_t at = type.begin;
    const std::size_t least = at - std::min(at - window_.begin, longest_type);
    while (at > least && (is_word(text_[at - 1]) ||
                          type_characters.find(text_[at - 1]) != std::string_view::npos)) {
      --at;
    }
    if (before(at) == ':' && before(at - 1) != ':') return name_before(at - 1);
    constexpr std::array<std::string_view, 4> types = {"string", "str", "text", "varchar"};
    if (!is_one_of(types, text_.substr(type.begin, type.end - type.begin))) return {};
    return name_before(type.begin);
  }

  // <add key="NAME" value="…">   {"name": "NAME", "value": "…"}: `label` is "value".
  Span labelled_name_before(Span label) const {
    constexpr std::array<std::string_view, 3> labels = {"value", "default", "content"};
    if (!is_one_of(labels, text_.substr(label.begin, label.end - label.begin))) return {};
    return labelled_name(
        {label.begin - std::min(label.begin - window_.begin, longest_tag), label.begin});
  }

  // The last of what is called "key", "name" or "id" in `part`.
  Span labelled_name(Span part) const {
    constexpr std::array<std::string_view, 5> labels = {"key", "name", "id", "property", "field"};
    for (std::size_t sign = part.end; sign-- > part.begin + 2;) {
      if (text_[sign] != '=' && text_[sign] != ':') continue;
      const Span label = name_before(sign);
      if (!is_one_of(labels, text_.substr(label.begin, label.end - label.begin))) continue;
      std::size_t begin = skip_blanks(sign + 1);
      while (begin < part.end && (is_quote(text_[begin]) || text_[begin] == '\\')) ++begin;
      std::size_t end = begin;
      while (end < part.end && is_name(text_[end])) ++end;
      return {begin, end};
    }
    return {};
  }

  // --- values ---

  Span value_after(std::size_t from, Sign sign) const {
    const std::size_t begin = opening(skip_blanks(from));
    std::size_t escapes = begin;
    while (at(escapes) == '\\' && escapes < begin + 3) ++escapes;
    if (is_quote(at(escapes))) return past_scheme(quoted(escapes, escapes - begin));
    const bool may_be_bare = sign == Sign::equals || sign == Sign::tag || sign == Sign::option ||
                             (sign == Sign::colon && (begin > from || at(from - 1) == '-'));
    return may_be_bare && begin == skip_blanks(from) ? past_scheme(bare(begin, sign)) : Span{};
  }

  // Past the calls and prefixes around a text that leave it what it is: []byte(  SecretStr(  b"
  std::size_t opening(std::size_t begin) const {
    constexpr std::array<std::string_view, 14> wrappers = {
        "byte",   "bytes", "string", "str",       "secretstr", "from",     "b64decode",
        "decode", "new",   "text",   "to_string", "encode",    "getbytes", "secretstring"};
    for (int layer = 0; layer < 3; ++layer) {
      std::size_t end = begin;
      while (end < begin + 40 && (is_name(at(end)) || at(end) == '[' || at(end) == ']' ||
                                  at(end) == '@' || at(end) == '$')) {
        ++end;
      }
      if (is_quote(at(end)) && end - begin <= 2) return end;
      if (at(end) != '(' && !(at(end) == ' ' && is_one_of(wrappers, view({begin, end})))) break;
      std::size_t word = end;
      while (word > begin && is_word(text_[word - 1])) --word;
      if (end > begin && !is_one_of(wrappers, view({word, end}))) break;
      begin = skip_blanks(end + 1);
    }
    return begin;
  }

  std::string_view view(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  // What the quote at `open`, which has so many escapes, encloses; nothing if it is not closed.
  Span quoted(std::size_t open, std::size_t escapes) const {
    const char quote = text_[open];
    std::size_t begin = open + 1;
    if (escapes == 0 && at(begin) == quote && at(begin + 1) == quote) begin += 2;
    std::size_t run = 0;  // of escapes before the character
    for (std::size_t i = begin; i < window_.end && text_[i] != '\n'; ++i) {
      if (text_[i] == quote && (escapes == 0 ? run % 2 == 0 : run <= escapes)) {
        const std::size_t end = i - (escapes == 0 ? 0 : std::min(run, i - begin));
        return end - begin >= shortest_value && !is_structure(begin) ? Span{begin, end} : Span{};
      }
      run = text_[i] == '\\' ? run + 1 : 0;
    }
    return {};
  }

  // JSON in a text: what stands in it is assigned in its turn.
  bool is_structure(std::size_t begin) const {
    return (at(begin) == '{' || at(begin) == '[') &&
           (is_quote(at(begin + 1)) || at(begin + 1) == '\\');
  }

  // "Bearer abc": the scheme is no part of the secret.
  Span past_scheme(Span value) const {
    constexpr std::array<std::string_view, 6> schemes = {"bearer", "basic",  "token",
                                                         "apikey", "digest", "oauth"};
    const std::size_t word = view(value).find(' ');
    if (word >= value.end - value.begin || !is_one_of(schemes, view(value).substr(0, word))) {
      return value;
    }
    return {value.begin + word + 1, value.end};
  }

  Span bare(std::size_t begin, Sign sign) const {
    if (begins_expression(begin)) return {};
    std::size_t end = begin;
    while (end < window_.end && !ends_bare(end, sign)) ++end;
    const bool is_template = view({begin, end}).find('{') != std::string_view::npos;
    const std::string_view closers = is_template ? ",;)]" : ",;)]}";
    while (end > begin && closers.find(text_[end - 1]) != std::string_view::npos) --end;
    const bool is_call = view({begin, end}).find('(') != std::string_view::npos || at(end) == '(';
    return is_call || end - begin < shortest_value ? Span{} : Span{begin, end};
  }

  bool begins_expression(std::size_t begin) const {
    const char c = at(begin), next = at(begin + 1);
    if (std::string_view("{[(<>|=\n\r#\\").find(c) != std::string_view::npos) return true;
    const bool is_sigil = std::string_view("$%&*!@").find(c) != std::string_view::npos;
    return is_sigil && (is_letter(next) || next == '{' || next == '(' || next == '_');
  }

  // A bare value ends with the text around it: at a blank, a quote, a bracket of a tag, an escaped
  // line break, and where the next of several pairs begins: a=1&b=2, a=1;b=2.
  bool ends_bare(std::size_t i, Sign sign) const {
    const char c = text_[i];
    if (static_cast<unsigned char>(c) <= ' ' || is_quote(c) || c == '<' || c == '>') return true;
    if (c == '\\') return at(i + 1) == 'n' || at(i + 1) == 'r' || is_quote(at(i + 1));
    if (c != '&' && c != ';' && (c != ',' || sign == Sign::tag)) return false;
    std::size_t name = skip_blanks(i + 1);
    const std::size_t begin = name;
    while (is_name(at(name)) || at(name) == ' ') ++name;
    return name > begin && (at(name) == '=' || (c == ',' && at(name) == ':'));
  }

  std::string_view text_;
  Span window_;
  std::vector<Assigned>* out_;
};

}  // namespace

void find_assigned(std::string_view text, Span window, std::vector<Assigned>* out) {
  Reader(text, window, out).read();
}

}  // namespace keysieve
