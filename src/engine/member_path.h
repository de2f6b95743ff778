// How the place of a member of an archive is written: `dist/app.zip!config/settings.py`, and
// `a.zip!b.tar!c.txt` where archives are nested.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/archive_members.h"

namespace keysieve {

// `container` as it is for what is no member. A container without a path is an empty name.
std::optional<std::string> shown_path(const std::optional<std::string>& container,
                                      const MemberPath& member);

// The path by which the place of a member is weighed: as though its archive were a folder.
std::string weighed_path(std::string_view container, const MemberPath& member);

}  // namespace keysieve
