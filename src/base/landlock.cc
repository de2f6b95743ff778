#include "base/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.h"

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace keysieve {

namespace fs = std::filesystem;

#if defined(__linux__)
namespace {

constexpr long create_ruleset = 444, add_rule = 445, restrict_self = 446;
constexpr unsigned ask_version = 1;
constexpr int path_beneath = 1;

struct Ruleset {
  std::uint64_t files, network, scoped;
};
struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed;
  std::int32_t parent;
};

enum Access : std::uint64_t {
  execute = 1 << 0,
  write_file = 1 << 1,
  read_file = 1 << 2,
  read_folder = 1 << 3,
  all_of_1 = (1 << 13) - 1,  // to make and remove entries of all kinds as well
  refer = 1 << 13,           // since version 2
  truncate = 1 << 14,        // 3
  device_control = 1 << 15,  // 5
};

// All that this version of Landlock can forbid, and how much of the struct it knows.
Ruleset all_of(long version, std::size_t* size) {
  Ruleset all{all_of_1, 0, 0};
  *size = 8;
  if (version >= 2) all.files |= refer;
  if (version >= 3) all.files |= truncate;
  if (version >= 4) {
    all.network = 3;  // to bind and to connect TCP
    *size = 16;
  }
  if (version >= 5) all.files |= device_control;
  if (version >= 6) {
    all.scoped = 3;  // abstract sockets and signals
    *size = 24;
  }
  return all;
}

// Whether `path` may be opened now; one that is not there needs no leave.
bool allow(int ruleset, const fs::path& path, std::uint64_t access) {
  const Descriptor fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat info {};
  if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0) return true;
  if (S_ISDIR(info.st_mode)) {
    access |= read_folder;
  }
  const PathBeneath rule{access, fd.get()};
  return ::syscall(add_rule, ruleset, path_beneath, &rule, 0) == 0;
}

std::string because(const char* what) {
  return fmt::format("{} ({})", what, std::generic_category().message(errno));
}

}  // namespace

std::string limit_files(const std::vector<fs::path>& reads, const std::vector<fs::path>& writes) {
  const long version = ::syscall(create_ruleset, nullptr, 0, ask_version);
  if (version < 1) return because("Landlock is not to be had");
  std::size_t size = 0;
  const Ruleset all = all_of(version, &size);
  const Descriptor ruleset(static_cast<int>(::syscall(create_ruleset, &all, size, 0)));
  if (ruleset.get() < 0) return because("Landlock takes no rules");
  for (const fs::path& path : reads) {
    if (!allow(ruleset.get(), path, read_file)) return because("Landlock refused a rule");
  }
  for (const fs::path& path : writes) {
    const std::uint64_t access = write_file | (all.files & truncate);
    if (!allow(ruleset.get(), path, access)) return because("Landlock refused a rule");
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::syscall(restrict_self, ruleset.get(), 0) != 0) {
    return because("Landlock was denied");
  }
  return {};
}

#else

std::string limit_files(const std::vector<fs::path>&, const std::vector<fs::path>&) {
  return "Landlock is Linux's alone";
}

#endif

}  // namespace keysieve
