// A named history made by real git, and what the real program must tell of it: the truth as the
// oracle knows it (support/oracle.h), and the gist of it in words written by hand.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/fake.h"
#include "support/test_repo.h"

namespace keysieve::test {

// A repository on an empty branch main, and keys to leave in it.
struct Scene {
  TestRepo repo;
  TempDir elsewhere;              // room for clones and work trees
  std::filesystem::path scanned;  // empty: the repository
  std::vector<std::string> keys;

  std::string git(std::vector<std::string> arguments, std::string input = {}) {
    return repo.git(std::move(arguments), std::move(input));
  }
  std::string key(std::size_t number = 0);
  std::string setting(std::size_t number = 0);  // a line with the key

  // Commits `bytes` at `path`, and nothing else that changed.
  std::string put(std::string_view path, std::string_view bytes);
  std::string drop(std::string_view path);

  std::string blob(std::string bytes);  // writes one; returns its id
  std::string object(std::string type,
                     std::string bytes);  // of any form, even one git would not make
  void branch(std::string name, std::string start = "HEAD");  // makes it and stands on it
  void go(std::string name);                                  // to a branch
  void begin_merge(std::vector<std::string> others);          // ends with `commit`
  void clone(std::vector<std::string> options);               // and scans that
};

struct Scenario {
  const char* name;
  void (*build)(Scene&);
  // A key each: its status, how many commits introduced it ("?": one of them at or before) and how
  // many removed it, such as "live +1 -0"; "none" for a key that must not be found.
  std::vector<std::string> gist;
};

// Builds each scenario, scans it with the program, and compares.
void play(const std::vector<Scenario>& scenarios);

}  // namespace keysieve::test
