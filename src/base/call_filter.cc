#include "base/call_filter.h"

#include <cerrno>
#include <iterator>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && \
    __has_include(<linux/seccomp.h>)
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#define KEYSIEVE_FILTERS_CALLS 1
#endif

namespace keysieve {

#if defined(KEYSIEVE_FILTERS_CALLS)
namespace {

#if defined(__x86_64__)
constexpr unsigned this_machine = AUDIT_ARCH_X86_64;
#else
constexpr unsigned this_machine = AUDIT_ARCH_AARCH64;
#endif

// LeakSanitizer stops a process at its end, by another one that looks into it.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool leaks_are_looked_for = true;
#elif defined(__has_feature)
constexpr bool leaks_are_looked_for = __has_feature(address_sanitizer);
#else
constexpr bool leaks_are_looked_for = false;
#endif

// Calls that no scan makes. Not every machine has each; the old ones have been replaced.
constexpr unsigned refused[] = {
    // Network, and sockets of all other kinds. io_uring does the same without asking us.
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    SYS_sendto,
    SYS_sendmsg,
    SYS_sendmmsg,
    SYS_io_uring_setup,
    // Programs and other processes.
    SYS_execve,
    SYS_execveat,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_kcmp,
    SYS_pidfd_open,
    SYS_pidfd_getfd,
    SYS_pidfd_send_signal,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
    SYS_perf_event_open,
    // Changes of files by their names, which Landlock does not know in part.
    SYS_renameat2,
    SYS_unlinkat,
    SYS_linkat,
    SYS_symlinkat,
    SYS_mkdirat,
    SYS_mknodat,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_truncate,
    SYS_utimensat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fchmod,
    SYS_fchown,
    SYS_fsetxattr,
    SYS_fremovexattr,
    // Where the process lives, and what administrators do.
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_acct,
    SYS_quotactl,
    SYS_open_by_handle_at,
    SYS_fanotify_init,
    SYS_personality,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_adjtimex,
    SYS_clock_adjtime,
    SYS_move_mount,
    SYS_fsopen,
    SYS_open_tree,
    SYS_fsmount,
    SYS_fspick,
    SYS_fsconfig,
#if defined(SYS_renameat)
    SYS_renameat,
#endif
#if defined(__x86_64__)
    SYS_fork,
    SYS_vfork,
    SYS_rename,
    SYS_unlink,
    SYS_link,
    SYS_symlink,
    SYS_mkdir,
    SYS_rmdir,
    SYS_mknod,
    SYS_creat,
    SYS_chmod,
    SYS_chown,
    SYS_lchown,
    SYS_utime,
    SYS_utimes,
    SYS_futimesat,
    SYS_iopl,
    SYS_ioperm,
    SYS_modify_ldt,
    SYS_kexec_file_load,
#endif
};

enum class Test : unsigned { has_any_bit_of = BPF_JSET, equals = BPF_JEQ };

class Program {
 public:
  Program() {
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, this_machine, 1, 0);
    end(SECCOMP_RET_ERRNO | EPERM);
    add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
#if defined(__x86_64__)
    add(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);  // x32: all calls once more
    end(SECCOMP_RET_ERRNO | ENOSYS);
#endif
  }

  void refuse(unsigned call, unsigned error = EPERM) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    end(SECCOMP_RET_ERRNO | error);
  }

  // Refuses the call if the lower half of an argument passes, or fails, a test against `value`: on
  // both of our machines that half stands first.
  void refuse_if(unsigned call, unsigned argument, Test test, unsigned value) {
    refuse_where(call, argument, test, value, 0, 1);
  }
  void refuse_unless(unsigned call, unsigned argument, Test test, unsigned value) {
    refuse_where(call, argument, test, value, 1, 0);
  }

  // Refuses all of `calls`, and ends. The kernel tries a filter on each call that there is when it
  // takes it: steps count, and all of these lead to one end.
  void refuse_and_end(std::span<const unsigned> calls) {
    static_assert(std::size(refused) < 256);
    for (std::size_t left = calls.size(); const unsigned call : calls) {
      add(BPF_JMP | BPF_JEQ | BPF_K, call, static_cast<unsigned char>(left--), 0);
    }
    end(SECCOMP_RET_ALLOW);
    end(SECCOMP_RET_ERRNO | EPERM);
  }

  std::vector<sock_filter> take() && {
    return std::move(steps_);
  }

 private:
  void add(unsigned code, unsigned value, unsigned char if_so = 0, unsigned char if_not = 0) {
    steps_.push_back({static_cast<unsigned short>(code), if_so, if_not, value});
  }
  void end(unsigned action) {
    add(BPF_RET | BPF_K, action);
  }

  void refuse_where(unsigned call, unsigned argument, Test test, unsigned value,
                    unsigned char if_so, unsigned char if_not) {
    constexpr auto arguments = static_cast<unsigned>(offsetof(seccomp_data, args));
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
    add(BPF_LD | BPF_W | BPF_ABS, arguments + 8 * argument);
    add(BPF_JMP | static_cast<unsigned>(test) | BPF_K, value, if_so, if_not);
    end(SECCOMP_RET_ERRNO | EPERM);
    end(SECCOMP_RET_ALLOW);
  }

  std::vector<sock_filter> steps_;
};

std::vector<sock_filter> filter(OpensToWrite opens_to_write) {
  Program program;
  program.refuse(SYS_openat2, ENOSYS);  // its flags are out of sight; everybody can do without
  if (opens_to_write == OpensToWrite::refused) {
    constexpr unsigned to_write = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    program.refuse_if(SYS_openat, 2, Test::has_any_bit_of, to_write);
#if defined(SYS_open)
    program.refuse_if(SYS_open, 1, Test::has_any_bit_of, to_write);
#endif
  }
  if (!leaks_are_looked_for) {
    program.refuse(SYS_ptrace);
    program.refuse(SYS_clone3, ENOSYS);  // as openat2: then threads are made by clone
    program.refuse_unless(SYS_clone, 0, Test::has_any_bit_of, CLONE_THREAD);
  }
  const auto self = static_cast<unsigned>(::getpid());  // whoever ends by a signal raises it
  for (const int call : {SYS_kill, SYS_tkill, SYS_tgkill}) {
    program.refuse_unless(static_cast<unsigned>(call), 0, Test::equals, self);
  }
  program.refuse_if(SYS_ioctl, 1, Test::equals, TIOCSTI);  // types into the terminal
  program.refuse_and_end(refused);
  return std::move(program).take();
}

}  // namespace

std::string limit_calls(OpensToWrite opens_to_write) {
  std::vector<sock_filter> steps = filter(opens_to_write);
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0) {
    return fmt::format("seccomp is not to be had ({})", std::generic_category().message(errno));
  }
  return {};
}

#else

std::string limit_calls(OpensToWrite) {
  return "seccomp is not to be had on this machine";
}

#endif

}  // namespace keysieve
