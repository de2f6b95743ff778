// A repository with the same objects and refs as another, but with no pack: libgit2 reads each
// object from there, one by one, and writes it as a loose one. So nothing of keysieve's own reading
// of packs takes part, and no object is a delta.
#pragma once

#include <filesystem>

namespace keysieve::test {

// Both are the directories that hold `objects` and `refs`; `to` must not exist. Throws when libgit2
// cannot read an object.
void copy_unpacked(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace keysieve::test
