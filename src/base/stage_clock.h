// Where the time of a scan goes, by stage: what `scan --stats` shows.
//
// At any time a thread is in one stage, and a StageScope is how it changes it. So stages exclude
// each other, and together they are the whole. The clock is read at changes alone, and only in a
// thread that a StageClock measures; else a scope is one look at a variable of the thread.
//
// That clock goes on while a thread waits for a core. How long it had one is known for the thread
// as a whole, and is shared out among its stages by their time: that is much cheaper than to ask at
// each change, and adds up.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace keysieve {

enum class Stage : std::uint8_t {
  open,       // rules, refs, which objects there are, how packs are laid out
  read,       // what of reading is none of the next: files, loose objects, checks, buffers
  inflate,    // entries of packs
  apply,      // deltas
  graph,      // what trees and commits refer to
  changes,    // which lines of a version are new
  prefilter,  // keywords
  regex,      // the rules whose keywords occur
  decode,     // what is encoded
  judge,      // candidates, by their content
  attribute,  // places, and the story of what was found
  report,
  wait,  // for the other threads
};

inline constexpr std::array<std::string_view, 13> stage_names = {
    "open",  "read",   "inflate", "apply",     "graph",  "changes", "prefilter",
    "regex", "decode", "judge",   "attribute", "report", "wait"};

struct StageCost {
  double cpu_seconds = 0;   // of all threads
  double wall_seconds = 0;  // of the first, which is always there: these add up to the duration
  std::uint64_t bytes = 0;  // of what the stage works on, or makes
};
using StageCosts = std::array<StageCost, stage_names.size()>;

// What all threads have added up.
class StageTotals {
 public:
  void add(const StageCosts& costs);
  StageCosts costs() const { return costs_; }  // once they have ended

 private:
  std::mutex adding_;
  StageCosts costs_;
};

// Measures the thread that makes it, until it is destroyed.
class StageClock {
 public:
  // The first thread's, which begins in stage `open`. With null nothing is measured.
  explicit StageClock(StageTotals* totals) : StageClock(totals, Stage::open, true) {}

  // That of a thread that another starts: it is measured if that one is, and begins in the stage
  // that one was in.
  struct Origin {
    StageTotals* totals = nullptr;
    Stage stage = Stage::open;
  };
  static Origin here() {
    return running != nullptr ? Origin{running->totals_, running->stage_} : Origin{};
  }
  explicit StageClock(Origin origin) : StageClock(origin.totals, origin.stage, false) {}

  ~StageClock();
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

  // That of the calling thread; null where nobody measures it.
  static StageClock* of_thread() { return running; }

  Stage stage() const { return stage_; }
  void enter(Stage stage) {
    const auto now = Clock::now();
    spent_[static_cast<std::size_t>(stage_)] += now - entered_;
    entered_ = now;
    stage_ = stage;
  }
  void count(std::uint64_t bytes) { bytes_[static_cast<std::size_t>(stage_)] += bytes; }

 private:
  using Clock = std::chrono::steady_clock;
  StageClock(StageTotals* totals, Stage stage, bool first);
  StageCosts costs() const;

  static constinit inline thread_local StageClock* running = nullptr;

  StageTotals* totals_;
  Stage stage_;
  bool first_;
  double cpu_begun_ = 0;
  Clock::time_point entered_{};
  std::array<Clock::duration, stage_names.size()> spent_{};
  std::array<std::uint64_t, stage_names.size()> bytes_{};
};

// Puts the calling thread into a stage, and at its end back into the one it was in.
class StageScope {
 public:
  explicit StageScope(Stage stage, std::uint64_t bytes = 0) : clock_(StageClock::of_thread()) {
    if (clock_ == nullptr) return;
    before_ = clock_->stage();
    clock_->enter(stage);
    clock_->count(bytes);
  }
  ~StageScope() {
    if (clock_ != nullptr) clock_->enter(before_);
  }
  StageScope(const StageScope&) = delete;
  StageScope& operator=(const StageScope&) = delete;

  // On to the next stage.
  void change(Stage stage) const {
    if (clock_ != nullptr) clock_->enter(stage);
  }

 private:
  StageClock* clock_;
  Stage before_ = Stage::open;
};

}  // namespace keysieve
