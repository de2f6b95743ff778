// A repository that changes while it is scanned: git packs anew, files vanish or are cut short
// under our hands. Whatever happens, the report is right, or says that it is not all.
//
// The change comes at a known moment, from within the scan; races.py has git and the program run at
// once as they like.
#include <filesystem>
#include <set>

#include "catch.h"
#include "hostile/marked_repo.h"
#include "support/process.h"
#include "unit/engine/tokens.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::MarkedRepo;
using test::Storage;

void git(const fs::path& repo, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  REQUIRE(test::run({std::move(arguments), repo, {}, {}}).exit == 0);
}

void repack(const MarkedRepo& repo) {
  git(repo.scanned, {"repack", "-a", "-d", "-k", "-q"});
  git(repo.scanned, {"prune-packed", "-q"});
}

template <typename Change>
void change_packs(const MarkedRepo& repo, Change change) {
  std::vector<fs::path> files;
  for (const auto& store : repo.stores) {
    if (!fs::is_directory(store)) continue;
    for (const auto& file : fs::recursive_directory_iterator(store)) {
      const auto kind = file.path().extension();
      if (kind == ".pack" || kind == ".idx") files.push_back(file.path());
    }
  }
  for (const auto& file : files) {
    fs::permissions(file, fs::perms(0644));
    change(file);
  }
}

void remove_packs(const MarkedRepo& repo) {
  change_packs(repo, [](const fs::path& file) { fs::remove(file); });
}
void cut_packs(const MarkedRepo& repo) {
  change_packs(repo, [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); });
}
void empty_packs(const MarkedRepo& repo) {
  change_packs(repo, [](const fs::path& file) { fs::resize_file(file, 0); });
}
void remove_everything(const MarkedRepo& repo) {
  for (const auto& store : repo.stores) fs::remove_all(store);
}

struct Outcome {
  bool complete = false;
  std::size_t missed = 0;  // tokens that were there when the scan began
  bool operator==(const Outcome&) const = default;
};
const Outcome all_well{true, 0};

// The change comes when the first objects were read.
Outcome scan_during(Storage storage, void (*change)(const MarkedRepo&), bool as_range,
                    unsigned threads) {
  const MarkedRepo repo(storage);
  ScanOptions options;
  options.threads = threads;
  bool changed = false;
  options.on_progress = [&](const Progress&) {
    if (!std::exchange(changed, true)) change(repo);
  };
  const Source source = as_range ? Source(RangeSource{repo.scanned, {}, {}, {}})
                                 : Source(HistorySource{repo.scanned});
  const auto report = scan(source, test::token_detector(), options);
  REQUIRE(changed);
  if (!report) return {};  // refused: nobody takes that for clean
  std::set<std::string> found;
  for (const Finding& finding : report->findings) found.insert(finding.secret);
  Outcome outcome{report->completeness.complete(), 0};
  for (const auto& [id, token] : repo.token_of) {
    const bool asked = !as_range || !repo.tags.contains(id);  // a range has no tags
    if (asked && !found.contains(token)) ++outcome.missed;
  }
  return outcome;
}

}  // namespace

TEST_CASE("races: what git packs anew during a scan is found all the same", "[hostile]") {
  for (const Storage storage : {Storage::loose, Storage::packed, Storage::packs}) {
    for (const bool as_range : {false, true}) {
      CAPTURE(static_cast<int>(storage), as_range);
      CHECK(scan_during(storage, repack, as_range, as_range ? 1 : 2) == all_well);
    }
  }
}

TEST_CASE("races: packs that vanish or are cut short during a scan never make it look complete",
          "[hostile]") {
  for (const auto change : {remove_packs, cut_packs, empty_packs, remove_everything}) {
    for (const Storage storage : {Storage::loose, Storage::packed, Storage::packs}) {
      for (const bool as_range : {false, true}) {
        CAPTURE(static_cast<int>(storage), as_range);
        const Outcome outcome = scan_during(storage, change, as_range, 2);
        CHECK((!outcome.complete || outcome.missed == 0));
      }
    }
  }
}

TEST_CASE("races: a range whose commits vanish between its two readings is not called clean",
          "[hostile]") {
  CHECK_FALSE(scan_during(Storage::packed, remove_everything, true, 1).complete);
  CHECK_FALSE(scan_during(Storage::packed, empty_packs, true, 1).complete);
}

}  // namespace keysieve
