#include "keysieve/least_power.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <sstream>

#include "base/call_filter.h"
#include "base/landlock.h"

#if defined(__linux__)
#include <link.h>
#endif

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// What the C library and the loader read, mostly late: of libraries, character sets, locales, time
// zones, processors and memory. All of it is the same for everybody on the machine.
constexpr const char* system_paths[] = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/ssl/openssl.cnf",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/dev/random",
};

// Where the libraries of this process came from, others will come from, too.
void add_library_folders(std::vector<fs::path>* paths) {
#if defined(__linux__)
  const auto add = [](dl_phdr_info* library, std::size_t, void* to) {
    const fs::path file = library->dlpi_name;
    if (file.is_absolute()) static_cast<std::vector<fs::path>*>(to)->push_back(file.parent_path());
    return 0;
  };
  ::dl_iterate_phdr(add, paths);
#endif
  const char* const named = std::getenv("LD_LIBRARY_PATH");
  std::istringstream folders(named == nullptr ? "" : named);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (!folder.empty()) paths->emplace_back(folder);
  }
}

}  // namespace

PowerLimits keep_only(const Power& power) {
  std::vector<fs::path> reads = power.reads;
  reads.insert(reads.end(), std::begin(system_paths), std::end(system_paths));
  add_library_folders(&reads);
  std::sort(reads.begin(), reads.end());
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  PowerLimits limits;
  const std::string no_files = limit_files(reads, power.writes);
  const std::string no_calls =
      limit_calls(power.writes.empty() ? OpensToWrite::refused : OpensToWrite::allowed);
  limits.files = no_files.empty();
  limits.calls = no_calls.empty();
  limits.lacking = no_files + (limits.files || limits.calls ? "" : "; ") + no_calls;
  return limits;
}

}  // namespace keysieve
