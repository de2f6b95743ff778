#include "base/mapped_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace keysieve {

// One for each mapping, in a list that only grows: the handler walks it at any time, on any thread,
// so entries are used again but never freed.
struct MappingWatch {
  std::atomic<std::uintptr_t> begin{0}, end{0};  // addresses
  std::atomic<bool> cut{false};
  std::atomic<bool> in_use{true};
  MappingWatch* next = nullptr;
};

namespace {

std::atomic<MappingWatch*> watches{nullptr};
struct sigaction before_us;  // what SIGBUS did

std::uintptr_t address_of(const void* pointer) {
  return reinterpret_cast<std::uintptr_t>(pointer);
}

// Zeros from the page of `address` to the end of the mapping. All at once: page by page, a large
// file would need more mappings than a process may have.
bool replace_by_zeros(std::uintptr_t address, std::uintptr_t end) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const std::uintptr_t begin = address / page * page;
  return ::mmap(reinterpret_cast<void*>(begin), end - begin, PROT_READ,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) != MAP_FAILED;
}

bool repair(std::uintptr_t address) {
  for (MappingWatch* watch = watches; watch != nullptr; watch = watch->next) {
    if (address < watch->begin || address >= watch->end) continue;
    watch->cut = true;
    return replace_by_zeros(address, watch->end);
  }
  return false;
}

void on_bus_error(int signal, siginfo_t* info, void* context) {
  const int kept = errno;
  if (repair(address_of(info->si_addr))) {
    errno = kept;
  } else if ((before_us.sa_flags & SA_SIGINFO) != 0) {
    before_us.sa_sigaction(signal, info, context);
  } else if (before_us.sa_handler == SIG_DFL || before_us.sa_handler == SIG_IGN) {
    ::sigaction(SIGBUS, &before_us, nullptr);
    ::raise(signal);  // as if we were not here
  } else {
    before_us.sa_handler(signal);
  }
}

void install_handler() {
  static const bool installed = [] {
    struct sigaction ours {};
    ours.sa_sigaction = on_bus_error;
    ours.sa_flags = SA_SIGINFO;
    ::sigemptyset(&ours.sa_mask);
    ::sigaction(SIGBUS, nullptr, &before_us);
    return ::sigaction(SIGBUS, &ours, nullptr) == 0;
  }();
  (void)installed;
}

MappingWatch* unused_watch() {
  for (MappingWatch* watch = watches; watch != nullptr; watch = watch->next) {
    if (!watch->in_use.exchange(true)) return watch;
  }
  auto* const watch = new MappingWatch;
  watch->next = watches;
  while (!watches.compare_exchange_weak(watch->next, watch)) {
  }
  return watch;
}

MappingWatch* begin_watch(Bytes bytes) {
  install_handler();
  MappingWatch* const watch = unused_watch();
  watch->cut = false;
  watch->begin = address_of(bytes.data());
  watch->end = address_of(bytes.data() + bytes.size());
  return watch;
}

void end_watch(MappingWatch* watch) {
  watch->end = watch->begin = 0;
  watch->in_use = false;
}

Error io_error(const std::filesystem::path& file) {
  const int number = errno;
  return {
      number == ENOENT ? ErrorCode::not_found : ErrorCode::io,
      fmt::format("cannot open {}: {}", file.string(), std::generic_category().message(number))};
}

// All of the open file `fd`.
Result<Bytes> map_whole(int fd, const std::filesystem::path& file) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return io_error(file);
  if (!S_ISREG(info.st_mode)) {
    return Error{ErrorCode::io, fmt::format("cannot open {}: not a plain file", file.string())};
  }
  const auto size = static_cast<std::uint64_t>(info.st_size);
  if (size == 0) return Bytes();
  if (size > std::numeric_limits<std::size_t>::max()) {
    errno = EFBIG;
    return io_error(file);
  }
  void* const begin = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, fd, 0);
  if (begin == MAP_FAILED) return io_error(file);
  return Bytes(static_cast<const std::uint8_t*>(begin), static_cast<std::size_t>(size));
}

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& file) {
  const int fd =
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // even where it is a pipe
  if (fd < 0) return io_error(file);
  const auto bytes = map_whole(fd, file);
  ::close(fd);  // the mapping stays
  if (!bytes) return bytes.error();
  return MappedFile(*bytes, bytes->empty() ? nullptr : begin_watch(*bytes));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, {})), watch_(std::exchange(other.watch_, nullptr)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  std::swap(watch_, other.watch_);
  return *this;
}

MappedFile::~MappedFile() {
  if (watch_ == nullptr) return;
  end_watch(watch_);
  ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

void MappedFile::will_need() const {
  if (watch_ != nullptr) {
    ::madvise(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size(), MADV_WILLNEED);
  }
}

void MappedFile::forget(Bytes part) const {
  if (watch_ == nullptr || part.empty()) return;
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const std::uintptr_t begin = address_of(part.data()) / page * page;
  const std::uintptr_t end = address_of(part.data() + part.size());
  ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

bool MappedFile::was_cut() const {
  return watch_ != nullptr && watch_->cut;
}

}  // namespace keysieve
