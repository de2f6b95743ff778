#include "hostile/watched_cases.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <thread>

namespace keysieve::test {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch())
      .count();
}

// What a child tells its parent; in memory that both see, so that it outlives a crash.
struct Told {
  std::atomic<std::size_t> next{0};    // the case that it is at
  std::atomic<std::int64_t> began{0};  // when, in milliseconds; 0: between cases
  std::atomic<std::int64_t> slowest{0};
  std::array<std::atomic<std::uint64_t>, most_kinds> by_kind{};
  std::atomic<std::size_t> failures{0};
  std::array<std::array<char, 600>, 16> words{};  // of the first failures
};

void tell(Told* told, std::size_t number, const CaseOutcome& outcome) {
  if (outcome.failure.empty()) {
    ++told->by_kind[outcome.kind];
    return;
  }
  const std::size_t place = told->failures++;
  if (place >= told->words.size()) return;
  const std::string words = "case " + std::to_string(number) + ": " + outcome.failure;
  std::strncpy(told->words[place].data(), words.c_str(), told->words[place].size() - 1);
}

constexpr std::size_t processes = 2;

[[noreturn]] void be_child(Told* told, std::size_t count,
                           const std::function<std::function<CaseOutcome(std::size_t)>()>& make) {
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) ::signal(signal, SIG_DFL);
  try {
    const auto run_case = make();
    while (told->next < count) {
      told->began = now_ms();
      const std::size_t number = told->next;
      tell(told, number, run_case(number));
      told->slowest = std::max(told->slowest.load(), now_ms() - told->began);
      told->next += processes;
    }
  } catch (const std::exception& error) {
    tell(told, told->next, {std::string("threw: ") + error.what(), 0});
    told->next += processes;
    ::_exit(2);
  }
  ::_exit(0);
}

// Waits for a child; ends it when its case takes too long. Answers what was wrong with it.
std::string wait_for(pid_t child, Told* told, double limit) {
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    const std::int64_t began = told->began;
    if (began != 0 && static_cast<double>(now_ms() - began) > 1000 * limit) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return "took more than " + std::to_string(limit) + " seconds";
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  if (WIFSIGNALED(status)) return std::string("crashed: ") + ::strsignal(WTERMSIG(status));
  if (WEXITSTATUS(status) == 2) return {};  // it has told
  return WEXITSTATUS(status) == 0 ? "" : "ended with " + std::to_string(WEXITSTATUS(status));
}

// One share of the cases, in as many processes as there are crashes, and one.
void run_share(Told* told, std::size_t count, double limit,
               const std::function<std::function<CaseOutcome(std::size_t)>()>& make) {
  while (told->next < count) {
    told->began = 0;
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child == 0) be_child(told, count, make);
    const std::string wrong = wait_for(child, told, limit);
    if (wrong.empty()) continue;
    tell(told, told->next, {wrong, 0});
    told->next += processes;
  }
}

Told* shared_memory() {
  void* const memory =
      ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("mmap failed");
  return new (memory) Told;
}

}  // namespace

CaseResults run_watched(std::size_t count, double limit,
                        const std::function<std::function<CaseOutcome(std::size_t)>()>& make) {
  std::array<Told*, processes> told{};
  std::array<pid_t, processes> sharers{};
  for (std::size_t i = 0; i < processes; ++i) {
    told[i] = shared_memory();
    told[i]->next = i;
    // A process for each share, for a child of one with threads may not do much.
    sharers[i] = ::fork();
    if (sharers[i] < 0) throw std::runtime_error("fork failed");
    if (sharers[i] == 0) {
      run_share(told[i], count, limit, make);
      ::_exit(0);
    }
  }
  CaseResults results;
  results.by_kind.resize(most_kinds);
  for (std::size_t i = 0; i < processes; ++i) {
    int status = 0;
    ::waitpid(sharers[i], &status, 0);
    if (status != 0) results.failures.push_back("the watching process failed");
    for (std::size_t kind = 0; kind < most_kinds; ++kind) {
      results.by_kind[kind] += told[i]->by_kind[kind];
    }
    for (std::size_t j = 0; j < std::min(told[i]->failures.load(), told[i]->words.size()); ++j) {
      results.failures.emplace_back(told[i]->words[j].data());
    }
    results.slowest = std::max(results.slowest, static_cast<double>(told[i]->slowest) / 1000);
    ::munmap(told[i], sizeof(Told));
  }
  return results;
}

std::size_t case_count(std::size_t usual) {
  const char* const wanted = std::getenv("KEYSIEVE_CASES");
  return wanted == nullptr ? usual : std::strtoul(wanted, nullptr, 10);
}

}  // namespace keysieve::test
