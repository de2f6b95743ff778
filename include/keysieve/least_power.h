// Giving up, for good, what a scan does not need: it reads what attackers write, and whoever got
// the better of it should find little to do. On Linux, by Landlock and seccomp. Where the kernel
// lacks one of them, or a container denies it, the process keeps the more power; both together are
// had since Linux 5.13.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/scan.h"

namespace keysieve {

// What a process may go on to open; what is not there is passed over. What it has open already
// stays open, and libraries, locales and the like can always be read.
struct Power {
  std::vector<std::filesystem::path> reads;   // files, and folders with all that is below them
  std::vector<std::filesystem::path> writes;  // files that are there
};

// What the kernel holds the process to from now on.
struct PowerLimits {
  bool files = false;  // it opens what `Power` names, and nothing else
  bool calls = false;  // it uses no network, starts no program, looks into and signals no other
                       // process, and changes no file; opens one to write only if `Power` names any
  std::string lacking{};  // what of it is not so, and why; empty: all of it is
};

// Limits the calling thread, and the threads that it starts from then on, until the process ends.
PowerLimits keep_only(const Power& power);

// What scan(source) opens: the repository with its work tree, what it borrows objects from, where
// it links to, and the configuration of git; or the files themselves.
Result<std::vector<std::filesystem::path>> read_by_scan(const Source& source);

}  // namespace keysieve
