// What a process can no longer do that has called keep_only(), and what it still can. Giving up is
// for good, so each case is a process of its own; a program of its own, too, so that none of the
// threads of a test program is in the way. Ends with 77 where the kernel has nothing of it.
#include "keysieve/least_power.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#endif

namespace {

namespace fs = std::filesystem;
using keysieve::PowerLimits;

bool all_well = true;

void expect(bool holds, const std::string& what) {
  if (holds) return;
  std::cout << "not so: " << what << '\n' << std::flush;
  all_well = false;
}

// What a call that returns below zero fails with; 0 if it does not.
int error_of(long result) {
  return result < 0 ? errno : 0;
}

int open_error(const fs::path& file, int flags) {
  const int fd = ::open(file.c_str(), flags, 0600);
  const int error = error_of(fd);
  if (fd >= 0) ::close(fd);
  return error;
}

bool refused(int error) {
  return error == EPERM || error == EACCES;
}

// A folder to read, with a file in it; another one beside it that nobody has named.
struct Places {
  fs::path top, named, other;

  Places() {
    std::string name = (fs::temp_directory_path() / "keysieve-power-XXXXXX").string();
    top = ::mkdtemp(name.data());
    fs::permissions(top, fs::perms::all);
    for (fs::path* const folder : {&named, &other}) {
      *folder = top / (folder == &named ? "named" : "other");
      fs::create_directory(*folder);
      fs::permissions(*folder, fs::perms::all);
      std::ofstream(*folder / "file") << "text\n";
      fs::permissions(*folder / "file", fs::perms::all);
    }
  }
  ~Places() {
    std::error_code ignored;
    fs::remove_all(top, ignored);
  }
};

// Runs a case in a process of its own: as whoever runs the test, or as nobody.
void in_process(const std::string& name, bool as_nobody, const std::function<void()>& run) {
  std::cout << std::flush;
  const pid_t child = ::fork();
  if (child == 0) {
    if (as_nobody && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(1);
    run();
    std::cout << std::flush;
    ::_exit(all_well ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status == 0) return;
  std::cout << "failed: " << name << (as_nobody ? ", as nobody" : "") << ", status " << status
            << '\n';
  all_well = false;
}

#if defined(__linux__)

// Has the kernel refuse some calls, as one that does not know them or a container would.
void deny(const std::vector<long>& calls, int error) {
  std::vector<sock_filter> steps{{BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)}};
  for (const long call : calls) {
    steps.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<unsigned>(call)});
    steps.push_back({BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)});
  }
  steps.push_back({BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW});
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  expect(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, "the test has its filter");
}

// Calls themselves, and not what a library makes of them.
void expect_no_calls() {
  expect(error_of(::socket(AF_INET, SOCK_STREAM, 0)) == EPERM, "no socket to the network");
  expect(error_of(::socket(AF_UNIX, SOCK_STREAM, 0)) == EPERM, "no socket to a program");
  char name[] = "/bin/true";
  char* const arguments[] = {name, nullptr};
  expect(refused(error_of(::execv(name, arguments))), "no program is run");
  expect(error_of(::kill(::getppid(), 0)) == EPERM, "no other process gets a signal");
  expect(error_of(::kill(::getpid(), 0)) == 0, "it may end itself by a signal");
  expect(error_of(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)) == EPERM, "no ptrace");
  const long child = ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) ::_exit(0);
  expect(error_of(child) == EPERM, "no process is started");
}

void expect_no_writes(const Places& places) {
  for (const fs::path& folder : {places.named, places.other}) {
    const std::string where = folder.filename().string();
    expect(refused(open_error(folder / "file", O_WRONLY)), "no file is written to: " + where);
    expect(refused(open_error(folder / "new", O_RDWR | O_CREAT)), "no file is made: " + where);
    expect(refused(error_of(::unlink((folder / "file").c_str()))), "no file is removed: " + where);
    expect(refused(error_of(::rename((folder / "file").c_str(), (folder / "b").c_str()))),
           "no file is renamed: " + where);
    expect(refused(error_of(::mkdir((folder / "dir").c_str(), 0700))),
           "no folder is made: " + where);
  }
}

void expect_no_changes_of_modes(const Places& places) {
  expect(error_of(::chmod((places.named / "file").c_str(), 0777)) == EPERM, "no mode is changed");
  expect(error_of(::truncate((places.named / "file").c_str(), 0)) == EPERM, "no file is cut short");
}

void expect_named_files_only(const Places& places) {
  expect(open_error(places.named / "file", O_RDONLY) == 0, "what is named can be read");
  expect(open_error(places.named, O_RDONLY | O_DIRECTORY) == 0, "what is named can be listed");
  expect(open_error(places.other / "file", O_RDONLY) == EACCES, "what is not named cannot be read");
  expect(open_error("/etc/passwd", O_RDONLY) == EACCES, "the system's users cannot be read");
}

// Whatever the kernel refuses, these go on.
void expect_scan_can_work(const Places& places) {
  expect(open_error(places.named / "file", O_RDONLY) == 0, "a file can be read");
  expect(open_error("/usr/share", O_RDONLY | O_DIRECTORY) == 0, "shared data can be read");
  int reached = 0;
  std::thread([&] { reached = 1; }).join();
  expect(reached == 1, "threads can be started");
}

void test_all(const Places& places) {
  const PowerLimits limits = keysieve::keep_only({{places.named}, {}});
  expect(limits.lacking.empty() == (limits.files && limits.calls), "what lacks is said");
  expect_scan_can_work(places);
  if (limits.calls) expect_no_calls();
  if (limits.calls) expect_no_changes_of_modes(places);
  expect_no_writes(places);
  if (limits.files) expect_named_files_only(places);
  std::thread([&] {  // threads have no more
    if (limits.calls) expect_no_calls();
    if (limits.files) expect_named_files_only(places);
  })
      .join();
}

void test_named_to_write(const Places& places) {
  const PowerLimits limits = keysieve::keep_only({{}, {places.named / "file"}});
  expect(open_error(places.named / "file", O_WRONLY | O_APPEND) == 0, "a named file is written to");
  if (!limits.files) return;
  expect(open_error(places.other / "file", O_WRONLY) == EACCES, "and no other");
  expect(open_error(places.named / "new", O_WRONLY | O_CREAT) == EACCES, "and none is made");
}

void test_without_landlock(const Places& places, int error) {
  deny({444, 445, 446}, error);
  const PowerLimits limits = keysieve::keep_only({{places.named}, {}});
  expect(!limits.files && limits.calls, "seccomp does without Landlock");
  expect(limits.lacking.find("Landlock") != std::string::npos, "that Landlock lacks is said");
  expect_scan_can_work(places);
  expect_no_calls();
  expect_no_writes(places);
  expect(open_error(places.other / "file", O_RDONLY) == 0, "then everything can be read");
}

void test_without_seccomp(const Places& places) {
  deny({SYS_seccomp}, EPERM);
  const PowerLimits limits = keysieve::keep_only({{places.named}, {}});
  expect(limits.files && !limits.calls, "Landlock does without seccomp");
  expect(limits.lacking.find("seccomp") != std::string::npos, "that seccomp lacks is said");
  expect_scan_can_work(places);
  expect_no_writes(places);
  expect_named_files_only(places);
}

void test_without_both(const Places& places) {
  deny({444, 445, 446, SYS_seccomp}, EPERM);
  const PowerLimits limits = keysieve::keep_only({{places.named}, {}});
  expect(!limits.files && !limits.calls && !limits.lacking.empty(), "it says that it has neither");
  expect_scan_can_work(places);
}

// What this kernel has, found out in a process that is thrown away.
int had_here() {
  const pid_t child = ::fork();
  if (child == 0) {
    const PowerLimits limits = keysieve::keep_only({});
    ::_exit((limits.files ? 1 : 0) + (limits.calls ? 2 : 0));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

#endif

}  // namespace

int main() {
#if defined(__linux__)
  const int had = had_here();
  std::cout << "here: Landlock " << (had & 1 ? "yes" : "no") << ", seccomp "
            << (had & 2 ? "yes" : "no") << '\n';
  if (had == 0) return 77;
  const Places places;
  for (const bool as_nobody : {false, true}) {
    if (as_nobody && ::getuid() != 0) continue;
    in_process("all of it", as_nobody, [&] { test_all(places); });
    in_process("named to write", as_nobody, [&] { test_named_to_write(places); });
    if ((had & 2) == 0) continue;
    in_process("no Landlock", as_nobody, [&] { test_without_landlock(places, ENOSYS); });
    in_process("Landlock off", as_nobody, [&] { test_without_landlock(places, EOPNOTSUPP); });
    in_process("neither", as_nobody, [&] { test_without_both(places); });
    if (had & 1) in_process("no seccomp", as_nobody, [&] { test_without_seccomp(places); });
  }
  return all_well ? 0 : 1;
#else
  return 77;
#endif
}
