// Archives as a user meets them: what `keysieve scan --archives` finds in each kind of source.
#include "support/archives.h"

#include <map>
#include <set>

#include "catch.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/scan_json.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

using namespace keysieve::test;
using Paths = std::set<std::string>;

namespace {

std::string setting(const std::string& key) {
  return "SECRET_KEY = '" + key + "'\n";
}

Paths paths_of(const nlohmann::json& finding) {
  Paths paths;
  if (finding.is_null()) return paths;
  for (const auto& at : finding.at("occurrences")) paths.insert(at.at("path"));
  return paths;
}

const nlohmann::json& notices(const ScanRun& ran) {
  return ran.report.at("completeness").at("notices");
}

}  // namespace

TEST_CASE("scan --archives: members of zip, jar, tar, tar.gz and gz, by container and name",
          "[archive]") {
  const TempDir dir;
  Fake fake;
  const std::string key = fake.django_key(), text = "\n  " + setting(key);
  dir.write("a.zip", zip({{"conf/settings.py", text}}));
  dir.write("b.jar", stored_zip({{"settings.py", text}}));
  dir.write("c.tar", tar({{"settings.py", text}}));
  dir.write("d.tgz", gzip(tar({{"settings.py", text}})));
  dir.write("kept.gz", gzip(text, "settings.py"));
  dir.write("settings.py.gz", gzip(text));
  dir.write("nested", zip({{"b.tar", tar({{"c.py", text}})}}));
  const ScanRun ran = scan_json(dir.path(), {"--archives", "--files", "."});
  CHECK(ran.exit == 1);
  CHECK(ran.report.at("findings").size() == 1);
  CHECK(paths_of(ran.finding(key)) == Paths{"./a.zip!conf/settings.py", "./b.jar!settings.py",
                                            "./c.tar!settings.py", "./d.tgz!settings.py",
                                            "./kept.gz!settings.py", "./settings.py.gz!settings.py",
                                            "./nested!b.tar!c.py"});
  const auto finding = ran.finding(key);
  for (const auto& at : finding.at("occurrences")) {
    CHECK(at.at("start_line") == 2);
    CHECK(at.at("start_column") == 17);
  }
  CHECK(ran.report.at("completeness").at("complete") == true);
  CHECK(ran.report.at("completeness").at("objects").at("scanned") == 7);
}

TEST_CASE("scan: without --archives none is opened", "[archive]") {
  const TempDir dir;
  const std::string text = setting(Fake().django_key());
  dir.write("a.zip", zip({{"settings.py", text}}));
  dir.write("b.tar.gz", gzip(tar({{"settings.py", text}})));
  dir.write("cut.zip", "PK\3\4");
  const ScanRun ran = scan_json(dir.path(), {"--files", "."});
  CHECK(ran.exit == 0);
  CHECK(notices(ran).empty());
}

TEST_CASE("scan --archives: a history tells when a member came and went", "[archive]") {
  TestRepo repo;
  Fake fake;
  const std::string key = fake.django_key(), other = fake.urlsafe_key();
  const std::string zipped = zip({{"readme", "x"}, {"config/settings.py", setting(key)}});
  repo.write("a", "a").commit("begin");
  const std::string added =
      repo.write("dist/app.zip", zipped).write("o.py.gz", gzip(setting(other))).commit("add");
  repo.write("copy.jar", zip({{"x.py", setting(key)}})).commit("copy");
  const std::string removed = repo.remove("dist/app.zip").remove("copy.jar").commit("remove");
  CHECK(scan_json(repo.path()).report.at("findings").empty());

  const ScanRun ran = scan_json(repo.path(), {"--archives"});
  CHECK(ran.exit == 1);
  const auto finding = ran.finding(key);
  REQUIRE_FALSE(finding.is_null());
  REQUIRE(finding.at("introduced").size() == 1);
  CHECK(finding.at("introduced")[0].at("commit") == added);
  CHECK(finding.at("introduced")[0].at("path") == "dist/app.zip!config/settings.py");
  CHECK(finding.at("introduced")[0].at("line") == 1);
  CHECK(finding.at("removed")[0].at("commit") == removed);
  CHECK(finding.at("removed")[0].at("path") == "copy.jar!x.py");
  CHECK(finding.at("status") == "history");
  CHECK(paths_of(finding) == Paths{"dist/app.zip!config/settings.py", "copy.jar!x.py"});
  CHECK(paths_of(ran.finding(other)) == Paths{"o.py.gz!o.py"});
  CHECK(ran.finding(other).at("status") == "live");
}

TEST_CASE("scan --archives: staged, a range, the work tree and standard input", "[archive]") {
  TestRepo repo;
  Fake fake;
  const std::string old = fake.django_key(), key = fake.django_key();
  repo.write("a.zip", zip({{"old.py", setting(old)}})).commit("begin");
  const std::string both = zip({{"moved.py", setting(old)}, {"new.py", setting(key)}});
  repo.write("a.zip", both).git({"add", "."});
  const auto found_by = [&](std::vector<std::string> options, const std::string& input = {}) {
    options.emplace_back("--archives");
    const ScanRun ran = scan_json(repo.path(), options, input);
    return std::pair(paths_of(ran.finding(old)), paths_of(ran.finding(key)));
  };
  const std::vector<std::string> staged_options = {"--staged", "--archives"};
  const ScanRun staged = scan_json(repo.path(), staged_options);
  CHECK(paths_of(staged.finding(key)) == Paths{"a.zip!new.py"});
  CHECK(staged.finding(old).at("suppression").at("kind") == "known");  // HEAD holds it
  CHECK(found_by({"--worktree"}) == std::pair(Paths{"a.zip!moved.py"}, Paths{"a.zip!new.py"}));
  CHECK(found_by({"--stdin"}, both) == std::pair(Paths{"!moved.py"}, Paths{"!new.py"}));
  repo.commit("both");
  CHECK(found_by({"--range", "HEAD~1..HEAD"}) == std::pair(Paths{}, Paths{"a.zip!new.py"}));
}

TEST_CASE("scan --archives: a member is weighed by its own path", "[archive]") {
  const TempDir dir;
  Fake fake;
  const std::string key = fake.hex(32), other = fake.django_key();
  const std::string unquoted = "SECRET_KEY=" + fake.django_key() + "\n";
  const std::string archive = zip({{"config/master.key", key},
                                   {"config/other.key", fake.hex(32)},
                                   {".env", unquoted},
                                   {"a.py", "SECRET_KEY=" + other + "\n"}});
  dir.write("a.md", archive);
  std::map<std::string, double> found;
  const ScanRun ran = scan_json(dir.path(), {"--archives", "--files", "a.md"});
  for (const auto& finding : ran.report.at("findings")) {
    for (const std::string& path : paths_of(finding))
      found[path] = finding.at("confidence").get<double>();
  }
  CHECK(found.contains("a.md!config/master.key"));
  CHECK_FALSE(found.contains("a.md!config/other.key"));
  CHECK(found["a.md!.env"] > found["a.md!a.py"]);  // where a text needs quotes to be one
  const ScanRun piped = scan_json(dir.path(), {"--archives", "--stdin"}, archive);
  CHECK(piped.report.at("findings").size() == 3);
}

TEST_CASE("scan --archives: what stands uncompressed is found once, in the member", "[archive]") {
  const TempDir dir;
  const std::string token = Fake().slack_token();
  dir.write("a.tar", tar({{"b.zip", stored_zip({{"c.txt", "\n" + token + "\n"}})}}));
  const ScanRun ran = scan_json(dir.path(), {"--archives", "--files", "a.tar"});
  CHECK(paths_of(ran.finding(token)) == Paths{"a.tar!b.zip!c.txt"});
  CHECK(paths_of(scan_json(dir.path(), {"--files", "a.tar"}).finding(token)) == Paths{"a.tar"});
}

TEST_CASE("scan --archives: text in UTF-16 and in base64", "[archive]") {
  const TempDir dir;
  Fake fake;
  const std::string key = fake.django_key(), other = fake.django_key();
  const std::string wide = encoded(setting(key), {2, true}, true);
  dir.write("a.zip", zip({{"w.py", wide}, {"secret.yaml", "a: " + base64(setting(other))}}));
  const ScanRun ran = scan_json(dir.path(), {"--archives", "--files", "a.zip"});
  CHECK(paths_of(ran.finding(key)) == Paths{"a.zip!w.py"});
  CHECK(paths_of(ran.finding(other)) == Paths{"a.zip!secret.yaml"});
}

TEST_CASE("scan --archives: an archive that is not read in full makes the scan incomplete",
          "[archive]") {
  TestRepo repo;
  const std::string whole = gzip(tar({{"a", Fake().hex(5000)}}));
  repo.write("s.zip", marked_encrypted(zip({{"a.py", "x"}, {"b.py", "y"}})));
  repo.write("cut.tgz", whole.substr(0, whole.size() / 2)).commit("one");
  CHECK(scan_json(repo.path()).exit == 0);
  const ScanRun history = scan_json(repo.path(), {"--archives"});
  CHECK(history.exit == 3);
  const auto& objects = history.report.at("completeness").at("objects");
  CHECK((objects.at("expected") == 3 && objects.at("scanned") == 1 && objects.at("skipped") == 2));
  const std::string zip_id = repo.git({"rev-parse", "HEAD:s.zip"});
  bool said = false;
  for (const auto& notice : notices(history)) {
    CHECK(notice.at("kind") == "archive");
    if (notice.at("object") != zip_id) continue;
    said = true;
    CHECK(notice.at("message") ==
          "blob " + zip_id +
              "!a.py is encrypted and was not scanned (the first of 2 such members); to see all, "
              "unpack it and scan what comes out");
  }
  CHECK(said);

  const ScanRun files = scan_json(repo.path(), {"--archives", "--files", "s.zip"});
  CHECK(files.exit == 3);
  CHECK(files.report.at("completeness").at("objects").at("skipped") == 1);
  CHECK(notices(files)[0].at("message").get<std::string>().find("s.zip!a.py is encrypted") == 0);
  CHECK(run_keysieve({"scan", "--archives", "--files", "s.zip"}, repo.path()).exit == 3);

  const ScanRun range = scan_json(repo.path(), {"--archives", "--range", "HEAD"});
  CHECK(range.exit == 3);
  CHECK(notices(range) == notices(history));
  repo.write("t.zip", repo.read("s.zip") + "more").git({"add", "."});
  CHECK(scan_json(repo.path(), {"--archives", "--staged"}).exit == 3);
}

TEST_CASE("scan --archives: what is found beside what cannot be read is found", "[archive]") {
  const TempDir dir;
  const std::string key = Fake().django_key();
  const std::string secret = marked_encrypted(zip({{"a.py", "x"}}));
  dir.write("a.tar", tar({{"s.zip", secret}, {"b.py", setting(key)}}));
  const ScanRun ran = scan_json(dir.path(), {"--archives", "--files", "a.tar"});
  CHECK(ran.exit == 1);
  CHECK(paths_of(ran.finding(key)) == Paths{"a.tar!b.py"});
  CHECK(ran.report.at("completeness").at("complete") == false);
}

TEST_CASE("scan --archives: larger members than asked for are said", "[archive]") {
  const TempDir dir;
  const std::string key = Fake().django_key();
  dir.write("a.zip", zip({{"large", std::string(200'000, '\0')}, {"b.py", setting(key)}}));
  const ScanRun ran =
      scan_json(dir.path(), {"--archives", "--max-object-bytes", "100000", "--files", "a.zip"});
  CHECK(ran.exit == 1);
  CHECK(paths_of(ran.finding(key)) == Paths{"a.zip!b.py"});
  CHECK(notices(ran).size() == 1);
}

TEST_CASE("scan --archives: names cannot lead the terminal astray", "[archive]") {
  const TempDir dir;
  const std::string key = Fake().django_key();
  dir.write("a.tar", tar({{"../x\n\x1b[2J\xff.py", setting(key)}}));
  const Ran text = run_keysieve({"scan", "--archives", "--files", "a.tar"}, dir.path());
  CHECK(text.exit == 1);
  CHECK(text.out.find("a.tar!../x??[2J\xef\xbf\xbd.py:1:15") != std::string::npos);
  CHECK(text.out.find('\x1b') == std::string::npos);
  CHECK(paths_of(scan_json(dir.path(), {"--archives", "--files", "a.tar"}).finding(key)) ==
        Paths{"a.tar!../x\n\x1b[2J\xef\xbf\xbd.py"});
  CHECK(!std::filesystem::exists(dir.path().parent_path() / "x\n\x1b[2J\xff.py"));
}

TEST_CASE("scan --archives: the same report at any number of threads", "[archive]") {
  TestRepo repo;
  Fake fake;
  for (int i = 0; i < 8; ++i) {
    const std::string name = std::to_string(i), key = fake.django_key();
    const std::string made = zip({{name + ".py", setting(key)}, {"b", fake.hex(50)}});
    repo.write(name + ".zip", made);
    repo.write(name + ".cut", made.substr(0, made.size() - 30));
    repo.write(name + ".secret", marked_encrypted(made));
    repo.commit(name);
  }
  const auto report = [&](const std::string& threads) {
    return run_keysieve({"scan", "--archives", "--format", "json", "--threads", threads},
                        repo.path());
  };
  const Ran one = report("1");
  CHECK(one.exit == 1);
  CHECK(nlohmann::json::parse(one.out).at("findings").size() == 8);
  for (const char* threads : {"2", "4"}) CHECK(report(threads).out == one.out);
}

TEST_CASE("scan --archives: is told of by --help", "[archive]") {
  CHECK(run_keysieve({"scan", "--help"}).out.find("--archives") != std::string::npos);
}
