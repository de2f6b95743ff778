#include "detect/assigned_value.h"

#include <algorithm>
#include <array>

namespace keysieve {
namespace {

constexpr std::size_t shortest_value = 3;

class ValueReader {
 public:
  explicit ValueReader(const AssignedText& in) : in_(in) {}

  Span after(std::size_t from, Sign sign) const {
    const std::size_t begin = opening(in_.skip_blanks(from));
    std::size_t escapes = begin;
    while (in_.at(escapes) == '\\' && escapes < begin + 3) ++escapes;
    if (is_quote(in_.at(escapes))) return past_scheme(quoted(escapes, escapes - begin));
    const bool may_be_bare = sign == Sign::equals || sign == Sign::tag || sign == Sign::option ||
                             (sign == Sign::colon && (begin > from || in_.at(from - 1) == '-'));
    return may_be_bare && begin == in_.skip_blanks(from) ? past_scheme(bare(begin, sign)) : Span{};
  }

 private:
  // Past the calls and prefixes around a text that leave it what it is: []byte(  SecretStr(  b"
  std::size_t opening(std::size_t begin) const {
    constexpr std::array<std::string_view, 14> wrappers = {
        "byte",   "bytes", "string", "str",       "secretstr", "from",     "b64decode",
        "decode", "new",   "text",   "to_string", "encode",    "getbytes", "secretstring"};
    for (int layer = 0; layer < 3; ++layer) {
      std::size_t end = begin;
      while (end < begin + 40 && (is_name(in_.at(end)) || in_.at(end) == '[' ||
                                  in_.at(end) == ']' || in_.at(end) == '@' || in_.at(end) == '$')) {
        ++end;
      }
      if (is_quote(in_.at(end)) && end - begin <= 2) return end;
      if (in_.at(end) != '(' &&
          !(in_.at(end) == ' ' && is_one_of(wrappers, in_.view({begin, end}))))
        break;
      std::size_t word = end;
      while (word > begin && is_word(in_.text[word - 1])) --word;
      if (end > begin && !is_one_of(wrappers, in_.view({word, end}))) break;
      begin = in_.skip_blanks(end + 1);
    }
    return begin;
  }

  // What the quote at `open`, which has so many escapes, encloses; nothing if it is not closed.
  Span quoted(std::size_t open, std::size_t escapes) const {
    const char quote = in_.text[open];
    std::size_t begin = open + 1;
    if (escapes == 0 && in_.at(begin) == quote && in_.at(begin + 1) == quote) begin += 2;
    std::size_t run = 0;  // of escapes before the character
    for (std::size_t i = begin; i < in_.window.end && in_.text[i] != '\n'; ++i) {
      if (in_.text[i] == quote && (escapes == 0 ? run % 2 == 0 : run <= escapes)) {
        const std::size_t end = i - (escapes == 0 ? 0 : std::min(run, i - begin));
        return end - begin >= shortest_value && !is_structure(begin) ? Span{begin, end} : Span{};
      }
      run = in_.text[i] == '\\' ? run + 1 : 0;
    }
    return {};
  }

  // JSON in a text: what stands in it is assigned in its turn.
  bool is_structure(std::size_t begin) const {
    return (in_.at(begin) == '{' || in_.at(begin) == '[') &&
           (is_quote(in_.at(begin + 1)) || in_.at(begin + 1) == '\\');
  }

  // "Bearer abc": the scheme is no part of the secret.
  Span past_scheme(Span value) const {
    constexpr std::array<std::string_view, 6> schemes = {"bearer", "basic",  "token",
                                                         "apikey", "digest", "oauth"};
    const std::size_t word = in_.view(value).find(' ');
    if (word >= value.end - value.begin || !is_one_of(schemes, in_.view(value).substr(0, word))) {
      return value;
    }
    return {value.begin + word + 1, value.end};
  }

  Span bare(std::size_t begin, Sign sign) const {
    if (begins_expression(begin)) return {};
    std::size_t end = begin;
    while (end < in_.window.end && !ends_bare(end, sign)) ++end;
    const bool is_template = in_.view({begin, end}).find('{') != std::string_view::npos;
    const std::string_view closers = is_template ? ",;)]" : ",;)]}";
    while (end > begin && closers.find(in_.text[end - 1]) != std::string_view::npos) --end;
    const bool is_call =
        in_.view({begin, end}).find('(') != std::string_view::npos || in_.at(end) == '(';
    return is_call || end - begin < shortest_value ? Span{} : Span{begin, end};
  }

  bool begins_expression(std::size_t begin) const {
    const char c = in_.at(begin), next = in_.at(begin + 1);
    if (std::string_view("{[(<>|=\n\r#\\").find(c) != std::string_view::npos) return true;
    const bool is_sigil = std::string_view("$%&*!@").find(c) != std::string_view::npos;
    return is_sigil && (is_letter(next) || next == '{' || next == '(' || next == '_');
  }

  // A bare value ends with the text around it: at a blank, a quote, a bracket of a tag, an escaped
  // line break, and where the next of several pairs begins: a=1&b=2, a=1;b=2.
  bool ends_bare(std::size_t i, Sign sign) const {
    const char c = in_.text[i];
    if (static_cast<unsigned char>(c) <= ' ' || is_quote(c) || c == '<' || c == '>') return true;
    if (c == '\\') return in_.at(i + 1) == 'n' || in_.at(i + 1) == 'r' || is_quote(in_.at(i + 1));
    if (c != '&' && c != ';' && (c != ',' || sign == Sign::tag)) return false;
    std::size_t name = in_.skip_blanks(i + 1);
    const std::size_t begin = name;
    while (is_name(in_.at(name)) || in_.at(name) == ' ') ++name;
    return name > begin && (in_.at(name) == '=' || (c == ',' && in_.at(name) == ':'));
  }

  const AssignedText& in_;
};

}  // namespace

Span value_after(const AssignedText& in, std::size_t from, Sign sign) {
  return ValueReader(in).after(from, sign);
}

}  // namespace keysieve
