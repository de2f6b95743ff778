// The scan command as a user meets it: sources, outputs, exit statuses, suppressions.
#include <sys/stat.h>

#include "catch.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/test_repo.h"

using namespace keysieve::test;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}
bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("scan: a repository without secrets is clean, with the proof in numbers", "[cli]") {
  TestRepo repo;
  repo.write("a.py", "SECRET_KEY = os.environ['SECRET_KEY']\n").commit("one");
  const ScanRun ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("findings").empty());
  CHECK(ran.report.at("completeness").at("complete") == true);
  CHECK(ran.report.at("completeness").at("objects").at("expected") == 2);  // a blob, a message
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 2);
  CHECK(ran.report.at("source").at("head") == repo.head());
}

TEST_CASE("scan: an empty repository is clean and complete", "[cli]") {
  TestRepo repo;
  const ScanRun ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("source").at("head").is_null());
  CHECK(ran.report.at("completeness").at("objects").at("expected") == 0);
}

TEST_CASE("scan: the repository is found from any folder of its work tree, and when bare",
          "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("deep/er/settings.py", setting(key)).commit("one");
  CHECK(scan_json(repo.path() / "deep" / "er").exit == 1);
  CHECK(scan_json("/", {repo.path().string()}).exit == 1);
  const TempDir dir;
  repo.git({"clone", "--quiet", "--bare", ".", (dir / "bare.git").string()});
  CHECK(scan_json(dir / "bare.git").exit == 1);
}

TEST_CASE("scan: what is no repository is said in one line, with status 2", "[cli]") {
  const TempDir dir;
  const Ran ran = run_keysieve({"scan"}, dir.path());
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err ==
        "keysieve: . is not in a git repository (keysieve scan --files PATH reads plain files)\n");
}

TEST_CASE("scan: a repository in SHA-256 format is refused with a sentence", "[cli]") {
  const TempDir dir;
  REQUIRE(run({{"git", "init", "-q", "--object-format=sha256"}, dir.path(), {}, {}}).exit == 0);
  const Ran ran = run_keysieve({"scan"}, dir.path());
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "SHA-256"));
}

TEST_CASE("scan: no output shows a secret unless asked to", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("key " + setting(key));
  for (const char* format : {"text", "json"}) {
    CAPTURE(format);
    const Ran ran = run_keysieve({"scan", "--format", format, "--explain", "--stats"}, repo.path());
    CHECK(ran.exit == 1);
    CHECK_FALSE(contains(ran.out + ran.err, key));
    CHECK_FALSE(contains(ran.out + ran.err, key.substr(4, 12)));
  }
  CHECK(contains(run_keysieve({"scan", "--show-secrets"}, repo.path()).out, key));
}

TEST_CASE("scan: a report file is readable by its owner alone", "[cli]") {
  TestRepo repo;
  const TempDir dir;
  repo.write("settings.py", setting(Fake().django_key())).commit("one");
  const Ran ran = run_keysieve({"scan", "--format", "json", "--output", (dir / "r.json").string()},
                               repo.path());
  CHECK(ran.exit == 1);
  CHECK(ran.out.empty());
  struct stat info {};
  REQUIRE(::stat((dir / "r.json").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(nlohmann::json::parse(dir.read("r.json")).at("schema_version") == 1);
}

TEST_CASE("scan: a report that cannot be written ends with status 2", "[cli]") {
  TestRepo repo;
  repo.write("a", "b").commit("one");
  const Ran ran = run_keysieve({"scan", "--output", "/nonexistent/report"}, repo.path());
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "/nonexistent/report"));
}

TEST_CASE("scan --files: paths are as given, below folders too, git's own folder is left out",
          "[cli]") {
  TestRepo repo;
  Fake fake;
  const std::string one = fake.django_key(), two = fake.django_key();
  repo.write("conf/settings.py", "\n" + setting(one)).write(".git/stray.py", setting(two));
  const ScanRun ran = scan_json(repo.path(), {"--files", "conf", "."});
  REQUIRE(ran.exit == 1);
  const auto finding = ran.finding(one);
  REQUIRE_FALSE(finding.is_null());
  CHECK(finding.at("status") == "file");
  CHECK(finding.at("occurrences")[0].at("object").is_null());
  CHECK(finding.at("occurrences")[0].at("path") == "./conf/settings.py");
  CHECK(finding.at("occurrences")[1].at("path") == "conf/settings.py");
  CHECK(finding.at("occurrences")[0].at("start_line") == 2);
  CHECK(ran.finding(two).is_null());
}

TEST_CASE("scan --files: what cannot be read makes the scan incomplete, not clean", "[cli]") {
  const TempDir dir;
  dir.write("good.txt", "nothing here\n");
  const ScanRun ran = scan_json(dir.path(), {"--files", "good.txt", "missing.txt"});
  CHECK(ran.exit == 3);
  CHECK(ran.report.at("completeness").at("complete") == false);
  CHECK(ran.report.at("completeness").at("objects").at("skipped") == 1);
  CHECK(ran.report.at("completeness").at("notices")[0].at("kind") == "unreadable-file");
}

TEST_CASE("scan --stdin: standard input is scanned", "[cli]") {
  const std::string key = Fake().urlsafe_key();
  const ScanRun ran = scan_json({}, {"--stdin"}, "a\nb\n" + setting(key));
  CHECK(ran.exit == 1);
  CHECK(ran.finding(key).at("status") == "stdin");
  CHECK(ran.finding(key).at("occurrences")[0].at("path").is_null());
  CHECK(ran.finding(key).at("occurrences")[0].at("start_line") == 3);
}

TEST_CASE("scan --staged: only what the next commit adds", "[cli]") {
  TestRepo repo;
  Fake fake;
  const std::string old = fake.django_key(), staged = fake.django_key(),
                    unstaged = fake.django_key();
  repo.write("settings.py", setting(old)).commit("one");
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 0);
  repo.write("settings.py", "# moved down\n" + setting(old)).write("new.py", setting(staged));
  repo.git({"add", "-A"});
  repo.write("new.py", setting(unstaged));
  const ScanRun ran = scan_json(repo.path(), {"--staged"});
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("findings").size() == 2);
  CHECK(ran.finding(old).at("suppression").at("kind") == "known");  // HEAD holds it
  CHECK(ran.finding(staged).at("status") == "staged");
  CHECK(ran.finding(staged).at("occurrences")[0].at("path") == "new.py");
}

TEST_CASE("scan --staged: the index is the one git names, before the first commit too", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key));
  repo.git({"add", "-A"});
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 1);
  repo.git({"mv", "settings.py", "x.py"});
  std::filesystem::copy_file(repo.path() / ".git/index", repo.path() / ".git/other");
  repo.git({"rm", "--quiet", "--cached", "x.py"});
  CHECK(scan_json(repo.path(), {"--staged"}).exit == 0);
  const ScanRun ran = scan_json(repo.path(), {"--staged"}, {}, {{"GIT_INDEX_FILE", ".git/other"}});
  CHECK(ran.exit == 1);
  CHECK(ran.finding(key).at("occurrences")[0].at("path") == "x.py");
}

TEST_CASE("scan: a corrupt object is a notice; the rest is scanned", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("good.py", setting(key)).write("bad.txt", "some words\n").commit("one");
  const std::string id = repo.git({"rev-parse", "HEAD:bad.txt"});
  const auto file = repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  repo.write(".git/objects/" + id.substr(0, 2) + "/" + id.substr(2), "this is no zlib stream");
  ScanRun ran = scan_json(repo.path());
  CHECK(ran.exit == 1);
  CHECK_FALSE(ran.finding(key).is_null());
  CHECK(ran.report.at("completeness").at("complete") == false);
  CHECK(ran.report.at("completeness").at("notices")[0].at("object") == id);
  ran = scan_json(repo.path(), {"--disable", "framework", "--disable", "generic"});
  CHECK(ran.exit == 3);
}

TEST_CASE("scan: a loose object that was cut short is a notice, and no hang", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("good.py", setting(key)).write("cut.txt", Fake().hex(4000)).commit("one");
  const std::string id = repo.git({"rev-parse", "HEAD:cut.txt"});
  const std::string name = ".git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
  const std::string whole = repo.read(name);
  std::filesystem::permissions(repo.path() / name, std::filesystem::perms(0644));
  for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{20}}) {
    CAPTURE(size);
    repo.write(name, whole.substr(0, size));
    const ScanRun ran = scan_json(repo.path());
    CHECK(ran.exit == 1);
    CHECK_FALSE(ran.finding(key).is_null());
    REQUIRE(ran.report.at("completeness").at("notices").size() == 1);
    CHECK(ran.report.at("completeness").at("notices")[0].at("object") == id);
  }
}

TEST_CASE("scan: an object that history needs and the database lacks is noticed", "[cli]") {
  TestRepo repo;
  repo.write("a.txt", "one\n").commit("one");
  const std::string id = repo.git({"rev-parse", "HEAD:a.txt"});
  std::filesystem::remove(repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2));
  const ScanRun ran = scan_json(repo.path());
  CHECK(ran.exit == 3);
  CHECK(ran.report.at("completeness").at("notices")[0].at("kind") == "missing-object");
  CHECK(ran.report.at("completeness").at("notices")[0].at("object") == id);
  CHECK(ran.report.at("completeness").at("objects").at("expected") == 2);
}

TEST_CASE("scan: an object over the size limit is noticed, not passed over", "[cli]") {
  TestRepo repo;
  repo.write("big.txt", std::string(5000, 'x') + "\n").commit("one");
  const ScanRun ran = scan_json(repo.path(), {"--max-object-bytes", "4096"});
  CHECK(ran.exit == 3);
  CHECK(ran.report.at("completeness").at("notices")[0].at("kind") == "too-large");
}

TEST_CASE("scan: a mark in the line accepts the secret, and is counted", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write("settings.py", setting(key)).commit("one");
  repo.write("settings.py", "SECRET_KEY = '" + key + "'  # keysieve:allow test only\n")
      .commit("two");
  const ScanRun ran = scan_json(repo.path());
  CHECK(ran.exit == 0);
  CHECK(ran.report.at("summary").at("findings") == 0);
  CHECK(ran.report.at("summary").at("suppressed") == 1);
  CHECK(ran.finding(key).at("suppression").at("kind") == "inline");
  CHECK(ran.finding(key).at("suppression").at("reason") == "test only");
  CHECK(scan_json(repo.path(), {"--no-repo-config"}).exit == 1);
}

TEST_CASE("scan: rules are chosen by id, tag, severity and file", "[cli]") {
  TestRepo repo;
  const TempDir dir;
  Fake fake;
  const std::string key = fake.django_key(), own = "zz-" + fake.hex(20);
  repo.write("settings.py", setting(key)).write("b.txt", "acme " + own + "\n").commit("one");
  CHECK(scan_json(repo.path(), {"--disable", "framework", "--disable", "generic"}).exit == 0);
  CHECK(scan_json(repo.path(), {"--enable", "django"}).exit == 1);
  const std::string rules = dir.write("own.toml", R"(
[[rule]]
id = "acme-token"
name = "Acme token"
description = "Opens Acme."
severity = "low"
tags = ["acme"]
keywords = ["acme"]
regex = '''acme (?P<secret>zz-[0-9a-f]{20})'''
remediation = "Revoke it."
examples = ["acme zz-{{hex:20}}", "xx acme zz-{{hex:20}}"]
negative_examples = ["acme zz-12", "acme zz"]
)")
                                .string();
  CHECK_FALSE(scan_json(repo.path(), {"--rules", rules}).finding(own).is_null());
  CHECK(scan_json(repo.path(), {"--rules", rules, "--min-severity", "medium"})
            .finding(own)
            .is_null());
  const Ran wrong = run_keysieve({"scan", "--enable", "djngo"}, repo.path());
  CHECK(wrong.exit == 2);
  CHECK(contains(wrong.err, "django"));
}

TEST_CASE("scan: options that contradict each other are refused", "[cli]") {
  TestRepo repo;
  CHECK(run_keysieve({"scan", "--staged", "--stdin"}, repo.path()).exit == 2);
  CHECK(run_keysieve({"scan", "--format", "xml"}, repo.path()).exit == 2);
  CHECK(run_keysieve({"scan", "--threads", "many"}, repo.path()).exit == 2);
  CHECK(run_keysieve({"scan", "--no-such"}, repo.path()).exit == 2);
  CHECK(run_keysieve({}, repo.path()).exit == 2);
}

TEST_CASE("scan: colour only on request where there is no terminal", "[cli]") {
  TestRepo repo;
  repo.write("settings.py", setting(Fake().django_key())).commit("one");
  CHECK_FALSE(contains(run_keysieve({"scan"}, repo.path()).out, "\x1b["));
  CHECK(contains(run_keysieve({"scan", "--color", "always"}, repo.path()).out, "\x1b["));
}

TEST_CASE("scan: nothing the repository configures changes what is scanned", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  repo.write(".gitattributes", "* -diff -text diff=evil\n").write("settings.py", setting(key));
  repo.commit("one");
  repo.git({"config", "diff.evil.textconv", "touch " + (repo.path() / "executed").string()});
  repo.git({"config", "core.fsmonitor", "touch " + (repo.path() / "executed").string()});
  repo.git({"config", "log.showRoot", "false"});
  CHECK_FALSE(scan_json(repo.path()).finding(key).is_null());
  CHECK_FALSE(std::filesystem::exists(repo.path() / "executed"));
}
