// The many ways a value is given to a name, as one regular expression: in settings of any language,
// environment and compose files, YAML, JSON, XML, Terraform, Dockerfiles, command lines, as the
// default of a lookup. A rule that says `names` instead of `regex` finds its secret in all of them.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// What a rule knows of its secret: by which names it goes, and either how it looks (`value`, RE2
// without groups) or only how long it is at least (`length`, characters without a blank).
struct Assignment {
  std::string names, value;
  int length = 0;
};

inline constexpr int shortest_assigned = 8, longest_least_length = 200;

// How many lines before and after the name's own line the value may stand.
inline constexpr int assignment_context_lines = 3;

// A value in the rule's own form ends where the text around it goes on.
inline constexpr std::string_view end_of_value = R"re((?:[\s"'`<>{},;\\)\]#&|:.]|(?m:$)))re";

std::string assignment_regex(const Assignment& assignment);

}  // namespace keysieve
