// Allowlists of a whole project. Unlike those of rules they make no candidate go away: what they
// accept is reported as suppressed, so that nobody hides anything with them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/finding.h"
#include "keysieve/rule.h"
#include "keysieve/suppression.h"

namespace keysieve {

class FindingAllowlists {
 public:
  // Neither argument is copied. The regular expressions are valid (see allowlist_problem).
  FindingAllowlists(std::span<const FindingAllowlist> lists, const RuleSet& rules);
  FindingAllowlists(FindingAllowlists&&) noexcept;
  FindingAllowlists& operator=(FindingAllowlists&&) = delete;
  ~FindingAllowlists();

  bool empty() const { return lists_.empty(); }

  // The list that accepts the finding at its first place, if each of its places is accepted by one.
  const FindingAllowlist* accepting(const Finding& finding) const;

  // Whether a list would accept a place at `path` if it only looked at the rule, the secret and the
  // path: of several paths of one object the others are to be told.
  bool may_accept_at(const Rule& rule, std::string_view secret, std::string_view path) const;

 private:
  struct Compiled;
  std::span<const FindingAllowlist> lists_;
  const RuleSet* rules_;
  std::vector<Compiled> compiled_;
};

}  // namespace keysieve
