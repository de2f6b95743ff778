// What the parts of the page are made from: worked out once, before any of it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "keysieve/report.h"
#include "report/html/exposure.h"
#include "report/tally.h"
#include "report/web_links.h"

namespace keysieve {

// Findings that have one thing in common.
struct Share {
  std::string name;
  std::uint64_t findings = 0;
  std::uint64_t present = 0;  // those that HEAD or another ref still holds
};

// The findings by one thing: most of them first, then by name.
struct Breakdown {
  std::string noun;  // "rule", "author", "folder"
  std::vector<Share> shares;
  std::vector<std::size_t> share_of;  // for each finding
};

struct Contents {
  Contents(const Report& of, const RuleSet& made_with);

  const Report& report;
  const RuleSet& rules;
  Tally counts;
  std::vector<const Finding*> findings;    // what hurts most first
  std::vector<const Finding*> suppressed;  // likewise
  TimeScale scale;
  Breakdown by_rule, by_author, by_folder;
  std::optional<WebLinks> web;

 private:
  Contents(const Report& of, const RuleSet& made_with, const std::vector<const Finding*>& all);
};

// Whether a ref's tree, or what is about to become one, holds it: it can still be taken out there.
bool is_present(const Finding& finding);

// "config/" of config/settings.py: where the secret stands first, two folders deep at most.
std::string folder_of(const Finding& finding);

}  // namespace keysieve
