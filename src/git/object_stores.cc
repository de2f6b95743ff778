#include "git/object_stores.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

#include "base/file.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_alternate = 5;  // as in git

void add_folders(const fs::path& folder, int depth, std::set<fs::path>* seen,
                 std::vector<fs::path>* folders) {
  std::error_code error;
  if (!seen->insert(fs::weakly_canonical(folder, error)).second) return;
  folders->push_back(folder);
  const auto alternates = read_file(folder / "info" / "alternates");
  if (!alternates || depth == deepest_alternate) return;
  std::istringstream lines(*alternates);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    add_folders(folder / line, depth + 1, seen, folders);
  }
}

// Calls use(path) for each entry of `folder`; without `notices`, or where there is no such folder,
// a failure is nobody's business.
template <typename Use>
void for_each_entry(const fs::path& folder, std::vector<Notice>* notices, Use use) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    use(entries->path());
  }
  if (!error || error == std::errc::no_such_file_or_directory || notices == nullptr) return;
  notices->push_back({"unreadable-file", std::nullopt,
                      fmt::format("cannot list {}: {}; the objects in it were not scanned",
                                  folder.string(), error.message())});
}

std::uint64_t size_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : size;
}

// The packs of a folder, without their endings, that have each of the two files.
struct PackNames {
  std::set<fs::path> packs, indexes;
};

PackNames names_in(const fs::path& folder, std::vector<Notice>* notices) {
  PackNames names;
  for_each_entry(folder / "pack", notices, [&](const fs::path& file) {
    if (file.extension() == ".pack") names.packs.insert(fs::path(file).replace_extension());
    if (file.extension() == ".idx") names.indexes.insert(fs::path(file).replace_extension());
  });
  return names;
}

void add_pack(const fs::path& path, IdsCheck check, Packs* packs) {
  auto pack = open_pack(path, check);
  if (!pack) {
    packs->notices.push_back(
        {"corrupt-pack", std::nullopt,
         fmt::format("{}; the objects of this pack were not scanned (git index-pack {} makes its "
                     "index anew)",
                     pack.error().message, path.string())});
    return;
  }
  if (!pack->flaw.empty()) packs->notices.push_back(damaged_pack(path, pack->flaw));
  packs->packs.push_back(*std::move(pack));
}

void add_packs(const fs::path& folder, IdsCheck check, Packs* packs) {
  const PackNames names = names_in(folder, &packs->notices);
  for (const fs::path& name : names.packs) {
    const fs::path path = fs::path(name) += ".pack";
    if (names.indexes.contains(name)) {
      add_pack(path, check, packs);
      continue;
    }
    packs->notices.push_back(
        {"corrupt-pack", std::nullopt,
         fmt::format("the pack {0} has no index, so its objects were not scanned (git index-pack "
                     "{0} makes one)",
                     path.string())});
  }
  for (const fs::path& name : names.indexes) {
    if (names.packs.contains(name)) continue;
    packs->notices.push_back(
        {"corrupt-pack", std::nullopt,
         fmt::format("{}.idx is the index of a pack that is not there, so the objects that it "
                     "names were not scanned (git fsck says which are missed)",
                     name.string())});
  }
}

}  // namespace

std::vector<fs::path> object_folders(const std::vector<fs::path>& objects) {
  std::vector<fs::path> folders;
  std::set<fs::path> seen;
  for (const fs::path& folder : objects) add_folders(folder, 0, &seen, &folders);
  return folders;
}

Packs open_packs(const std::vector<fs::path>& folders, IdsCheck check) {
  Packs packs;
  for (const fs::path& folder : folders) add_packs(folder, check, &packs);
  std::sort(packs.packs.begin(), packs.packs.end(), [](const Pack& a, const Pack& b) {
    return std::tuple(b.index.size(), a.path) < std::tuple(a.index.size(), b.path);
  });
  return packs;
}

std::vector<fs::path> pack_files(const std::vector<fs::path>& folders) {
  std::vector<fs::path> files;
  for (const fs::path& folder : folders) {
    const PackNames names = names_in(folder, nullptr);
    for (const fs::path& name : names.packs) files.push_back(fs::path(name) += ".pack");
    for (const fs::path& name : names.indexes) files.push_back(fs::path(name) += ".idx");
  }
  return files;
}

std::uint64_t roughly_packed(const std::vector<fs::path>& folders) {
  constexpr std::uint64_t index_bytes = 28;  // for an object
  std::uint64_t bytes = 0;
  for (const fs::path& folder : folders) {
    for (const fs::path& name : names_in(folder, nullptr).indexes) {
      bytes += size_of(fs::path(name) += ".idx");
    }
  }
  return bytes / index_bytes;
}

std::vector<ObjectId> loose_ids(const std::vector<fs::path>& folders,
                                std::vector<Notice>* notices) {
  std::vector<ObjectId> ids;
  for (const fs::path& folder : folders) {
    for (int first_byte = 0; first_byte < 256; ++first_byte) {
      const std::string first = fmt::format("{:02x}", first_byte);
      for_each_entry(folder / first, notices, [&](const fs::path& file) {
        if (const auto id = ObjectId::from_hex(first + file.filename().string())) {
          ids.push_back(*id);
        }
      });
    }
  }
  return ids;
}

Notice damaged_pack(const fs::path& pack, const std::string& flaw) {
  return {"corrupt-pack", std::nullopt,
          fmt::format("the pack {} is damaged: {}; what can be read of it was scanned (git fsck "
                      "says what is lost)",
                      pack.string(), flaw)};
}

}  // namespace keysieve
