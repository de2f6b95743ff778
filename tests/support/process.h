// Running programs in tests: git, and the real keysieve.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace keysieve::test {

struct Ran {
  int exit = -1;  // 128 + signal when killed by one
  std::string out, err;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

struct Command {
  std::vector<std::string> arguments;  // [0] is the program, looked up in PATH
  std::filesystem::path directory;     // empty: where the test stands
  std::string input;                   // on standard input
  Environment environment;             // set on top of the clean one below
};

// Runs `command` to its end. Its environment is PATH, HOME (an empty folder that does not exist)
// and git's isolation from user and system configuration; no locale, no time zone but UTC.
Ran run(const Command& command);

// Runs the keysieve just built in `directory`.
Ran run_keysieve(std::vector<std::string> arguments, const std::filesystem::path& directory = {},
                 std::string input = {}, Environment environment = {});

}  // namespace keysieve::test
