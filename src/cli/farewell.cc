#include "cli/farewell.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

namespace keysieve::cli {
namespace {

constexpr auto ends = {SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> taken{false};
int told_fd = -1;             // these two are written while no handler is installed
std::string_view told_words;  // that reads them

void say_farewell(int signal) {
  [[maybe_unused]] const auto written = ::write(told_fd, told_words.data(), told_words.size());
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void handle(int signal, void (*from)(int), void (*to)(int)) {
  struct sigaction now {};
  if (::sigaction(signal, nullptr, &now) != 0 || now.sa_handler != from) return;
  now.sa_handler = to;
  ::sigaction(signal, &now, nullptr);
}

}  // namespace

Farewell::Farewell(int fd, std::string_view words) : counts_(!taken.exchange(true)) {
  if (!counts_) return;
  told_fd = fd;
  told_words = words;
  for (const int signal : ends) handle(signal, SIG_DFL, say_farewell);
}

Farewell::~Farewell() {
  if (!counts_) return;
  for (const int signal : ends) handle(signal, say_farewell, SIG_DFL);
  taken = false;
}

}  // namespace keysieve::cli
