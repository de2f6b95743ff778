// A real repository made by real git, with a clock and authors of its own, so that the same calls
// make the same commit ids everywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/process.h"
#include "support/temp_dir.h"

namespace keysieve::test {

class TestRepo {
 public:
  TestRepo();  // an empty repository on branch main

  const std::filesystem::path& path() const { return dir_.path(); }

  // Runs git in the repository; throws with git's words when it fails. Returns stdout without the
  // last newline.
  std::string git(std::vector<std::string> arguments, std::string input = {});

  // Runs git and lets it fail.
  Ran try_git(std::vector<std::string> arguments, Environment environment = {});

  TestRepo& write(std::string_view name, std::string_view bytes);
  TestRepo& remove(std::string_view name);

  // Stages everything and commits, a day after the commit before; returns the commit's id.
  std::string commit(std::string_view message);

  std::string head() { return git({"rev-parse", "HEAD"}); }
  std::string read(std::string_view name) const { return dir_.read(name); }

 private:
  Environment identity() const;

  TempDir dir_;
  int days_ = 0;
};

}  // namespace keysieve::test
