// replay TARGET FOLDER: a fuzz target without libFuzzer, as an ordinary test. Runs every input in
// FOLDER (those that once failed, mostly), the seeds, and damaged seeds: KEYSIEVE_CASES of them.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "hostile/damage.h"
#include "seeds.h"
#include "targets.h"

namespace {

namespace fs = std::filesystem;
using namespace keysieve;

constexpr std::size_t usual_cases = 300;
std::string running;  // the input that the target is at

void run(fuzz::Target target, const std::string& name, const std::string& input) {
  running = name;
  target(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

// A crash says of which input, and leaves it where a debugger or libFuzzer can take it.
void say_which(int signal) {
  std::cerr << "failed on " << running << '\n';
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

void run_damaged(fuzz::Target target, const std::vector<std::string>& seeds, std::size_t count) {
  test::Fake fake(7);
  for (std::size_t i = 0; i < count; ++i) {
    std::string input = seeds[fake.below(static_cast<std::uint32_t>(seeds.size()))];
    for (std::uint32_t times = 1 + fake.below(3); times > 0; --times) {
      input = test::damaged(input, &fake);
    }
    run(target, "damaged seed " + std::to_string(i), input);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const auto target = fuzz::targets.find(arguments[1]);
  const auto seeds = fuzz::seeds_of(arguments[1]);
  if (target == fuzz::targets.end() || seeds.empty()) return 2;
  std::signal(SIGABRT, say_which);
  std::size_t files = 0;
  for (const fs::path& file : files_in(arguments[2])) {
    std::ifstream in(file, std::ios::binary);
    run(target->second, file.string(), {std::istreambuf_iterator<char>(in), {}});
    ++files;
  }
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    run(target->second, "seed " + std::to_string(i), seeds[i]);
  }
  const char* const wanted = std::getenv("KEYSIEVE_CASES");
  const std::size_t cases = wanted == nullptr ? usual_cases : std::stoul(wanted);
  run_damaged(target->second, seeds, cases);
  std::cout << files << " files, " << seeds.size() << " seeds, " << cases << " damaged ones\n";
}
