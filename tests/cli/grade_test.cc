// The real `keysieve grade`: on keys in files, pipes and variables, against real repositories.
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "support/archives.h"
#include "support/encodings.h"
#include "support/fake.h"
#include "support/oracle.h"
#include "support/process.h"
#include "support/scan_json.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

using namespace keysieve::test;
using nlohmann::json;

namespace {

Ran grade(std::vector<std::string> arguments, const std::string& input = {},
          const std::filesystem::path& directory = {}, Environment environment = {}) {
  arguments.insert(arguments.begin(), "grade");
  return run_keysieve(std::move(arguments), directory, input, std::move(environment));
}

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// The one key that is graded, which is on standard input; in its report is nothing of it.
json graded(const std::string& key, std::vector<std::string> arguments, int exit) {
  arguments.insert(arguments.end(), {"-", "--format", "json"});
  const Ran ran = grade(std::move(arguments), key + "\n");
  CAPTURE(ran.err, ran.out);
  CHECK(ran.exit == exit);
  CHECK_FALSE(has(ran.out + ran.err, key));
  const json report = json::parse(ran.out);
  REQUIRE(report["keys"].size() == 1);
  return report["keys"][0];
}

std::vector<std::string> kinds(const json& key) {
  std::vector<std::string> all;
  for (const json& each : key["weaknesses"]) all.push_back(each["kind"]);
  return all;
}

}  // namespace

TEST_CASE("grade: a strong key from a file, standard input and the environment is 0", "[cli]") {
  const TempDir dir;
  const std::string key = Fake(31).urlsafe_key();
  dir.write("key", key + "\n");
  const Ran ran = grade({"key"}, {}, dir.path());
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(has(ran.out, "strong\n"));
  CHECK(has(ran.out, "1 key graded: strong."));
  CHECK_FALSE(has(ran.out, key));
  CHECK(grade({"-"}, key).exit == 0);
  CHECK(grade({}, key).exit == 0);
  CHECK(grade({"--env", "MINE"}, {}, {}, {{"MINE", key}}).exit == 0);
}

TEST_CASE("grade: what generate makes is strong, whatever the format", "[cli]") {
  for (const char* format : {"urlsafe", "hex", "base64", "alnum", "django"}) {
    const std::string made = run_keysieve({"generate", "--format", format}).out;
    CAPTURE(format);
    CHECK(grade({"-"}, made).exit == 0);
  }
}

TEST_CASE("grade: what each preset puts into an env file are strong keys, none overlooked",
          "[cli]") {
  const std::string list = run_keysieve({"generate", "--list", "--format", "json"}).out;
  const json presets = json::parse(list)["presets"];
  CHECK(presets.size() > 30);
  for (const json& preset : presets) {
    const TempDir dir;
    CAPTURE(preset["name"]);
    const Ran made =
        run_keysieve({"generate", "--for", preset["name"], "--env-file", ".env"}, dir.path());
    REQUIRE(made.exit == 0);
    const Ran ran = grade({"--env-file", ".env", "--format", "json"}, {}, dir.path());
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit == 0);
    std::size_t keys = 0;
    for (const json& variable : preset["variables"]) keys += variable["keys"].get<std::size_t>();
    const json report = json::parse(ran.out);
    CHECK(report["keys"].size() == keys);
    CHECK(report["other_variables"] == 0);
  }
}

TEST_CASE("grade: each key of a list is graded, and looked for, by itself", "[cli]") {
  TestRepo repo;
  Fake fake(47);
  const std::string one = fake.urlsafe_key(), two = fake.urlsafe_key(), three = fake.urlsafe_key();
  repo.write("settings.py", "SECRET_KEY = '" + two + "'\n").commit("Begin");
  repo.write(".env", "SECRET_KEY_FALLBACKS=" + one + "," + two +
                         "\nFLASK_SECRET_KEY_FALLBACKS='[\"" + three +
                         "\", \"changeme\"]'\nTITLE=a,b\n");
  const Ran ran = grade({"--env-file", ".env", "--repo", ".", "--format", "json"}, {}, repo.path());
  CHECK(ran.exit == 1);
  std::vector<std::string> told;
  const json report = json::parse(ran.out);
  for (const json& key : report["keys"]) {
    told.push_back(key["name"].get<std::string>() + (key["strong"] ? " strong" : " weak") +
                   (key["leaked"] ? " leaked" : ""));
  }
  CHECK(told == std::vector<std::string>{"SECRET_KEY_FALLBACKS (1 of 2) strong",
                                         "SECRET_KEY_FALLBACKS (2 of 2) strong leaked",
                                         "FLASK_SECRET_KEY_FALLBACKS (1 of 2) strong",
                                         "FLASK_SECRET_KEY_FALLBACKS (2 of 2) weak"});
}

TEST_CASE("grade: where readers of env files disagree, that is said", "[cli]") {
  const TempDir dir;
  const std::string key = Fake(48).urlsafe_key();
  dir.write("odd.env", "SECRET_KEY='" + key + "'x\n");
  const Ran odd = grade({"--env-file", "odd.env"}, {}, dir.path());
  CHECK(has(odd.out, "doubt"));
  CHECK(json::parse(grade({"--env-file", "odd.env", "--format", "json"}, {}, dir.path())
                        .out)["keys"][0]["doubt"]
            .is_string());
  dir.write("open.env", "A=1\nSECRET_KEY='" + key + "\n");
  const Ran open = grade({"--env-file", "open.env"}, {}, dir.path());
  CHECK(open.exit == 2);
  CHECK(has(open.err, "open.env: line 2: the quote"));
  CHECK_FALSE(has(open.err, key));
}

TEST_CASE("grade: a weak key is 1, and the words say why and what to do", "[cli]") {
  const Ran ran = grade({"-"}, "changeme\n");
  CHECK(ran.exit == 1);
  for (const char* words :
       {"weak\n", "weak because", "8 characters", "security.W009", "keysieve generate"}) {
    CAPTURE(words);
    CHECK(has(ran.out, words));
  }
  CHECK_FALSE(has(ran.out, "changeme"));
  CHECK(kinds(graded("django-insecure-" + Fake(32).django_key(), {}, 1)) ==
        std::vector<std::string>{"insecure-prefix"});
  CHECK(grade({"-"}, "").exit == 1);
}

TEST_CASE("grade: a key on the command line is refused and not repeated", "[cli]") {
  const TempDir dir;
  dir.write("key", "x\n");
  Fake fake(33);
  const std::string key = fake.urlsafe_key(), dashed = "-" + fake.urlsafe_key();
  const std::string slashes = fake.hex(20) + "/" + fake.hex(20), longest(5000, 'k');
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{key},
                                                    {dashed},
                                                    {"--", dashed},
                                                    {"-" + dashed},
                                                    {slashes},
                                                    {longest},
                                                    {"key", key},
                                                    {"key/" + key},
                                                    {"--key", key},
                                                    {"--key=" + key},
                                                    {"--env", key},
                                                    {"--env-file", key},
                                                    {"--env-file", "key", "--name", key},
                                                    {"key", key, "--repo", "."}}) {
    const Ran ran = grade(arguments, {}, dir.path());
    CAPTURE(arguments, ran.err);
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("keysieve: "));
    for (const std::string& secret : {key, dashed, slashes, longest}) {
      CHECK_FALSE(has(ran.err, secret));
    }
  }
}

TEST_CASE("grade: what cannot be read, or is no key, is 2 and says what to do", "[cli]") {
  const TempDir dir;
  dir.write("two", "one line\nand another\n");
  dir.write("plain.env", "DEBUG=1\nPORT=80\n");
  dir.write("one.env", "SECRET_KEY=" + Fake(34).urlsafe_key() + "\n");
  dir.write("wide.env", std::string("A\0=\0b\0", 6));
  dir.write("refers.env", "SECRET_KEY=${OTHER}\nAPI_KEY=\"$(cat key)\"\n");
  dir.write("large", std::string((1 << 20) + 1, 'k'));
  for (const auto& [arguments, words] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"two"}, "--env-file"},
           {{"."}, "it is a folder"},
           {{"large"}, "1048576 bytes"},
           {{"--env-file", "plain.env"}, "--name"},
           {{"--env-file", "plain.env", "--name", "SECRET_KEY"}, "--name"},
           {{"--name", "X", "two"}, "--env-file"},
           {{"--env-file", "plain.env", "two"}, "--env-file"},
           {{"--format", "xml", "two"}, "text, json"},
           {{"plain.env", "--repo", "nowhere"}, ""},
           {{"one.env"}, "--env-file"},
           {{"--env-file", "two"}, "sets no variables"},
           {{"--env-file", "wide.env"}, "UTF-8"},
           {{"--env-file", "refers.env"}, "--name"},
           {{"--env-file", "refers.env", "--name", "SECRET_KEY"}, "names another variable"},
           {{"-", "--repo", "nowhere"}, "nowhere"}}) {
    const Ran ran = grade(arguments, Fake(34).urlsafe_key(), dir.path());
    CAPTURE(arguments, ran.err);
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    CHECK(has(ran.err, words));
  }
}

TEST_CASE("grade: each key of an env file has its line; what is no key is counted", "[cli]") {
  const TempDir dir;
  Fake fake(35);
  const std::string one = fake.urlsafe_key(), two = fake.django_key(), three = fake.urlsafe_key();
  dir.write(".env", "# SECRET_KEY=none\nexport SECRET_KEY=" + one + " # live\n\nDEBUG=1\r\n" +
                        "JWT_SECRET='" + two + "'\r\nDB_PASSWORD=\"pass\\\"word\"\nURL=x\n" +
                        "API_TOKEN = \"" + three + "\"\nEMPTY_SECRET=\n");
  const Ran ran = grade({"--env-file", ".env", "--format", "json"}, {}, dir.path());
  CHECK(ran.exit == 1);
  const json report = json::parse(ran.out);
  CHECK(report["other_variables"] == 3);
  std::vector<std::string> told;
  for (const json& key : report["keys"]) {
    told.push_back(key["name"].get<std::string>() + " " + key["origin"].get<std::string>() + " " +
                   std::to_string(key["length"].get<int>()) +
                   (key["strong"] ? " strong" : " weak"));
  }
  CHECK(told == std::vector<std::string>{"SECRET_KEY .env:2 51 strong",
                                         "JWT_SECRET .env:5 50 strong", "DB_PASSWORD .env:6 9 weak",
                                         "API_TOKEN .env:8 51 strong"});
  const Ran text = grade({"--env-file", ".env"}, {}, dir.path());
  CHECK(has(text.out, "name         grade             bits  length  history\n"));
  CHECK(has(text.out, "4 keys graded: 1 weak or leaked. 3 other variables"));
  CHECK(grade({"--env-file", ".env", "--name", "SECRET_KEY"}, {}, dir.path()).exit == 0);
  CHECK(grade({"--env-file", ".env", "--name", "DB_PASSWORD"}, {}, dir.path()).exit == 1);
  CHECK(grade({"--env-file", ".env", "--name", "DEBUG"}, {}, dir.path()).exit == 1);
}

TEST_CASE("grade: a key that is in the history is leaked, with the story that a scan tells",
          "[cli]") {
  TestRepo repo;
  const std::string key = Fake(36).django_key(), other = Fake(37).django_key();
  repo.write("shop/settings.py", "import os\nSECRET_KEY = '" + key + "'\n")
      .commit("Begin the shop");
  repo.write("README", "shop\n").commit("Say what it is");
  repo.write("shop/settings.py", "import os\n").commit("Take the key out");
  const std::string path = repo.path().string();
  const json leaked = graded(key, {"--repo", path}, 1);
  CHECK(leaked["strong"] == true);
  CHECK(leaked["leaked"] == true);
  const json found = scan_json(repo.path()).finding(key);
  for (const char* part :
       {"status", "present_in", "introduced", "removed", "exposure_days", "occurrences"}) {
    CAPTURE(part);
    CHECK(leaked["history"][part] == found[part]);
  }
  CHECK(leaked["history"]["introduced"].size() == 1);
  const json clean = graded(other, {"--repo", path}, 0);
  CHECK(clean["leaked"] == false);
  CHECK(clean["history"].is_null());
  CHECK(graded(other, {}, 0)["leaked"].is_null());
  const Ran text = grade({"-", "--repo", path}, key);
  CHECK(has(text.out, "leaked\n"));
  CHECK(has(text.out, "introduced"));
  CHECK(has(text.out, "shop/settings.py:2:15"));
  CHECK(has(text.out, "in no branch or tag, in their past only"));
  CHECK_FALSE(has(text.out, key));
}

TEST_CASE("grade: what a scan rejects or is told to allow is found all the same", "[cli]") {
  TestRepo repo;
  repo.write("tests/test_it.py", "SECRET_KEY = 'changeme'  # keysieve:allow for tests\n")
      .commit("x");
  repo.write("a.lock", "integrity: " + Fake(38).hex(40) + "\n").commit("y");
  repo.write("data.bin", std::string("\0\1\2", 3) + Fake(39).urlsafe_key() + "\xff\n").commit("z");
  const std::string path = repo.path().string();
  for (const std::string& key :
       {std::string("changeme"), Fake(38).hex(40), Fake(39).urlsafe_key()}) {
    CHECK(graded(key, {"--repo", path}, 1)["history"]["status"] == "live");
  }
}

TEST_CASE("grade: messages, tags, stashes, loose and unreachable objects are looked into",
          "[cli]") {
  TestRepo repo;
  Fake fake(40);
  const std::string in_message = fake.urlsafe_key(), in_tag = fake.urlsafe_key(),
                    dropped = fake.urlsafe_key(), wide = fake.django_key(),
                    inside = fake.urlsafe_key();
  repo.write("a", "a\n").commit("key: " + in_message);
  repo.git({"tag", "-a", "-m", "the key is " + in_tag, "v1"});
  repo.write("b", dropped + "\n").commit("b");
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  repo.write("c.txt", encoded("SECRET_KEY = '" + wide + "'\r\n", {2, true}, true)).commit("c");
  repo.write("d.yaml", "env: " + base64("A=1\nSECRET_KEY=" + inside + "\n") + "\n").commit("d");
  const std::string path = repo.path().string();
  const json message = graded(in_message, {"--repo", path}, 1)["history"];
  CHECK(message["introduced"][0]["path"].is_null());
  CHECK(graded(in_tag, {"--repo", path}, 1)["history"]["occurrences"][0]["kind"] == "tag");
  CHECK(graded(dropped, {"--repo", path}, 1)["history"]["status"] == "unreachable");
  CHECK(graded(wide, {"--repo", path}, 1)["history"]["introduced"][0]["line"] == 1);
  CHECK(graded(inside, {"--repo", path}, 1)["history"]["introduced"][0]["path"] == "d.yaml");
  repo.git({"gc", "-q", "--prune=never"});
  CHECK(graded(dropped, {"--repo", path}, 1)["history"]["status"] == "unreachable");
  CHECK(graded(wide, {"--repo", path}, 1)["history"]["introduced"][0]["path"] == "c.txt");
}

TEST_CASE("grade: a key in an encoded form is not printed either", "[cli]") {
  TestRepo repo;
  const std::string key = Fake(41).urlsafe_key();
  repo.write(hex(key), "A=" + base64(key) + "\n").commit("Encoded: " + base64(key));
  for (const char* format : {"text", "json"}) {
    const Ran ran = grade({"-", "--repo", repo.path().string(), "--format", format}, key);
    CAPTURE(ran.out);
    CHECK(ran.exit == 1);
    for (const std::string& form : {key, base64(key), hex(key)}) CHECK_FALSE(has(ran.out, form));
  }
}

TEST_CASE("grade: the story agrees with git's, on a key in merges and renames", "[cli]") {
  TestRepo repo;
  const std::string key = Fake(42).urlsafe_key();
  repo.write("a", "nothing\n").commit("a");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.write("k", "K=" + key + "\n").commit("k");
  repo.git({"mv", "k", "moved"});
  repo.commit("moved");
  repo.git({"checkout", "-q", "main"});
  repo.write("b", "b\n").commit("b");
  repo.git({"merge", "-q", "--no-ff", "-m", "merged", "side"});
  repo.remove("moved").commit("gone");
  repo.write("again", key).commit("again");
  Oracle oracle(repo);
  const json leaked = graded(key, {"--repo", repo.path().string()}, 1);
  CHECK(story_of(leaked["history"]) ==
        oracle.story(key, {"HEAD", "refs/heads/main", "refs/heads/side"}));
}

TEST_CASE("grade: members of archives are looked into where that is asked for", "[cli]") {
  TestRepo repo;
  const std::string key = Fake(43).urlsafe_key();
  repo.write("a.tar.gz", gzip(tar({{"settings.py", "SECRET_KEY='" + key + "'"}}))).commit("a");
  const std::string path = repo.path().string();
  graded(key, {"--repo", path}, 0);
  const json leaked = graded(key, {"--repo", path, "--archives"}, 1);
  CHECK(leaked["history"]["occurrences"][0]["path"] == "a.tar.gz!settings.py");
}

TEST_CASE("grade: a strong key and a history that cannot be read in full is 3", "[cli]") {
  TestRepo repo;
  repo.write("a", "a\n").commit("a");
  const std::string blob = repo.git({"rev-parse", "HEAD:a"});
  std::filesystem::remove(repo.path() / ".git/objects" / blob.substr(0, 2) / blob.substr(2));
  const Ran ran = grade({"-", "--repo", repo.path().string()}, Fake(44).urlsafe_key());
  CHECK(ran.exit == 3);
  CHECK(has(ran.out, "could be"));
}

TEST_CASE("grade: the report is the same for any number of threads", "[cli]") {
  TestRepo repo;
  const std::string key = Fake(45).urlsafe_key();
  for (int i = 0; i < 20; ++i) {
    repo.write("f" + std::to_string(i % 3), std::to_string(i) + key + "\n").commit("c");
  }
  const auto with = [&](const char* threads) {
    return grade({"-", "--repo", repo.path().string(), "--threads", threads}, key).out;
  };
  const std::string one = with("1");
  CHECK(has(one, "leaked\n"));
  CHECK(with("2") == one);
  CHECK(with("7") == one);
}

TEST_CASE("grade: keys that are equal have one story, and too short ones are not looked for",
          "[cli]") {
  TestRepo repo;
  const TempDir dir;
  const std::string key = Fake(46).urlsafe_key();
  repo.write("k", key + " abc\n").commit("k");
  dir.write(".env", "A_SECRET=" + key + "\nB_SECRET=" + key + "\nC_SECRET=abc\n");
  const Ran ran = grade(
      {"--env-file", (dir / ".env").string(), "--repo", repo.path().string(), "--format", "json"});
  CHECK(ran.exit == 1);
  const json keys = json::parse(ran.out)["keys"];
  REQUIRE(keys.size() == 3);
  CHECK(keys[0]["history"] == keys[1]["history"]);
  CHECK(keys[0]["history"]["occurrences"].size() == 1);
  CHECK(keys[2]["leaked"].is_null());
}
