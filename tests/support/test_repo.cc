#include "support/test_repo.h"

#include <stdexcept>

namespace keysieve::test {

TestRepo::TestRepo() {
  git({"init", "--quiet", "--initial-branch=main"});
}

Environment TestRepo::identity() const {
  // 2024-01-01 12:00 UTC and a day for each commit; the author an hour earlier, in another offset.
  const long day = 1704110400L + 86400L * days_;
  return {{"GIT_AUTHOR_NAME", "Ada Author"},
          {"GIT_AUTHOR_EMAIL", "ada@example.org"},
          {"GIT_AUTHOR_DATE", std::to_string(day - 3600) + " +0700"},
          {"GIT_COMMITTER_NAME", "Carl Committer"},
          {"GIT_COMMITTER_EMAIL", "carl@example.org"},
          {"GIT_COMMITTER_DATE", std::to_string(day) + " +0000"}};
}

std::string TestRepo::git(std::vector<std::string> arguments, std::string input) {
  arguments.insert(arguments.begin(), "git");
  Ran ran = run({arguments, path(), std::move(input), identity()});
  if (ran.exit != 0) {
    std::string words;
    for (const std::string& argument : arguments) words += argument + " ";
    throw std::runtime_error(words + "failed: " + ran.err);
  }
  if (ran.out.ends_with('\n')) ran.out.pop_back();
  return ran.out;
}

Ran TestRepo::try_git(std::vector<std::string> arguments, Environment environment) {
  arguments.insert(arguments.begin(), "git");
  Environment all = identity();
  all.insert(all.end(), environment.begin(), environment.end());
  return run({std::move(arguments), path(), {}, std::move(all)});
}

TestRepo& TestRepo::write(std::string_view name, std::string_view bytes) {
  dir_.write(name, bytes);
  return *this;
}

TestRepo& TestRepo::remove(std::string_view name) {
  std::filesystem::remove_all(path() / name);
  return *this;
}

std::string TestRepo::commit(std::string_view message) {
  ++days_;
  git({"add", "--all"});
  git({"commit", "--quiet", "--allow-empty", "--no-verify", "--message", std::string(message)});
  return head();
}

}  // namespace keysieve::test
