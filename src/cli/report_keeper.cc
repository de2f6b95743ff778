#include "cli/report_keeper.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "base/descriptor.h"
#include "base/file.h"
#include "cli/command.h"

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace keysieve::cli {
namespace {

int waited_for(::pid_t scan) {
  int status = 0;
  while (::waitpid(scan, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// A scan that a signal ended ends this process in the same way.
[[noreturn]] void keep(::pid_t scan, int pipe, const std::filesystem::path& file) {
  const auto report = read_all(pipe);
  const int status = waited_for(scan);
  if (WIFSIGNALED(status)) {
    std::signal(WTERMSIG(status), SIG_DFL);
    std::raise(WTERMSIG(status));
  }
  int exit = WIFEXITED(status) ? WEXITSTATUS(status) : failed;
  if (exit == clean || exit == findings || exit == incomplete) {
    const auto written =
        report ? write_file(file, *report, 0600) : Status(io_error("cannot take over", file));
    if (!written) exit = fail(written.error());
  }
  std::cerr << std::flush;
  ::_exit(exit);
}

// The scan does not outlive who waits for it.
void end_with(::pid_t keeper) {
#if defined(__linux__)
  ::prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
#endif
  if (::getppid() != keeper) ::_exit(failed);
}

}  // namespace

Result<int> leave_report_to_keeper(const std::filesystem::path& file) {
  int ends[2];
  if (::pipe(ends) != 0) return io_error("cannot make a pipe to write", file);
  std::cout << std::flush;
  std::fflush(nullptr);
  const ::pid_t keeper = ::getpid();
  const ::pid_t scan = ::fork();
  if (scan < 0) return io_error("cannot start a process to write", file);
  if (scan > 0) {
    ::close(ends[1]);
    keep(scan, ends[0], file);
  }
  ::close(ends[0]);
  end_with(keeper);
  return ends[1];
}

}  // namespace keysieve::cli
