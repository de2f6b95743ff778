// Repositories with damage anywhere in them: nothing crashes or hangs, nothing that was there
// before is missed without a word, and what the damage left alone is found.
//
// KEYSIEVE_CASES=10000 runs so many cases of each kind of storage; KEYSIEVE_CASE=12 that one alone,
// in a process that a debugger can look into.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>

#include "catch.h"
#include "hostile/damage.h"
#include "hostile/marked_repo.h"
#include "hostile/watched_cases.h"
#include "keysieve/report.h"
#include "support/process.h"
#include "unit/engine/tokens.h"
#include "unit/git/packed_repo.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::CaseOutcome;
using test::Fake;
using test::MarkedRepo;
using test::Storage;

#ifdef KEYSIEVE_SANITIZED
constexpr std::size_t usual_cases = 150;
#else
constexpr std::size_t usual_cases = 500;
#endif

enum Kind { refused, complete, incomplete, with_losses };

// A file, as it was and as it is now.
struct Damage {
  fs::path file;
  std::string before, after;
};

bool is_pack(const fs::path& file) {
  return file.extension() == ".pack";
}
bool is_pack_index(const fs::path& file) {
  return file.extension() == ".idx";
}

bool is_loose_object(const fs::path& file) {
  return file.filename().string().size() == 38 &&
         file.parent_path().filename().string().size() == 2;
}

// What is of no matter to anybody who reads: samples of hooks, words for people, logs.
bool matters(const fs::path& file) {
  for (const fs::path& part : file) {
    if (part == "hooks" || part == "logs" || part == "description") return false;
  }
  return true;
}

// Kinds of files are damaged equally often, however many there are of each.
std::string kind_of(const fs::path& file) {
  if (is_loose_object(file)) return "loose";
  if (file.has_extension()) return file.extension();
  for (const fs::path& part : file) {
    if (part == "refs") return "refs";
  }
  return file.filename();
}

std::map<std::string, std::vector<fs::path>> files_by_kind(const MarkedRepo& repo) {
  std::map<std::string, std::vector<fs::path>> files;
  const auto add = [&](const fs::path& file) {
    if (fs::is_regular_file(file) && matters(file)) files[kind_of(file)].push_back(file);
  };
  for (const fs::path& store : repo.stores) {
    add(store);
    if (!fs::is_directory(store)) continue;
    for (const auto& file : fs::recursive_directory_iterator(store)) add(file.path());
  }
  for (auto& [kind, of_kind] : files) std::sort(of_kind.begin(), of_kind.end());
  return files;
}

// The objects of a damaged pack that are as they were, their bases as well.
std::set<std::string> intact(const std::vector<test::PackedEntry>& entries, const Damage& damage) {
  std::map<std::string, const test::PackedEntry*> by_id;
  for (const auto& entry : entries) by_id[entry.id] = &entry;
  std::set<std::string> ids;
  for (const auto& entry : entries) {
    bool whole = true;
    for (const auto* at = &entry; whole; at = by_id.at(at->base)) {
      const std::size_t size = at->end - at->begin;
      whole = damage.after.size() >= at->end &&
              damage.after.compare(at->begin, size, damage.before, at->begin, size) == 0;
      if (at->base.empty()) break;
    }
    if (whole) ids.insert(entry.id);
  }
  return ids;
}

// Which tokens may be missing, if that is said. Without an index nothing is known of its pack.
std::set<std::string> may_miss(const MarkedRepo& repo, const Damage& damage) {
  std::set<std::string> tokens;
  const auto add = [&](const std::string& id) {
    if (const auto token = repo.token_of.find(id); token != repo.token_of.end()) {
      tokens.insert(token->second);
    }
  };
  if (is_loose_object(damage.file)) {
    add(damage.file.parent_path().filename().string() + damage.file.filename().string());
  }
  if (damage.file.filename() == "alternates") {
    for (const std::string& id : repo.elsewhere) add(id);
  }
  const fs::path pack = fs::path(damage.file).replace_extension(".pack");
  const auto entries = repo.entries.find(pack);
  if (entries == repo.entries.end() || !(is_pack(damage.file) || is_pack_index(damage.file))) {
    return tokens;
  }
  const auto kept =
      is_pack(damage.file) ? intact(entries->second, damage) : std::set<std::string>();
  for (const auto& entry : entries->second) {
    if (!kept.contains(entry.id)) add(entry.id);
  }
  return tokens;
}

// What is wrong with a report of the repository; empty: nothing.
std::string flaw_of(const Report& report, const MarkedRepo& repo, const Damage& damage) {
  std::set<std::string> found;
  for (const Finding& finding : report.findings) found.insert(finding.secret);
  const auto excused = may_miss(repo, damage);
  for (const auto& [id, token] : repo.token_of) {
    if (found.contains(token)) continue;
    if (report.completeness.complete()) return "calls itself complete without " + id;
    if (!excused.contains(token)) return "misses " + id + ", which was not damaged";
  }
  return {};
}

void write_all_formats(const Report& report) {
  std::ostringstream out;
  for (const auto& format : report_formats()) {
    write_report(format.format, report, test::token_detector().rules(), {}, out);
  }
}

// What reads objects by refs and commits: where only objects are damaged, it knows what it misses.
std::string flaw_of_range(const MarkedRepo& repo, const Damage& damage) {
  ScanOptions options;
  options.threads = 1;
  const auto report = scan(RangeSource{repo.scanned, {}, {}, {}}, test::token_detector(), options);
  const bool objects = is_loose_object(damage.file) || is_pack(damage.file) ||
                       is_pack_index(damage.file) || damage.file.filename() == "alternates";
  if (!report || !objects || !report->completeness.complete()) return {};
  std::set<std::string> found;
  for (const Finding& finding : report->findings) found.insert(finding.secret);
  for (const auto& [id, token] : repo.token_of) {
    if (!repo.tags.contains(id) && !found.contains(token)) {
      return "a range calls itself complete without " + id;
    }
  }
  return {};
}

// Sources that ask little of objects: they may find what they like, but end.
void scan_otherwise(const fs::path& repo) {
  (void)scan(StagedSource{repo}, test::token_detector());
  (void)scan(WorktreeSource{repo}, test::token_detector());
}

CaseOutcome check(const MarkedRepo& repo, const Damage& damage, std::size_t number) {
  ScanOptions options;
  options.threads = 1 + number % 2;
  const auto report = scan(HistorySource{repo.scanned}, test::token_detector(), options);
  if (!report) return {report.error().message.empty() ? "no words" : "", refused};
  if (number % 16 == 1) write_all_formats(*report);
  if (number % 8 == 0) scan_otherwise(repo.scanned);
  std::string flaw = flaw_of(*report, repo, damage);
  if (flaw.empty() && number % 4 == 0) flaw = flaw_of_range(repo, damage);
  const Kind kind = report->completeness.complete()                   ? complete
                    : report->findings.size() == repo.token_of.size() ? incomplete
                                                                      : with_losses;
  return {flaw, kind};
}

// The repository in one process, and one case after the other in it.
std::function<CaseOutcome(std::size_t)> damaged_cases(Storage storage) {
  const auto repo = std::make_shared<MarkedRepo>(storage);
  const auto files = files_by_kind(*repo);
  return [repo, files](std::size_t number) {
    Fake fake(static_cast<std::uint32_t>(number));
    const auto& of_kind =
        std::next(files.begin(), fake.below(static_cast<std::uint32_t>(files.size())))->second;
    const fs::path& file = of_kind[fake.below(static_cast<std::uint32_t>(of_kind.size()))];
    Damage damage{file, test::bytes_in(file), {}};
    // One in eight becomes a copy of another file of its kind.
    const fs::path& other = of_kind[fake.below(static_cast<std::uint32_t>(of_kind.size()))];
    damage.after = fake.below(8) == 0 && other != file ? test::bytes_in(other)
                                                       : test::damaged(damage.before, &fake);
    // So may a file be; but a linked work tree without its .git is none.
    const bool gone = fake.below(16) == 0 && file.filename() != ".git";
    if (gone) damage.after.clear();
    gone ? void(fs::remove(file)) : test::overwrite(file, damage.after);
    CaseOutcome outcome = check(*repo, damage, number);
    test::overwrite(file, damage.before);
    if (!outcome.failure.empty()) {
      outcome.failure += " (" + file.lexically_relative(repo->dir.path()).string() + ")";
    }
    return outcome;
  };
}

void check_damage_to(Storage storage) {
  if (const char* const alone = std::getenv("KEYSIEVE_CASE")) {
    CHECK(damaged_cases(storage)(std::strtoul(alone, nullptr, 10)).failure == "");
    return;
  }
  const std::size_t count = test::case_count(usual_cases);
  const auto results = test::run_watched(count, 10, [&] { return damaged_cases(storage); });
  for (const std::string& failure : results.failures) FAIL_CHECK(failure);
  INFO("slowest: " << results.slowest);
  CHECK(results.by_kind[refused] + results.by_kind[complete] + results.by_kind[incomplete] +
            results.by_kind[with_losses] ==
        count);
  // Damage was done, and it was bearable.
  if (count >= usual_cases) {
    CHECK(results.by_kind[with_losses] > count / 50);
    CHECK(results.by_kind[complete] + results.by_kind[incomplete] > count / 20);
    CHECK(results.by_kind[refused] < count / 2);
  }
}

}  // namespace

TEST_CASE("corruption: of loose objects and refs", "[hostile]") {
  check_damage_to(Storage::loose);
}

TEST_CASE("corruption: of a pack with its index and commit graph", "[hostile]") {
  check_damage_to(Storage::packed);
}

TEST_CASE("corruption: of packs with a multi-pack-index and alternates", "[hostile]") {
  check_damage_to(Storage::packs);
}

TEST_CASE("corruption: of a linked work tree", "[hostile]") {
  check_damage_to(Storage::linked_worktree);
}

TEST_CASE("corruption: these tests see what a report leaves out", "[hostile]") {
  const MarkedRepo repo(Storage::packed);
  auto report = test::report_of(HistorySource{repo.scanned});
  const Damage none{repo.scanned / ".git/config", {}, {}};
  CHECK(report.completeness.complete());
  CHECK(report.findings.size() == repo.token_of.size());
  CHECK(flaw_of(report, repo, none).empty());
  report.findings.pop_back();
  CHECK(flaw_of(report, repo, none).starts_with("calls itself complete"));
  report.completeness.skipped = 1;
  CHECK(flaw_of(report, repo, none).starts_with("misses"));
}

TEST_CASE("corruption: crashes and hangs are seen", "[hostile]") {
  const auto results = test::run_watched(8, 0.5, [] {
    return [](std::size_t number) -> CaseOutcome {
      if (number == 2) std::abort();
      if (number == 3) ::pause();
      if (number == 5) throw std::runtime_error("thrown");
      if (number == 6) return {"failed", 0};
      return {{}, 1};
    };
  });
  CHECK(results.by_kind[1] == 4);
  REQUIRE(results.failures.size() == 4);
  CHECK(results.failures[0].starts_with("case 2: crashed"));
  CHECK(results.failures[1] == "case 6: failed");
  CHECK(results.failures[2].starts_with("case 3: took more than"));
  CHECK(results.failures[3] == "case 5: threw: thrown");
}

}  // namespace keysieve
