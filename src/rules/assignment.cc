#include "rules/assignment.h"

#include <fmt/format.h>

namespace keysieve {
namespace {

// What ends the name: quotes, escaped or not, and the brackets of an index or a lookup.
constexpr std::string_view closing = R"re([\\"'`\])}]{0,4})re";

// name = …   name => …   name ||= …   name: …   ${name:-…}   name") or …   ENV name …
// name, …   name("…")   <name>…
constexpr std::string_view operators =
    R"re((?:[ \t]*(?:=>|[:?|+]{0,2}=|:[-?]?|\|\||\?[?:]|(?:or|else)\b)|[ \t]|[ \t]*[,>(]))re";

// {"name": "…", "value": …}   name: …\n value: …   name = {\n default = …   key="…" value=…
constexpr std::string_view next_field =
    R"re((?:[^\r\n{}]*[:=]?[ \t]*\{?(?:[^\r\n{}]*[\s,<"'{(]|\r?\n(?:[ \t]*[^-}\s][^\r\n]*\r?\n){0,2}?[ \t]*))re"
    R"re(["']?(?i:value|default)["']?[ \t]*[:=>]))re";

// Before a text in quotes: its type, a line break, the lookup whose default it is, the calls around
// it, its prefix.
constexpr std::string_view before_quoted =
    R"re((?:[ \t]*[\w.\[\]&'<>|? ]{1,40}=)?[ \t]*(?:[(\\\[][ \t]*)?(?:\r?\n[ \t]*)?)re"
    R"re((?:[^\s;#{}`][^\r\n;#{}`]*(?:\|\||\?\?|\?:|\)[ \t]*\{|\b(?:or|else)\b)[ \t]*)?)re"
    R"re((?:(?:new[ \t]+|&|\[\])?[\w.:$>-]+[(\[][ \t]*(?:\r?\n[ \t]*)?)re"
    R"re((?:["'][\w.:/-]{1,64}["'],[ \t]*(?:\r?\n[ \t]*)?)?){0,2})re"
    R"re((?:(?:\w+[ \t]*=|(?:default|fallback|secret|key|value):)[ \t]*(?:\w+,[ \t]*\w+[ \t]*=[ \t]*)?)?)re"
    R"re([rRbBuUfF@$]{0,2}(?:""|'')?)re";

// Before one without: YAML's and XML's blocks, and quotes that are escaped for the text around
// them.
constexpr std::string_view before_unquoted =
    R"re([ \t]*(?:[>|][-+]?[ \t]*\r?\n[ \t]+|<!\[CDATA\[|\\{1,3}["'])?)re";

std::string quoted_text(char quote, int length) {
  return fmt::format(R"re({0}(?:[^{0}\\\s]|\\\S){{{1},}}{0})re", quote, length);
}

std::string any_text(int length) {
  return fmt::format(
      R"re((?:{})?(?P<literal>(?:{})(?:{}|{}|{})|[^\s"'`<>{{}},;\\|][^\s"'`<>{{}},;\\]{{{},}}))re",
      before_unquoted, before_quoted, quoted_text('"', length), quoted_text('\'', length),
      quoted_text('`', length), length - 1);
}

std::string known_form(std::string_view value) {
  return fmt::format(R"re((?:{}["'`]|{})(?P<secret>{}){})re", before_quoted, before_unquoted, value,
                     end_of_value);
}

}  // namespace

std::string assignment_regex(const Assignment& assignment) {
  return fmt::format(
      R"re((?:\b|-D)(?P<name>{})\b{}(?:{}|{}){})re", assignment.names, closing, operators,
      next_field,
      assignment.value.empty() ? any_text(assignment.length) : known_form(assignment.value));
}

}  // namespace keysieve
