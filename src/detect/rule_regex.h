// A regular expression of a rule, with the groups that mean something: the first of `secret`,
// `secret_2`, … that catches something is the secret, or else what the last quotes in `literal`
// enclose; `name` is what it is given to.
#pragma once

#include <re2/re2.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/detector.h"

namespace keysieve {

// Latin-1: any bytes match, and a column is a byte.
re2::RE2::Options regex_options();

// What of `text` a regular expression is shown that is tried in `window`: where the window ends
// with a line, so does the text, and \A, \z, ^ and $ are the ends of lines wherever these stand in
// a file. Where it cuts a line, what stands beside it is seen.
Span shown_around(std::string_view text, Span window);

class RuleRegex {
 public:
  explicit RuleRegex(const std::string& pattern);

  struct Found {
    Span all, secret, name;  // without such a group the secret is all, the name empty
  };

  // The first match in `window` of `text`.
  std::optional<Found> find(std::string_view text, Span window) const;

 private:
  re2::RE2 regex_;
  std::vector<int> secret_groups_;          // in the order of the pattern
  int literal_group_ = 0, name_group_ = 0;  // 0: the rule names none
  int wanted_ = 1;                          // groups to be told of
};

}  // namespace keysieve
