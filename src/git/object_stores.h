// Where the objects of a repository are: its own object folder and those it borrows from
// (alternates), each with packs and with loose objects.
#pragma once

#include <filesystem>
#include <vector>

#include "git/pack.h"
#include "keysieve/scan.h"

namespace keysieve {

// Each of `objects`, and the folders that its info/alternates names, and theirs: each once, in that
// order.
std::vector<std::filesystem::path> object_folders(
    const std::vector<std::filesystem::path>& objects);

// The packs of `folders`, the largest first, so that objects that are in several are read where
// they stand among most others. Notices say which packs are damaged, and how to mend them; only
// those whose index cannot be read are left out.
struct Packs {
  std::vector<Pack> packs;
  std::vector<Notice> notices;
};
Packs open_packs(const std::vector<std::filesystem::path>& folders, IdsCheck check = IdsCheck::all);

// The files of these packs, indexes included, by their names: another list than before where git
// has put packs in the place of others.
std::vector<std::filesystem::path> pack_files(const std::vector<std::filesystem::path>& folders);

// About how many objects the packs of `folders` hold, by the sizes of their indexes.
std::uint64_t roughly_packed(const std::vector<std::filesystem::path>& folders);

// The ids of the loose objects of `folders`; a folder that cannot be listed is a notice.
std::vector<ObjectId> loose_ids(const std::vector<std::filesystem::path>& folders,
                                std::vector<Notice>* notices);

// A notice on a pack as a whole: what is wrong, and what to do.
Notice damaged_pack(const std::filesystem::path& pack, const std::string& flaw);

}  // namespace keysieve
