// Many random histories (support/random_history.h), each scanned in this process, and everything
// the report says of them compared with the oracle. KEYSIEVE_SEEDS=5000 in the environment runs
// that many of them instead of 500; each test takes its share, so that they can run side by side.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "catch.h"
#include "keysieve/report.h"
#include "support/fake.h"
#include "support/oracle.h"
#include "support/random_history.h"
#include "support/scan_json.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t shares = 8;

std::uint32_t seed_count() {
  const char* wish = std::getenv("KEYSIEVE_SEEDS");
  return wish == nullptr ? 500 : static_cast<std::uint32_t>(std::stoul(wish));
}

const Detector& key_detector() {
  static const Detector detector = [] {
    const auto all = RuleSet::builtin();
    if (!all) throw std::runtime_error(all.error().message);
    auto set = all->selected({{"django-secret-key"}, {}, Severity::low});
    if (!set) throw std::runtime_error(set.error().message);
    return Detector(*std::move(set));
  }();
  return detector;
}

nlohmann::json scanned(const test::TestRepo& repo, unsigned threads) {
  ScanOptions options;
  options.threads = threads;
  auto report = scan(HistorySource{repo.path()}, key_detector(), options);
  if (!report) throw std::runtime_error(report.error().message);
  std::ostringstream out;
  ReportOptions show;
  show.show_secrets = true;
  write_report(ReportFormat::json, *report, key_detector().rules(), show, out);
  return nlohmann::json::parse(out.str());
}

// Where HEAD is: on a branch, on one that has no commit yet, or on a commit.
void place_head(test::TestRepo& repo, std::uint32_t seed) {
  if (seed % 7 == 3) repo.write(".git/HEAD", "ref: refs/heads/none/yet\n");
  if (seed % 7 == 5) repo.write(".git/HEAD", repo.read(".git/refs/heads/side"));
}

// Takes a few objects out of the database, as a partial clone leaves them out. What is loose, is so
// for every third seed (make_random_history()).
void tear(const test::TestRepo& repo, std::uint32_t seed) {
  std::vector<fs::path> files;
  for (const auto& folder : fs::directory_iterator(repo.path() / ".git/objects")) {
    if (folder.path().filename().string().size() != 2) continue;
    for (const auto& file : fs::directory_iterator(folder.path())) files.push_back(file.path());
  }
  if (files.empty()) return;
  std::sort(files.begin(), files.end());
  test::Fake fake(seed);
  for (int i = 0; i < 4; ++i)
    fs::remove(files[fake.below(static_cast<std::uint32_t>(files.size()))]);
}

void check_share(std::uint32_t share) {
  const std::uint32_t count = seed_count();
  for (std::uint32_t seed = share; seed < count; seed += shares) {
    CAPTURE(seed);
    test::TestRepo repo;
    const auto history = test::make_random_history(repo, seed, 15 + static_cast<int>(seed % 30));
    place_head(repo, seed);
    if (seed % 2 == 0) tear(repo, seed);
    test::Oracle oracle(repo);
    const auto report = scanned(repo, 1 + seed % 3);
    CHECK(test::faults_in(report, oracle, history.all_secrets()) == nlohmann::json::array());
  }
}

}  // namespace

TEST_CASE("random histories agree with git: share 1 of 8", "[engine]") {
  check_share(0);
}

TEST_CASE("random histories agree with git: share 2 of 8", "[engine]") {
  check_share(1);
}

TEST_CASE("random histories agree with git: share 3 of 8", "[engine]") {
  check_share(2);
}

TEST_CASE("random histories agree with git: share 4 of 8", "[engine]") {
  check_share(3);
}

TEST_CASE("random histories agree with git: share 5 of 8", "[engine]") {
  check_share(4);
}

TEST_CASE("random histories agree with git: share 6 of 8", "[engine]") {
  check_share(5);
}

TEST_CASE("random histories agree with git: share 7 of 8", "[engine]") {
  check_share(6);
}

TEST_CASE("random histories agree with git: share 8 of 8", "[engine]") {
  check_share(7);
}

}  // namespace keysieve
