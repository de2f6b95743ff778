// Repositories and files that are small and mean much work: what they take stays within bounds, and
// what was not scanned is said. The program is real, and nothing but its time and memory is looked
// at beside its report.
#include <sys/resource.h>

#include <ctime>

#include "catch.h"
#include "git/handle.h"
#include "support/archives.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/test_repo.h"
#include "unit/engine/tokens.h"
#include "unit/git/made_pack.h"

namespace keysieve {
namespace {

using namespace test;

#ifdef KEYSIEVE_SANITIZED
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr double most_seconds = sanitized ? 120 : 60;  // of a build without optimisation
constexpr long most_megabytes = 700;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

rusage used_by_programs() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  return used;
}

// What a call of run() may take of processors, whatever else the machine does, and of memory, but
// for builds with sanitizers, which take most of it themselves.
template <typename Run>
auto bounded(Run run) {
  const double before = seconds_of(used_by_programs().ru_utime);
  auto result = run();
  const rusage used = used_by_programs();
  CHECK(seconds_of(used.ru_utime) - before < most_seconds);
  if (!sanitized) CHECK(used.ru_maxrss / 1024 < most_megabytes);
  return result;
}

ObjectId id_of(const std::string& bytes, git_object_t type) {
  start_libgit2();
  git_oid id{};
  REQUIRE(git_odb_hash(&id, bytes.data(), bytes.size(), type) == 0);
  return to_object_id(id);
}

MadeEntry whole(const std::string& bytes, git_object_t type) {
  return {id_of(bytes, type), entry_header(type, bytes.size()) + stored(bytes)};
}

std::string tree_of(const std::vector<std::string>& names, const std::string& mode,
                    const ObjectId& id) {
  std::string tree;
  for (const std::string& name : names) {
    tree += mode + " " + name + '\0' + std::string(id.bytes.begin(), id.bytes.end());
  }
  return tree;
}

// Trees in trees, `depth` of them, each with the next one at all `names`; a secret in the last.
// Main is a commit of it.
void commit_nested(TestRepo& repo, int depth, const std::vector<std::string>& names,
                   const std::string& secret) {
  std::vector<MadeEntry> entries{whole("SECRET_KEY = '" + secret + "'\n", GIT_OBJECT_BLOB)};
  std::string tree = tree_of({"settings.py"}, "100644", entries[0].id);
  for (int i = 0; i < depth; ++i) {
    entries.push_back(whole(tree, GIT_OBJECT_TREE));
    tree = tree_of(names, "40000", entries.back().id);
  }
  entries.push_back(whole(tree, GIT_OBJECT_TREE));
  const std::string commit = "tree " + entries.back().id.hex() +
                             "\nauthor A <a@example.org> 1704110400 +0000\n" +
                             "committer A <a@example.org> 1704110400 +0000\n\nnested\n";
  entries.push_back(whole(commit, GIT_OBJECT_COMMIT));
  const std::string tip = entries.back().id.hex();
  write_pack(repo.path() / ".git/objects", "pack-nested", std::move(entries));
  repo.write(".git/refs/heads/main", tip + "\n");
}

}  // namespace

TEST_CASE("bomb: deltas that double, each against the one before", "[hostile]") {
  TestRepo repo;
  const std::string base(65536, 'x'), sound = "SECRET_KEY = '" + Fake(1).django_key() + "'\n";
  std::vector<MadeEntry> entries{whole(base, GIT_OBJECT_BLOB), whole(sound, GIT_OBJECT_BLOB)};
  ObjectId before = entries[0].id;
  for (int i = 1; i <= 25; ++i) {  // 2 TiB, if all were made
    const std::uint64_t size = std::uint64_t{65536} << (i - 1);
    std::string delta = varint(size) + varint(2 * size);
    // All of the base twice, by copies of at most 16 MiB - 1 byte.
    for (int half = 0; half < 2; ++half) {
      for (std::uint64_t at = 0; at < size && delta.size() < 4096;) {
        const std::uint64_t part = std::min<std::uint64_t>(size - at, 0xFFFFFF);
        delta += '\xFF';
        for (int shift = 0; shift < 32; shift += 8) delta += static_cast<char>(at >> shift & 255);
        for (int shift = 0; shift < 24; shift += 8) delta += static_cast<char>(part >> shift & 255);
        at += part;
      }
    }
    ObjectId id;
    id.bytes.fill(static_cast<std::uint8_t>(i));
    entries.push_back(delta_on(before, id, delta));
    before = id;
  }
  write_pack(repo.path() / ".git/objects", "pack-bomb", std::move(entries));
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("findings").size() == 1);
  CHECK(ran.report.at("completeness").at("complete") == false);
}

TEST_CASE("bomb: folders that repeat exponentially", "[hostile]") {
  TestRepo repo;
  commit_nested(repo, 40, {"a", "b"}, Fake(2).django_key());
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  REQUIRE(ran.report.at("findings").size() == 1);
  CHECK(ran.report.at("findings")[0].at("status") == "live");
}

TEST_CASE("bomb: folders nested very deep", "[hostile]") {
  TestRepo repo;
  commit_nested(repo, 20'000, {"a"}, Fake(3).django_key());
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("findings").size() == 1);
}

TEST_CASE("bomb: a hundred thousand refs", "[hostile]") {
  TestRepo repo;
  const std::string id =
      repo.write("a.py", "SECRET_KEY = '" + Fake(4).django_key() + "'\n").commit("one");
  std::string packed = "# pack-refs with: peeled fully-peeled sorted \n";
  for (int i = 100'000; i < 200'000; ++i) packed += id + " refs/heads/b" + std::to_string(i) + "\n";
  repo.write(".git/packed-refs", packed);
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("source").at("refs") == 100'001);
}

TEST_CASE("bomb: many findings in one file, and one very long line", "[hostile]") {
  const TempDir dir;
  Fake fake(5);
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "SECRET_KEY = '" + fake.django_key() + "'\n";
  dir.write("many.py", many);
  const ScanRun ran = bounded([&] { return scan_json(dir.path(), {"--files", "many.py"}); });
  CHECK(ran.report.at("findings").size() == 2'000);
  const std::string end = "; SECRET_KEY = '" + fake.django_key() + "'\n";
  dir.write("line.js", std::string(16 << 20, 'x') + end);
  const ScanRun line = bounded([&] { return scan_json(dir.path(), {"--files", "line.js"}); });
  CHECK(line.report.at("findings").size() == 1);
}

TEST_CASE("bomb: streams that inflate to much, or to more or less than they say", "[hostile]") {
  TestRepo repo;
  repo.write("zeros", std::string(64 << 20, '\0')).commit("zeros");
  repo.git({"gc", "-q"});  // 64 KiB
  const std::string sound = "SECRET_KEY = '" + Fake(6).django_key() + "'\n";
  const std::uint64_t huge = std::uint64_t{4000} << 20;
  std::vector<MadeEntry> entries{whole(sound, GIT_OBJECT_BLOB)};
  const auto add_liar = [&](std::uint8_t id, std::uint64_t says, const std::string& holds) {
    MadeEntry entry{{}, entry_header(GIT_OBJECT_BLOB, says) + stored(holds)};
    entry.id.bytes.fill(id);
    entries.push_back(entry);
  };
  add_liar(1, huge, "little");
  add_liar(2, 100, std::string(32 << 20, 'x'));
  write_pack(repo.path() / ".git/objects", "pack-liars", std::move(entries));
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("findings").size() == 1);
  CHECK(ran.report.at("completeness").at("objects").at("skipped") == 2);
}

TEST_CASE("bomb: archives in archives, and more members than anybody has", "[hostile]") {
  const TempDir dir;
  const std::string secret = "SECRET_KEY = '" + Fake(7).django_key() + "'\n";
  std::string nested = zip({{"zeros", std::string(4 << 20, '\0')}, {"a.py", secret}});
  for (int i = 0; i < 6; ++i) nested = zip({{"a.zip", nested}, {"b.zip", nested}, {"c", "text"}});
  dir.write("nested.zip", nested);
  dir.write("deep.gz", gzip(gzip(gzip(gzip(gzip(secret))))));
  Members many(10'500, {"", "x"});
  for (std::size_t i = 0; i < many.size(); ++i) many[i].name = "m" + std::to_string(i);
  dir.write("many.zip", stored_zip(many));
  for (const char* const name : {"nested.zip", "deep.gz", "many.zip"}) {
    CAPTURE(name);
    const ScanRun ran = bounded([&] {
      return scan_json(dir.path(), {"--archives", "--files", name});
    });
    CHECK(ran.exit == 3);
    CHECK(ran.report.at("completeness").at("notices").size() >= 1);
  }
}

TEST_CASE("bomb: very many small objects, and a very long line of commits", "[hostile]") {
  TestRepo repo;
  constexpr int count = 20'000;
  const std::string secret = "SECRET_KEY = '" + Fake(8).django_key() + "'\n";
  const auto data = [](const std::string& text) {
    return "data " + std::to_string(text.size()) + "\n" + text + "\n";
  };
  std::string stream = "blob\nmark :1\n" + data(secret);
  for (int i = 0; i < count; ++i) stream += "blob\n" + data("x = " + std::to_string(i) + "\n");
  for (int i = 0; i < count; ++i) {
    stream += "commit refs/heads/main\ncommitter A <a@example.org> " +
              std::to_string(1704110400 + i) + " +0000\n" + data("c");
    if (i == count / 2) stream += "M 100644 :1 settings.py\n";
    if (i == count / 2 + 100) stream += "D settings.py\n";
  }
  repo.git({"fast-import", "--quiet"}, stream);
  repo.git({"commit-graph", "write", "--reachable"});
  const ScanRun ran = bounded([&] { return scan_json(repo.path()); });
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 2 * count + 1);
  REQUIRE(ran.report.at("findings").size() == 1);
  CHECK(ran.report.at("findings")[0].at("introduced").size() == 1);
  CHECK(ran.report.at("findings")[0].at("removed").size() == 1);
}

TEST_CASE("bomb: a blob of many times what is held at once", "[hostile]") {
  TestRepo repo;
  std::string text;
  while (text.size() < (48u << 20)) text += "all work and no play makes jack a dull boy\n";
  repo.write("long.py", text + "SECRET_KEY = '" + Fake(9).django_key() + "'\n").commit("long");
  const ScanRun loose = bounded([&] { return scan_json(repo.path()); });
  CHECK(loose.report.at("findings").size() == 1);
  CHECK(loose.report.at("completeness").at("complete") == true);
  repo.git({"gc", "-q"});
  const ScanRun packed = bounded([&] { return scan_json(repo.path()); });
  CHECK(packed.report == loose.report);
}

TEST_CASE("bomb: files of rules, settings and accepted findings that are far too large",
          "[hostile]") {
  TestRepo repo;
  std::string comments;
  while (comments.size() < (8u << 20)) comments += "# " + std::string(97, 'x') + "\n";
  repo.write("a.txt", "text\n").commit("one");
  repo.write("rules.toml", comments);
  const Ran rules = bounded([&] {
    return run_keysieve({"scan", "--rules", "rules.toml"}, repo.path());
  });
  CHECK(rules.exit == 2);
  CHECK(rules.err.find("rules.toml") != std::string::npos);
  repo.write(".keysieve.toml", comments);
  const Ran settings = bounded([&] { return run_keysieve({"scan"}, repo.path()); });
  CHECK(settings.exit == 2);
  CHECK(settings.err.find(".keysieve.toml") != std::string::npos);
  repo.remove(".keysieve.toml");
  repo.write(".keysieveignore", comments);
  const Ran accepted = bounded([&] { return run_keysieve({"scan"}, repo.path()); });
  CHECK(accepted.exit == 0);  // it is read, and has no entry
  std::filesystem::resize_file(repo.path() / ".keysieveignore", std::uint64_t{1} << 40);
  const ScanRun sparse = bounded([&] { return scan_json(repo.path()); });
  CHECK(sparse.report.at("completeness").at("notices").size() == 1);
}

// A rule sees 4 KiB of a line at most, so what its worst line costs does not grow with the text.
TEST_CASE("bomb: no rule takes more than linear time on lines made to be its worst", "[hostile]") {
  const Detector detector(*RuleSet::builtin());
  const auto scratch = detector.new_scratch();
  const auto seconds_for = [&](const std::string& text) {
    std::vector<Match> matches;
    const std::clock_t begin = std::clock();
    detector.find({ObjectKind::blob, "", text}, *scratch, &matches);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  for (const Rule& rule : detector.rules().rules()) {
    if (rule.keywords.empty()) continue;
    // The keyword over and over, then nearly a match: its own sample without its end.
    const std::string sample = rule.sample();
    std::string line = rule.keywords[0] + " = ";
    while (line.size() < 300) line += rule.keywords[0] + sample.substr(0, sample.size() - 1) + " ";
    std::string once, fourfold;
    for (int i = 0; i < 2; ++i) once += line + "\n";
    for (int i = 0; i < 4; ++i) fourfold += once;
    (void)seconds_for(once);  // compiles what is needed
    const double one = seconds_for(once), four = seconds_for(fourfold);
    CAPTURE(rule.id, one, four);
    CHECK(four < 4 * 3 * one + 0.3);
  }
}

}  // namespace keysieve
