// The one place of a finding that formats name which have room for one: where HEAD holds it, for
// there it can be mended; else where it was introduced, if that is known and in a file; else where
// it was found.
#pragma once

#include "keysieve/finding.h"

namespace keysieve {

struct MainPlace {
  std::optional<std::string> path;             // null: in a message, or standard input
  Region region{};                             // zeros: unknown
  const Introduction* introduction = nullptr;  // the first; null: none is known
  const Occurrence* occurrence = nullptr;      // at the path; null: none is known
  std::optional<ObjectId> commit() const;      // that introduced it, or first held the object
};

MainPlace main_place(const Finding& finding);

// The same without regard to HEAD: where the commit is what the place is looked up in.
MainPlace first_place(const Finding& finding);

// "config/settings.py:23", "the message of commit 88377f0ae4", "standard input"
std::string words_of(const MainPlace& place);

// What holds the secret: a path where there is one, "blob 88377f0ae4", "the message of commit …".
std::string holder_of(const Occurrence& at);

// The same with the line.
std::string place_of(const Occurrence& at);

// "config/settings.py:23" of any occurrence.
std::string words_of(const Occurrence& at);

}  // namespace keysieve
