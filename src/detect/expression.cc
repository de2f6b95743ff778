#include "detect/expression.h"

#include <algorithm>
#include <array>

#include "base/lines.h"
#include "detect/randomness.h"
#include "detect/shape_table.h"

namespace keysieve {
namespace {

constexpr std::size_t farthest = 256;  // bytes of the line looked at on either side

constexpr std::array<std::string_view, 7> descriptions = {
    "a literal",           "read from the environment",
    "what a call returns", "an element of something",
    "a variable",          "a type",
    "a regular expression"};

std::string_view left_of(std::string_view text, Span value) {
  const std::size_t nearest = value.begin - std::min(value.begin, farthest);
  const std::string_view near = text.substr(nearest, value.begin - nearest);
  return near.substr(line_begin(near, near.size()));
}

std::string_view right_of(std::string_view text, Span value) {
  const std::string_view near = text.substr(value.end, farthest);
  return near.substr(0, line_end(near, 0));
}

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

// Whether the string literal that holds the value, or a part of which it is ("base64:" before it,
// ",next" after it), is delimited by equal quotes.
bool is_quoted(std::string_view left, std::string_view right) {
  constexpr std::string_view delimiters = " \t\r\"'`([{;";
  std::size_t open = left.find_last_of(delimiters);
  const bool is_default =
      open != std::string_view::npos && left.substr(0, open + 1).ends_with("${");
  if (is_default) open = left.substr(0, open).find_last_of(delimiters);  // "${name:value}"
  if (open == std::string_view::npos || !is_quote(left[open])) return false;
  const std::size_t close = right.find_first_of("\"'`");
  return close != std::string_view::npos && right[close] == left[open];
}

// Before an argument that is the name of a variable: os.environ["  getenv('  ENV.fetch("
const ShapeTable& reads() {
  static const ShapeTable table{
      {"(?:environ|environ\\.get|getenv|\\benv|env\\.\\w+|_env|_server|process\\.env|env\\.fetch|"
       "\\bconfig|config\\.get|config\\.\\w+|getenvironmentvariable|env::var|viper\\.get\\w*|"
       "secrets?\\.get|getproperty|os\\.lookupenv|params?\\.get|(?:\\b|get_?)(?:session|cookies?|"
       "headers?)|"
       "request\\.\\w+)\\s*[\\[(]\\s*[\"'`:]?$",
       "read"},
      {"(?:process\\.env|import\\.meta\\.env|\\benv|secrets|vars|inputs|context)\\.$", "read"},
  };
  return table;
}

// Code in a text, as in a command that a file of settings has.
const ShapeTable& code() {
  static const ShapeTable table{{"\\bos\\.environ\\b|\\bgetenv\\(|\\bprocess\\.env\\b", "read"}};
  return table;
}

const ShapeTable& patterns() {
  static const ShapeTable table{
      {"^[a-z]*\\[[a-z-]+[*^$~|]?=[\"'\\\\]*[a-z-]+[\"'\\\\]*\\]", "pattern"},  // of CSS
      {"\\[\\^?[^\\]]{0,6}(?:a-z|0-9)[^\\]]*\\]|\\\\[dw][+*]|\\(\\?[:=!P<]|\\]\\{\\d+,?\\d*\\}",
       "pattern"},
  };
  return table;
}

const ShapeTable& calls() {
  static const ShapeTable table{
      {"^(?-i:(?:ConvertTo|ConvertFrom|Get|Read|New|Import)-[A-Z][A-Za-z]+)$",
       "call"},  // of PowerShell
      {"^(?:new\\s+|await\\s+|[!&*]|\\[\\]\\w+\\()?[a-z_$][\\w.$:>-]*(?:\\(|\\([\\w\\s.,:'\"=/"
       "-]*\\)[;,)]*)$",
       "call"},
  };
  return table;
}

const ShapeTable& indexings() {
  static const ShapeTable table{{"^[$@]?[a-z_][\\w.$]*\\[[^\\[\\]]*\\]?[;,)]*$", "indexing"}};
  return table;
}

const ShapeTable& types() {
  static const ShapeTable table{
      {"^(?:str|string|number|int|integer|bool|boolean|bytes|any|object|void|char|byte|text|"
       "varchar|unknown|never|self|this|std::string|&?'?(?:static )?str)(?:[?;,|)\\[\\]*&].*)?$|"
       "^(?:optional|option|list|array|vec|map|dict|record|promise|literal|annotated|union|field)"
       "[\\[<(].*$",
       "type"},
  };
  return table;
}

bool is_identifier_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '@' || c == '&' || c == '*' || c == '?' || c == '!';
}

// Too long for a name that is no word.
bool is_random_name(std::string_view name) {
  return name.size() >= 16 && randomness(name) >= 0.5;
}

// Names joined by . or -> or ::, none of which is random itself.
bool is_reference(std::string_view value) {
  value = value.substr(0, value.find_last_not_of(";,)") + 1);
  std::size_t names = 0;
  while (!value.empty()) {
    std::size_t end = 0;
    while (end < value.size() && is_identifier_character(value[end])) ++end;
    if (end == 0 || is_random_name(value.substr(0, end))) return false;
    if (value[0] >= '0' && value[0] <= '9') return false;
    ++names;
    value.remove_prefix(end);
    if (value.empty()) break;
    const std::size_t joint = value.starts_with("->") || value.starts_with("::") ? 2
                              : value.starts_with(".")                           ? 1
                                                                                 : 0;
    if (joint == 0 || value.size() == joint) return false;
    value.remove_prefix(joint);
  }
  return names > 1;
}

ExpressionKind kind_of_unquoted(std::string_view value, std::string_view right) {
  const auto is = [&](const ShapeTable& table) { return !table.meaning_of(value).empty(); };
  if (is(types())) return ExpressionKind::type;
  if (is(calls()) || right.starts_with('(')) return ExpressionKind::call;
  if (is(indexings()) || right.starts_with('[')) return ExpressionKind::indexing;
  return is_reference(value) ? ExpressionKind::reference : ExpressionKind::literal;
}

}  // namespace

std::string_view describe(ExpressionKind kind) {
  return descriptions[static_cast<std::size_t>(kind)];
}

bool is_quoted_at(std::string_view text, Span value) {
  return is_quoted(left_of(text, value), right_of(text, value));
}

ExpressionKind expression_kind_at(std::string_view text, Span value, bool quoted) {
  const std::string_view content = text.substr(value.begin, value.end - value.begin);
  if (!reads().meaning_of(left_of(text, value)).empty()) return ExpressionKind::environment;
  if (!patterns().meaning_of(content).empty()) return ExpressionKind::pattern;
  const ExpressionKind kind =
      quoted ? ExpressionKind::literal : kind_of_unquoted(content, right_of(text, value));
  const bool holds_code = kind == ExpressionKind::literal && !code().meaning_of(content).empty();
  return holds_code ? ExpressionKind::environment : kind;
}

Expression expression_at(std::string_view text, Span value) {
  const bool quoted = is_quoted_at(text, value);
  return {expression_kind_at(text, value, quoted), quoted};
}

}  // namespace keysieve
