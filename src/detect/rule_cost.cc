#include "detect/rule_cost.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "detect/rule_regex.h"
#include "rules/go_regex.h"

namespace keysieve {
namespace {

// Each stands in more than 12 of 1000 lines that are not empty, counted in 250 files each of the
// sources of git, Redis, Wagtail, Healthchecks and cookiecutter-django.
constexpr std::array<std::string_view, 107> common_words{
    "add",    "all",    "and",   "api",    "app",  "are",   "arg",    "assert", "ation",   "ble",
    "cat",    "char",   "check", "class",  "code", "com",   "conf",   "config", "cons",    "count",
    "create", "data",   "date",  "def",    "del",  "doc",   "email",  "end",    "equal",   "err",
    "error",  "expect", "false", "field",  "file", "for",   "form",   "format", "from",    "get",
    "git",    "github", "has",   "host",   "http", "https", "import", "ind",    "ing",     "int",
    "ion",    "key",    "len",   "line",   "list", "load",  "log",    "mail",   "man",     "mode",
    "model",  "msg",    "name",  "non",    "none", "not",   "obj",    "object", "one",     "opt",
    "out",    "page",   "pass",  "path",   "per",  "ping",  "pos",    "pre",    "project", "python",
    "read",   "ref",    "ret",   "return", "run",  "self",  "set",    "size",   "std",     "str",
    "string", "struct", "tab",   "ted",    "test", "text",  "that",   "the",    "this",    "time",
    "tion",   "true",   "type",  "url",    "use",  "user",  "value"};

// What RE2 makes of a regular expression, in instructions: and a little more than ours with the
// most. Compiling more takes milliseconds, and the automaton that is made of them grows out of its
// memory.
constexpr int largest_program = 10000;

}  // namespace

std::vector<std::string> cost_faults(const Rule& rule) {
  std::vector<std::string> faults;
  for (const std::string& keyword : rule.keywords) {
    if (!std::binary_search(common_words.begin(), common_words.end(), keyword)) continue;
    faults.push_back(
        fmt::format("keyword \"{}\" stands in one line of a hundred or more: the "
                    "regex would run there",
                    keyword));
  }
  const re2::RE2 regex(rule.regex, regex_options());
  if (regex.ProgramSize() > largest_program) {
    faults.push_back(
        fmt::format("regex counts too far: RE2 makes {} instructions of it, where {} "
                    "are allowed; {{20,}} is better than {{20,512}}",
                    regex.ProgramSize(), largest_program));
  }
  if (rule.context_lines > 0 && go_regex(rule.regex, 0).endless) {
    faults.emplace_back(
        "regex repeats what matches a line break and all else without end: bound "
        "it, or leave line breaks out");
  }
  return faults;
}

}  // namespace keysieve
