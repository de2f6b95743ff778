#include "detect/placeholder.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/characters.h"
#include "detect/shape_table.h"

namespace keysieve {
namespace {

// Words of seven letters and more do not occur by chance, shorter ones need an end on either side.
const ShapeTable& shapes() {
  static const ShapeTable table{
      {"change[-_ ]?(?:me|this|it)", "a placeholder: it asks to be changed"},
      {"replace[-_ ]?(?:me|this|with)", "a placeholder: it asks to be replaced"},
      {"placeholder|redacted|[-_ ]goes[-_ ]here|(?:insert|enter|put|fill|set|add)[-_ ](?:your|"
       "the|a|some|in|me)\\b|(?:insert|enter|put|fill|set|add)[-_](?:your|the|some|in|me)[-_]",
       "a placeholder: it says so"},
      {"^!{2,}[a-z_ ]+!*$", "a placeholder: it shouts to be filled in"},
      {"(?:^|[^a-z])your[-_ ]|^your[a-z]+$|^my[-_](?:[a-z]+[-_]?)+$|[-_ ]here>?$",
       "a placeholder: it speaks to whoever copies it"},
      {"example|exampl3|not[-_ ]?a[-_ ]?(?:real|secret)|(?:^|[^a-z0-9])(?:dummy|sample|foobar|todo|"
       "fixme|lorem|fake)\\d*(?:[^a-z0-9]|$)",
       "a placeholder: an example"},
      {"\\{\\{.*\\}\\}|<%.*%>|^\\{%.*%\\}$|\\$\\{[a-z_][\\w.:-]{2,}\\}|^\\$\\{.*\\}$|^\\$\\(.*\\)$|"
       "^\\$\\{\\{|#\\{[a-z_][\\w.()\\[\\]'\":]{2,}\\}|%\\([a-z_]{3,}\\)s|^%[a-z_]+%$|^%env\\(.*\\)"
       "%$|^\\{[a-z_]["
       "\\w.]*\\}$|"
       "^__[a-z_]+__$|^@[a-z_.-]+@$|(?-i:\\$[A-Z_]{6,}\\$)|\\{\\}.*\\{\\}|"
       "^\\[\\[?[a-z_ .-]+\\]?\\]$|^ENC\\[|^!vault\\b",
       "a template"},
      {"^(?-i:[A-Z]{2,}(?:[_|@!=.-][A-Z]+)+)$", "a variable's name"},
      {"^-?(?-i:[a-z]{2,}(?:[_.-][a-z]{2,}){0,4}[_.-]"
       "(?:password|passwd|passphrase|secret|key|token|salt|api))$",
       "the name of a secret"},
      {"^['\"]*(?-i:\\$[A-Z_][A-Z0-9_]*|\\$[a-z_]+)['\"]*$", "a variable"},
      {"^(?:\\$[a-z_]+(?:\\\\[nrt]|[ /:,.-])*){2,}$", "a variable"},
      {"^JBSWY3DP", "a placeholder: an example"},  // of one-time passwords: it says Hello!
      {"^<[\\w .,:|()'-]*>$|(?-i:<[a-z_ -]{5,}>|<[A-Z_ -]{5,}>)",
       "a placeholder in angle brackets"},
      {"x{5,}|^[x*.\\-_#?]+$|^\\*{2,}[a-z_ "
       "]+\\*{2,}$|\\*{4,}|\\.{3}|\xe2\x80\xa6|(?:\xe2\x80\xa2){3}",
       "masked"},
  };
  return table;
}

constexpr std::array<std::string_view, 46> plain_words = {
    "yes", "no",    "off",   "same",      "origin",  "include", "omit",  "a",    "admin",   "api",
    "app", "auth",  "bar",   "baz",       "client",  "default", "demo",  "dev",  "false",   "foo",
    "key", "keys",  "local", "my",        "new",     "nil",     "none",  "null", "old",     "pass",
    "pw",  "pwd",   "root",  "secret",    "secrets", "string",  "super", "test", "testing", "text",
    "the", "token", "true",  "undefined", "user",    "value"};

bool is_plain_word(std::string_view any_case) {
  const std::string word = in_lower_case(any_case);
  return word == "password" || word == "passwd" || word == "passphrase" ||
         std::find(plain_words.begin(), plain_words.end(), word) != plain_words.end();
}

// "test_secret_key-1": words that say what the value is for, and at most four other characters
// that are no separators.
bool is_made_of_plain_words(std::string_view value) {
  std::size_t others = 0;
  bool any = false;
  for (std::size_t i = 0; i < value.size();) {
    std::size_t end = i;
    while (end < value.size() && is_letter(value[end])) ++end;
    if (end == i) {
      others += value[i] != '-' && value[i] != '_' && value[i] != ' ' && value[i] != '.';
      ++i;
      continue;
    }
    if (!is_plain_word(std::string(value.substr(i, end - i)))) return false;
    any = true;
    i = end;
  }
  return any && others <= 4;
}

// "invalidToken1", "some!Password": letters, among them a word that only says what the value is.
bool names_itself(std::string_view value) {
  std::string folded;
  std::size_t others = 0;
  for (const char c : value) {
    if (is_letter(c)) folded += lower(c);
    others += !is_letter(c) && c != '-' && c != '_' && c != ' ' && c != '.' && c != ':';
  }
  if (others > 4) return false;
  for (const std::string_view word : {"password", "passwd", "secret", "token", "credential",
                                      "passwort", "contrase", "senha", "wachtwoord"}) {
    if (folded.find(word) != std::string::npos) return true;
  }
  return false;
}

// Where a character stands in the order people type sequences in: digits, then letters.
int order_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return 10 + c - 'a';
  if (c >= 'A' && c <= 'Z') return 10 + c - 'A';
  return -100 - static_cast<unsigned char>(c) * 2;  // no neighbour of anything
}

bool continues(char a, char b, int step) {
  const bool wraps = step == 1 && a == '9' && b == '0';
  return step == 0 ? a == b : wraps || order_of(b) - order_of(a) == step;
}

struct Runs {
  std::size_t longest = 0, covered = 0;  // covered: characters in runs of at least four
};

// Of characters that follow each other by `step`: 0 repeats, 1 ascends, -1 descends.
Runs runs(std::string_view value, int step) {
  Runs found;
  for (std::size_t begin = 0; begin < value.size();) {
    std::size_t end = begin + 1;
    while (end < value.size() && continues(value[end - 1], value[end], step)) ++end;
    found.longest = std::max(found.longest, end - begin);
    if (end - begin >= 4) found.covered += end - begin;
    begin = end;
  }
  return found;
}

bool repeats_itself(std::string_view value) {
  for (std::size_t period = 1; period <= value.size() / 3; ++period) {
    if (value.substr(period) == value.substr(0, value.size() - period)) return true;
  }
  return false;
}

}  // namespace

std::optional<Placeholder> placeholder_in(std::string_view value) {
  if (const std::string_view meaning = shapes().meaning_of(value); !meaning.empty()) {
    const bool fills_in = meaning == "a template" || meaning.ends_with("variable") ||
                          meaning.ends_with("variable's name");
    return Placeholder{fills_in ? PlaceholderKind::template_ : PlaceholderKind::says_so, meaning};
  }
  if (is_made_of_plain_words(value)) {
    return Placeholder{PlaceholderKind::plain_words, "a placeholder: nothing but plain words"};
  }
  if (names_itself(value)) {
    return Placeholder{PlaceholderKind::plain_words, "a placeholder: it says what belongs there"};
  }
  if (runs(value, 0).covered * 2 > value.size()) {
    return Placeholder{PlaceholderKind::sequence, "a placeholder: one character repeated"};
  }
  for (const int step : {1, -1}) {
    const Runs sequence = runs(value, step);
    if (sequence.longest >= 9 || sequence.covered * 2 > value.size()) {
      return Placeholder{PlaceholderKind::sequence, "a placeholder: a sequence"};
    }
  }
  if (repeats_itself(value)) {
    return Placeholder{PlaceholderKind::sequence, "a placeholder: it repeats itself"};
  }
  return std::nullopt;
}

std::optional<std::string> placeholder_reason(std::string_view value) {
  const auto found = placeholder_in(value);
  return found ? std::optional(std::string(found->reason)) : std::nullopt;
}

}  // namespace keysieve
