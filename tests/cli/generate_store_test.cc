// keysieve generate, with presets, and into files.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "support/built.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/temp_dir.h"
#include "support/test_repo.h"

using namespace keysieve::test;

namespace fs = std::filesystem;

namespace {

Ran generate(const fs::path& folder, std::vector<std::string> options) {
  options.insert(options.begin(), "generate");
  return run_keysieve(std::move(options), folder);
}

unsigned mode(const fs::path& file) {
  struct stat info {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  return info.st_mode & 07777u;
}

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

// The value of `NAME=value`, a line of its own.
std::string value_in(const std::string& text, const std::string& name) {
  const std::string lines = "\n" + text;
  const std::size_t at = lines.find("\n" + name + "=");
  REQUIRE(at != std::string::npos);
  const std::size_t begin = at + name.size() + 2;
  return lines.substr(begin, lines.find('\n', begin) - begin);
}

void check_refused(const Ran& ran, const std::string& words) {
  CAPTURE(ran.err);
  CHECK(ran.exit == 2);
  CHECK(ran.out.empty());
  CHECK(holds(ran.err, words));
}

}  // namespace

TEST_CASE("generate --for: a preset of one variable prints its key alone", "[cli]") {
  const TempDir dir;
  const Ran ran = generate(dir.path(), {"--for", "rails"});
  CHECK(ran.exit == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.size() == 129);
}

TEST_CASE("generate --for: several variables are printed as lines of an env file", "[cli]") {
  const TempDir dir;
  const Ran ran = generate(dir.path(), {"--for", "wordpress"});
  CHECK(ran.exit == 0);
  std::set<std::string> salts;
  for (const char* name : {"AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT",
                           "SECURE_AUTH_SALT", "LOGGED_IN_SALT", "NONCE_SALT"}) {
    salts.insert(value_in(ran.out, name));
  }
  CHECK(salts.size() == 8);
}

TEST_CASE("generate --list: names every preset with its variables; as JSON, too", "[cli]") {
  const TempDir dir;
  const Ran table = generate(dir.path(), {"--list"});
  const Ran json = generate(dir.path(), {"--list", "--format", "json"});
  CHECK(table.exit == 0);
  const auto list = nlohmann::json::parse(json.out);
  CHECK(list["presets"].size() > 30);
  for (const auto& preset : list["presets"]) {
    const auto name = preset["name"].get<std::string>();
    CHECK(holds("\n" + table.out, "\n" + name + " "));
    for (const auto& variable : preset["variables"]) {
      CHECK(holds(table.out, variable["name"].get<std::string>()));
    }
    const Ran ran = generate(dir.path(), {"--for", name});
    INFO(name << ": " << ran.err);
    CHECK(ran.exit == 0);
    CHECK_FALSE(ran.out.empty());
  }
}

TEST_CASE("generate --for: -v says the bits of each variable, and none of the key", "[cli]") {
  const TempDir dir;
  const Ran ran = generate(dir.path(), {"--for", "mastodon", "-v"});
  CHECK(ran.err ==
        "keysieve: 512 bits of randomness in SECRET_KEY_BASE\n"
        "keysieve: 512 bits of randomness in OTP_SECRET\n");
}

TEST_CASE("generate: what is read back from each format is the key", "[cli]") {
  const TempDir dir;
  const auto django = [&](const std::string& format) {
    return generate(dir.path(), {"--for", "django", "--format", format, "--name", "KEY"}).out;
  };
  const auto json = nlohmann::json::parse(django("json"));
  CHECK(json.at("KEY").get<std::string>().size() == 50);
  dir.write("key.sh", django("shell"));
  const Ran sh = run({{"sh", "-c", ". ./key.sh && printf %s \"$KEY\""}, dir.path(), {}, {}});
  CHECK(sh.out.size() == 50);
  CHECK(sh.out.find_first_not_of(django_alphabet) == std::string::npos);
  CHECK(django("yaml").size() == 58);
  CHECK(holds(django("k8s-secret"), "  name: key\n"));
}

TEST_CASE("generate --env-file: makes a file that its owner alone can read, and prints no key",
          "[cli]") {
  const TempDir dir;
  const Ran ran = generate(dir.path(), {"--for", "django", "--env-file", ".env"});
  CHECK(ran.exit == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err == "keysieve: .env:1: SECRET_KEY added\n");
  CHECK(mode(dir / ".env") == 0600);
  CHECK(value_in(dir.read(".env"), "SECRET_KEY").size() == 50);
}

TEST_CASE("generate --env-file: without a preset the variable is SECRET_KEY, or as named",
          "[cli]") {
  const TempDir dir;
  CHECK(generate(dir.path(), {"--env-file", ".env"}).exit == 0);
  CHECK(generate(dir.path(), {"--env-file", ".env", "--name", "SIGNING_KEY", "--format", "hex"})
            .exit == 0);
  CHECK(value_in(dir.read(".env"), "SECRET_KEY").size() == 51);
  CHECK(value_in(dir.read(".env"), "SIGNING_KEY").size() == 64);
}

TEST_CASE("generate --env-file: a key that is there stays, to the byte", "[cli]") {
  const TempDir dir;
  dir.write(".env", "SECRET_KEY=kept\r\nA=1");
  check_refused(generate(dir.path(), {"--env-file", ".env"}),
                "keysieve: .env: a key is there already: SECRET_KEY (line 1); to replace it: "
                "--rotate\n");
  CHECK(dir.read(".env") == "SECRET_KEY=kept\r\nA=1");
  CHECK(std::distance(fs::directory_iterator(dir.path()), {}) == 1);  // no temporary file
}

TEST_CASE("generate --rotate: the old key moves to the fallbacks, and what follows is said",
          "[cli]") {
  const TempDir dir;
  generate(dir.path(), {"--for", "django", "--env-file", ".env", "--name", "DJANGO_SECRET_KEY"});
  const std::string before = value_in(dir.read(".env"), "DJANGO_SECRET_KEY");
  const Ran ran = generate(dir.path(), {"--for", "django", "--env-file", ".env", "--name",
                                        "DJANGO_SECRET_KEY", "--rotate"});
  CHECK(ran.exit == 0);
  CHECK(value_in(dir.read(".env"), "DJANGO_SECRET_KEY") != before);
  CHECK(value_in(dir.read(".env"), "DJANGO_SECRET_KEY_FALLBACKS") == before);
  CHECK(holds(ran.err, "the old key is in DJANGO_SECRET_KEY_FALLBACKS"));
  CHECK(holds(ran.err, "two weeks unless set"));
  CHECK_FALSE(holds(ran.err, before));
}

TEST_CASE("generate --rotate --no-fallback: a leaked key is forgotten", "[cli]") {
  const TempDir dir;
  generate(dir.path(), {"--for", "laravel", "--env-file", ".env"});
  const std::string before = value_in(dir.read(".env"), "APP_KEY");
  const Ran ran =
      generate(dir.path(), {"--for", "laravel", "--env-file", ".env", "--rotate", "--no-fallback"});
  CHECK(ran.exit == 0);
  CHECK_FALSE(holds(dir.read(".env"), before));
  CHECK(holds(ran.err, "the old key was not kept"));
}

TEST_CASE("generate --env-file: others lose access to the file, its owner keeps the mode's rest",
          "[cli]") {
  const TempDir dir;
  dir.write(".env", "A=1\n");
  fs::permissions(dir / ".env", fs::perms(0644));
  const Ran ran = generate(dir.path(), {"--env-file", ".env"});
  CHECK(mode(dir / ".env") == 0600);
  CHECK(holds(ran.err, ".env had mode 0644; now its owner alone can read it"));
  fs::permissions(dir / ".env", fs::perms(0400));
  CHECK(generate(dir.path(), {"--env-file", ".env", "--rotate"}).exit == 0);
  CHECK(mode(dir / ".env") == 0400);
}

TEST_CASE("generate --env-file: keeps the owner and the group", "[cli]") {
  if (::geteuid() != 0) return;  // nobody else can give a file away
  const TempDir dir;
  dir.write(".env", "A=1\n");
  REQUIRE(::chown((dir / ".env").c_str(), 12345, 23456) == 0);
  CHECK(generate(dir.path(), {"--env-file", ".env"}).exit == 0);
  struct stat info {};
  REQUIRE(::stat((dir / ".env").c_str(), &info) == 0);
  CHECK(info.st_uid == 12345);
  CHECK(info.st_gid == 23456);
}

TEST_CASE("generate --env-file: a link within the folder is followed, one out of it refused",
          "[cli]") {
  const TempDir dir;
  dir.write("shared.env", "A=1\n");
  dir.write("else/where.env", "A=1\n");
  fs::create_symlink("shared.env", dir / ".env");
  CHECK(generate(dir.path(), {"--env-file", ".env"}).exit == 0);
  CHECK(fs::is_symlink(fs::symlink_status(dir / ".env")));
  CHECK(value_in(dir.read("shared.env"), "SECRET_KEY").size() == 51);
  fs::create_symlink("else/where.env", dir / "out.env");
  check_refused(generate(dir.path(), {"--env-file", "out.env"}), "a link to ");
  CHECK(dir.read("else/where.env") == "A=1\n");
  fs::create_symlink("nowhere", dir / "dangling.env");
  check_refused(generate(dir.path(), {"--env-file", "dangling.env"}), "leads nowhere");
}

TEST_CASE("generate --env-file: places where others could interfere are refused", "[cli]") {
  const TempDir dir;
  fs::create_directories(dir / "open");
  fs::permissions(dir / "open", fs::perms(0777));
  check_refused(generate(dir.path(), {"--env-file", "open/.env"}), "anybody may write");
  check_refused(generate(dir.path(), {"--output", "open/key"}), "anybody may write");
  CHECK(fs::is_empty(dir / "open"));
  dir.write("a.env", "A=1\n");
  fs::create_hard_link(dir / "a.env", dir / "b.env");
  check_refused(generate(dir.path(), {"--env-file", "a.env"}), "hard links");
  check_refused(generate(dir.path(), {"--env-file", "open"}), "no plain file");
  check_refused(generate(dir.path(), {"--env-file", "none/.env"}), "No such file");
  check_refused(generate(dir.path(), {"--env-file", "/dev/null"}), "no plain file");
}

TEST_CASE("generate --output: a key file holds the key and nothing else, and is never replaced",
          "[cli]") {
  const TempDir dir;
  fs::create_directories(dir / "config");
  const std::vector<std::string> options = {"--for", "rails-master-key", "--output",
                                            "config/master.key"};
  CHECK(generate(dir.path(), options).exit == 0);
  const std::string key = dir.read("config/master.key");
  CHECK(key.size() == 32);
  CHECK(mode(dir / "config/master.key") == 0600);
  check_refused(generate(dir.path(), options), "there is a file already");
  CHECK(dir.read("config/master.key") == key);
}

TEST_CASE("generate --env-file: says what git would do with the file", "[cli]") {
  TestRepo repo;
  const auto rotate = [&](std::vector<std::string> more = {}) {
    std::vector<std::string> options = {"--env-file", ".env", "--rotate"};
    options.insert(options.end(), more.begin(), more.end());
    return generate(repo.path(), options).err;
  };
  CHECK(holds(rotate(), "git does not ignore .env"));
  CHECK(holds(rotate({"--gitignore"}), "line added for .env"));
  CHECK(repo.try_git({"check-ignore", "-q", ".env"}).exit == 0);
  CHECK_FALSE(holds(rotate(), "warning"));
  CHECK_FALSE(holds(rotate({"--gitignore"}), "line added"));
  repo.git({"add", "-f", ".env"});
  CHECK(holds(rotate(), "git tracks .env: the next commit publishes the key"));
}

TEST_CASE("generate --rotate: says since when the old key is in the history, and never the key",
          "[cli]") {
  TestRepo repo;
  const std::string old_key = Fake(51).urlsafe_key();
  repo.write("README", "shop\n").commit("Begin");
  const std::string leak =
      repo.write("config/dev.env", "DEBUG=1\nSECRET_KEY=" + old_key + "\n").commit("Configure");
  repo.remove("config/dev.env").write(".gitignore", ".env\n").commit("Take it out");
  repo.git({"gc", "-q"});
  repo.write(".env", "SECRET_KEY=" + old_key + "\n");
  const std::string day = repo.git({"show", "-s", "--format=%as", leak});
  const std::string story = "the old SECRET_KEY is in the history of " +
                            fs::canonical(repo.path()).string() + " since " + day + " (commit " +
                            leak.substr(0, 10) + ", config/dev.env:2)";
  const std::vector<std::string> rotate = {"--for", "django", "--env-file", ".env", "--rotate"};
  const Ran ran = generate(repo.path(), rotate);
  CAPTURE(ran.err);
  CHECK(ran.exit == 0);
  CHECK(ran.out.empty());
  CHECK(holds(ran.err, story));
  CHECK(holds(ran.err, "which is good as long as it stands in SECRET_KEY_FALLBACKS"));
  CHECK_FALSE(holds(ran.err, old_key));
  repo.write(".env", "SECRET_KEY='" + old_key + "'\n");
  const Ran forgotten = generate(repo.path(), {"--env-file", ".env", "--rotate", "--no-fallback"});
  CHECK(holds(forgotten.err, story));
  repo.write(".env", "SECRET_KEY=" + Fake(58).urlsafe_key() +
                         "\nSECRET_KEY_FALLBACKS=" + Fake(59).urlsafe_key() + "," + old_key + "\n");
  const Ran kept = generate(repo.path(), rotate);
  CHECK(holds(kept.err, "a key in SECRET_KEY_FALLBACKS is in the history of "));
  CHECK_FALSE(holds(kept.err, "the old SECRET_KEY is in the history"));
  CHECK_FALSE(holds(forgotten.err, "which is good"));
}

TEST_CASE("generate --env-file: a key that stays is looked for in the history, too", "[cli]") {
  TestRepo repo;
  const std::string key = Fake(52).hex(64);
  const std::string leak =
      repo.write(".env", "export API_KEY=\"" + key + "\"\n").commit("All of it");
  const Ran ran = generate(repo.path(), {"--env-file", ".env", "--name", "API_KEY"});
  CAPTURE(ran.err);
  CHECK(ran.exit == 2);
  CHECK(holds(ran.err, "the API_KEY in .env is in the history of "));
  CHECK(holds(ran.err, "(commit " + leak.substr(0, 10) + ", .env:1)"));
  CHECK(holds(ran.err, "replace it with --rotate --no-fallback"));
  CHECK(holds(ran.err, "a key is there already: API_KEY (line 1)"));
  CHECK_FALSE(holds(ran.err, key));
}

TEST_CASE("generate --rotate: one key of a list that leaked is enough", "[cli]") {
  TestRepo repo;
  Fake fake(53);
  const std::string leaked = fake.urlsafe_key();
  repo.write("app.js", "keys: ['" + leaked + "']\n").commit("Start");
  repo.write(".env", "APP_KEYS=" + fake.urlsafe_key() + "," + leaked + "\n");
  const Ran ran = generate(repo.path(), {"--env-file", ".env", "--name", "APP_KEYS", "--rotate"});
  CAPTURE(ran.err);
  CHECK(ran.exit == 0);
  CHECK(holds(ran.err, "the old APP_KEYS is in the history of "));
  CHECK_FALSE(holds(ran.err, leaked));
}

TEST_CASE("generate --rotate: of a key that was never committed the history is not spoken of",
          "[cli]") {
  TestRepo repo;
  repo.write(".gitignore", ".env\n").write("settings.py", Fake(54).urlsafe_key()).commit("Begin");
  repo.write(".env", "SECRET_KEY=" + Fake(55).urlsafe_key() + "\n");
  const Ran ran = generate(repo.path(), {"--env-file", ".env", "--rotate"});
  CHECK(ran.exit == 0);
  CHECK(ran.err ==
        "keysieve: .env:1: SECRET_KEY replaced\n"
        "keysieve: .env had mode 0644; now its owner alone can read it\n");
  const TempDir outside;
  outside.write(".env", "SECRET_KEY=" + Fake(56).urlsafe_key() + "\n");
  CHECK(generate(outside.path(), {"--env-file", ".env", "--rotate"}).err == ran.err);
}

TEST_CASE("generate --rotate: a history that cannot be read is said, and the key is made",
          "[cli]") {
  TestRepo repo;
  repo.write(".gitignore", ".env\n").write("a", "a\n").commit("Begin");
  const std::string blob = repo.git({"rev-parse", "HEAD:a"});
  fs::remove(repo.path() / ".git/objects" / blob.substr(0, 2) / blob.substr(2));
  const std::string old_key = Fake(57).urlsafe_key();
  const auto rotated = [&] {
    repo.write(".env", "SECRET_KEY=" + old_key + "\n");
    const Ran ran = generate(repo.path(), {"--env-file", ".env", "--rotate"});
    CHECK(ran.exit == 0);
    CHECK_FALSE(holds(ran.err, old_key));
    CHECK(holds(ran.err, "SECRET_KEY replaced"));
    return ran.err;
  };
  CHECK(holds(rotated(), "1 of its objects could not be read"));
  repo.git({"config", "core.repositoryformatversion", "9"});
  CHECK(holds(rotated(), "nor what the history holds"));
}

TEST_CASE("generate: options that mean nothing together are refused", "[cli]") {
  const TempDir dir;
  for (const auto& [options, words] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--for", "djangoo"}, "there is no preset \"djangoo\""},
           {{"--for", "django", "--format", "hex"}, "leave --format hex out"},
           {{"--for", "django", "--format", "xml"}, "there is no format \"xml\""},
           {{"--for", "rails-master-key", "--bytes", "20"}, "its size is fixed"},
           {{"--for", "wordpress", "--name", "X", "--env-file", ".env"}, "leave --name out"},
           {{"--for", "wordpress", "--count", "2"}, "leave it out here"},
           {{"--env-file", ".env", "--count", "2"}, "leave it out here"},
           {{"--env-file", ".env", "--output", "x"}, "two places"},
           {{"--env-file", ".env", "--format", "json"}, "leave --format out"},
           {{"--env-file", ".env", "--name", "A B"}, "no name for a variable"},
           {{"--rotate"}, "go with --env-file"},
           {{"--no-fallback", "--env-file", ".env"}, "goes with --rotate"},
           {{"--gitignore"}, "goes with --env-file or --output"},
           {{"--name", "X"}, "--name goes with"},
           {{"--list", "--format", "xml"}, "--list has the formats"},
           {{"--for", "wordpress", "--format", "docker-secret"}, "wordpress has 8 keys"},
           {{"--env-file", ""}, "must not be empty"},
           {{"--output", ""}, "must not be empty"},
           {{"--env-file", ".env", "--name", ""}, "must not be empty"},
           {{"--words", "9"}, "116 bits"}}) {
    CAPTURE(options);
    check_refused(generate(dir.path(), options), words);
  }
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("generate: a hundred thousand keys are streamed in the memory of a few", "[cli]") {
  const TempDir dir;
  // A program with sanitizers does not even start within the limit. It is not the last command of
  // its shell, which so tells of its end where nobody reads it.
  const std::string limit =
      "limit=200000; (ulimit -v $limit; \"$0\" --version; exit $?) >/dev/null 2>&1 || "
      "limit=unlimited; ";
  const std::string count = "(ulimit -v $limit; \"$0\" generate --count 100000) | sort -u | wc -l";
  const Ran ran = run({{"sh", "-c", limit + count, program().string()}, dir.path(), {}, {}});
  CHECK(ran.err.empty());
  CHECK(holds(ran.out, "100000"));
}
