#include "cli/guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <string_view>

#include <fmt/format.h>

#include "cli/command.h"
#include "keysieve/keygen.h"

namespace keysieve::cli {
namespace {

// Nothing that allocates: the process is in no state to go on.
void end_without_key() {
  constexpr std::string_view message =
      "keysieve: the system's random generator failed: no key was made; see whether getrandom(2) "
      "or /dev/urandom is denied to this process\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(failed);
}

}  // namespace

void guard_process() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  set_random_failure_handler(end_without_key);
}

void warn_of_readable_output() {
  struct stat info {};
  if (::fstat(STDOUT_FILENO, &info) != 0 || !S_ISREG(info.st_mode)) return;
  if ((info.st_mode & S_IROTH) == 0) return;
  std::cerr << fmt::format(
      "keysieve: warning: standard output is a file that everyone may read (mode {:03o}): chmod "
      "600 it, and next time set umask 077 before\n",
      info.st_mode & 0777);
}

}  // namespace keysieve::cli
