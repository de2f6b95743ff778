#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "catch.h"
#include "support/fake.h"
#include "support/test_repo.h"
#include "tokens.h"

namespace keysieve {
namespace {

using test::found_in;
using test::TestRepo;
using test::token;
using Found = std::vector<std::pair<std::string, std::string>>;

Report staged(TestRepo& repo, const ScanOptions& options = {}) {
  ::unsetenv("GIT_INDEX_FILE");
  repo.git({"add", "--all"});
  return test::report_of(StagedSource{repo.path()}, options);
}

// The secrets that stop a commit, and those that are only mentioned.
std::set<std::string> new_in(const Report& report) {
  std::set<std::string> secrets;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression) secrets.insert(finding.secret);
  }
  return secrets;
}
std::set<std::string> known_in(const Report& report) {
  std::set<std::string> secrets;
  for (const Finding& finding : report.findings) {
    if (finding.suppression && finding.suppression->kind == "known") secrets.insert(finding.secret);
  }
  return secrets;
}

// Files that come, go, move and change, with a few tokens in them.
class RandomTree {
 public:
  explicit RandomTree(test::Fake* fake) : fake_(fake) {}

  void write_some(TestRepo* repo, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string path = any_path();
      if (fake_->below(5) == 0) {
        repo->remove(path);
      } else if (!std::filesystem::is_directory(repo->path() / path)) {
        repo->write(path, any_text());
      }
    }
  }

 private:
  std::string any_path() {
    static constexpr std::array folders = {"", "a/", "a/b/", "a-b/", "a/b/c/", "z/"};
    return folders[fake_->below(folders.size())] + std::string("f") +
           std::to_string(fake_->below(4));
  }
  std::string any_text() {
    std::string text;
    for (std::uint32_t lines = fake_->below(4); lines > 0; --lines) {
      text += fake_->below(2) == 0 ? token(fake_->below(9)) + "\n" : "text\n";
    }
    return text + std::to_string(fake_->below(1000)) + "\n";
  }

  test::Fake* fake_;
};

using Blobs = std::map<std::string, std::set<std::string>>;  // the tokens in each, by its id

// What git's plumbing says stands in blobs; asked once for each.
class BlobTokens {
 public:
  explicit BlobTokens(TestRepo* repo) : repo_(repo) {}

  // The blobs of a listing whose records hold an id before a tabulator, and end in NUL.
  Blobs of(const std::vector<std::string>& listing) {
    std::istringstream records(repo_->git(listing));
    std::vector<std::string> ids;
    for (std::string record; std::getline(records, record, '\0');) {
      std::istringstream words(record.substr(0, record.find('\t')));
      for (std::string word; words >> word;) {
        if (word.size() == 40) ids.push_back(word);
      }
    }
    learn(ids);
    Blobs blobs;
    for (const std::string& id : ids) blobs[id] = known_.at(id);
    return blobs;
  }

 private:
  void learn(const std::vector<std::string>& ids) {
    std::string asked;
    std::vector<std::string> fresh;
    for (const std::string& id : ids) {
      if (!known_.try_emplace(id).second) continue;
      asked += id + "\n";
      fresh.push_back(id);
    }
    if (fresh.empty()) return;
    const std::string contents = repo_->git({"cat-file", "--batch"}, asked) + "\n";
    std::size_t at = 0;
    for (const std::string& id : fresh) {  // "<id> blob <size>\n<bytes>\n"
      const std::size_t line = contents.find('\n', at);
      const std::size_t size = std::stoul(contents.substr(contents.rfind(' ', line) + 1));
      const std::string bytes = contents.substr(line + 1, size);
      for (std::uint32_t n = 0; n < 9; ++n) {
        if (bytes.find(token(n)) != std::string::npos) known_[id].insert(token(n));
      }
      at = line + 1 + size + 1;
    }
  }

  TestRepo* repo_;
  Blobs known_;
};

bool held(const Blobs& blobs, const std::string& token) {
  return std::any_of(blobs.begin(), blobs.end(),
                     [&](const auto& blob) { return blob.second.contains(token); });
}

}  // namespace

TEST_CASE("scan staged: what the next commit adds, with its object and region", "[engine]") {
  TestRepo repo;
  const auto head = repo.write("old", token(1)).commit("first");
  repo.write("b", "\n" + token(2)).write("a", token(3));
  const Report report = staged(repo);
  CHECK(found_in(report) == Found{{token(3), "a"}, {token(2), "b"}});
  const Occurrence& at = report.findings[1].occurrences.at(0);
  CHECK(at.object->hex() == repo.git({"rev-parse", ":b"}));
  CHECK(at.region == Region{2, 1, 2, 25});
  CHECK(report.findings[1].status == FindingStatus::staged);
  CHECK(report.source.kind == "staged");
  CHECK(report.source.head->hex() == head);
  CHECK(report.completeness.complete());
  CHECK(report.completeness.scanned == 2);
}

TEST_CASE("scan staged: before the first commit everything is new", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1));
  const Report report = staged(repo);
  CHECK(found_in(report) == Found{{token(1), "a"}});
  CHECK(!report.source.head);
}

TEST_CASE("scan staged: what HEAD holds in what changes is known, not new", "[engine]") {
  TestRepo repo;
  repo.write("edited", token(1)).write("renamed", token(2)).write("moved from", token(3));
  repo.write("to be dropped", token(4)).commit("first");
  repo.write("edited", "above\n" + token(1) + "\nbelow " + token(9));
  repo.git({"mv", "renamed", "new name"});
  repo.write("moved from", "").write("moved to", token(3) + "\n");
  repo.remove("to be dropped");
  CHECK(new_in(staged(repo)) == std::set<std::string>{token(9)});
}

TEST_CASE("scan staged: what HEAD holds in files that do not change is known, too", "[engine]") {
  TestRepo repo;
  repo.write("deep/er/kept", "x\n" + token(1)).write("other", "nothing").commit("first");
  repo.write("copy", token(1) + "\n" + token(2));
  const Report report = staged(repo);
  CHECK(new_in(report) == std::set<std::string>{token(2)});
  CHECK(known_in(report) == std::set<std::string>{token(1)});
}

TEST_CASE("scan staged: what is known counts where that is asked for", "[engine]") {
  TestRepo repo;
  repo.write("kept", token(1)).commit("first");
  repo.write("copy", token(1));
  repo.git({"add", "--all"});
  const Report report = test::report_of(StagedSource{repo.path(), true}, {});
  CHECK(new_in(report) == std::set<std::string>{token(1)});
  CHECK(report.findings.at(0).status == FindingStatus::live);
}

TEST_CASE("scan staged: what only an older commit held is new again", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1)).commit("first");
  repo.write("a", "").commit("second");
  repo.write("b", token(1));
  CHECK(new_in(staged(repo)) == std::set<std::string>{token(1)});
}

TEST_CASE("scan staged: a secret that HEAD has in UTF-16 is known", "[engine]") {
  TestRepo repo;
  std::string wide = "\xff\xfe";
  for (const char c : token(1) + "\n") wide += std::string(1, c) + '\0';
  repo.write("wide", wide).commit("first");
  repo.write("narrow", token(1));
  CHECK(known_in(staged(repo)) == std::set<std::string>{token(1)});
}

TEST_CASE("scan staged: a secret that HEAD marked away is not new either", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1) + " # keysieve:allow a fixture\n").commit("first");
  repo.write("a", token(1) + "\n");
  CHECK(new_in(staged(repo)).empty());
}

// Brute force: what is found in all blobs of the index, and not in any of HEAD's.
TEST_CASE("scan staged: 1,000 random states are told as blobs of the index and of HEAD tell them",
          "[engine]") {
  ::unsetenv("GIT_INDEX_FILE");
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    TestRepo repo;
    test::Fake fake(seed);
    RandomTree tree(&fake);
    BlobTokens tokens(&repo);
    tree.write_some(&repo, 12);
    repo.commit("first");
    Blobs head = tokens.of({"ls-tree", "-r", "-z", "HEAD"});
    for (int state = 0; state < 100; ++state) {
      CAPTURE(seed, state);
      if (fake.below(5) == 0) {
        repo.git({"commit", "--quiet", "--allow-empty", "--message", "next"});
        head = tokens.of({"ls-tree", "-r", "-z", "HEAD"});
      }
      tree.write_some(&repo, 1 + fake.below(4));
      if (fake.below(4) != 0) repo.git({"add", "--all"});
      const Report report = test::report_of(StagedSource{repo.path()}, {});
      std::set<std::string> fresh, known;
      for (const auto& [id, found] : tokens.of({"ls-files", "--stage", "-z"})) {
        if (head.contains(id)) continue;  // the very blob
        for (const std::string& token : found) (held(head, token) ? known : fresh).insert(token);
      }
      const auto mentioned = known_in(report);
      REQUIRE(new_in(report) == fresh);
      REQUIRE(std::includes(mentioned.begin(), mentioned.end(), known.begin(), known.end()));
      for (const std::string& token : mentioned) REQUIRE(held(head, token));
    }
  }
}

TEST_CASE("scan staged: marked secrets are found as accepted", "[engine]") {
  TestRepo repo;
  repo.write("a", token(1) + " # keysieve:allow a fixture\n");
  const Report report = staged(repo);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].suppression->reason == "a fixture");
}

TEST_CASE("scan staged: rejected candidates to explain", "[engine]") {
  TestRepo repo;
  repo.write("a", "\ncode=aaaaaaaaaaaaaaaa\n");
  ScanOptions options;
  options.explain = true;
  const Report report = staged(repo, options);
  CHECK(report.findings.empty());
  REQUIRE(report.rejected.size() == 1);
  CHECK((report.rejected[0].path == "a" && report.rejected[0].line == 2));
}

TEST_CASE("scan staged: what is too large makes the scan incomplete", "[engine]") {
  TestRepo repo;
  repo.write("large", std::string(100, 'l') + token(1)).write("small", token(2));
  ScanOptions options;
  options.max_object_bytes = 100;
  const Report report = staged(repo, options);
  CHECK(found_in(report) == Found{{token(2), "small"}});
  CHECK(test::notice_kinds(report) == std::vector<std::string>{"too-large"});
  CHECK((report.completeness.expected == 2 && report.completeness.skipped == 1));
}

TEST_CASE("scan staged: not in a repository is an error", "[engine]") {
  const test::TempDir dir;
  const auto report = scan(StagedSource{dir.path()}, test::token_detector());
  REQUIRE(!report);
  CHECK(report.error().code == ErrorCode::not_found);
}

}  // namespace keysieve
