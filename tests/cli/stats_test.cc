// What `scan --stats` says on standard error.
#include <map>
#include <sstream>
#include <vector>

#include "base/stage_clock.h"
#include "catch.h"
#include "support/fake.h"
#include "support/process.h"
#include "support/test_repo.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

struct Stats {
  std::map<std::string, std::vector<double>> stages;
  std::map<std::string, double> figures;
};

std::vector<double> numbers_in(const std::string& text) {
  std::istringstream words(text);
  std::vector<double> numbers;
  for (double number; words >> number;) numbers.push_back(number);
  return numbers;
}

// Names stand in the first twelve columns; an empty line parts stages from figures.
Stats parsed(const std::string& text) {
  constexpr std::size_t columns = 12;
  Stats stats;
  std::istringstream lines(text);
  std::string line;
  REQUIRE(std::getline(lines, line));
  CHECK(line == "stage           CPU s   wall s         MB");
  bool stage = true;
  while (std::getline(lines, line)) {
    stage = stage && !line.empty();
    if (line.empty()) continue;
    REQUIRE(line.size() > columns);
    std::string name = line.substr(0, columns);
    name.erase(name.find_last_not_of(' ') + 1);
    const auto numbers = numbers_in(line.substr(columns));
    REQUIRE_FALSE(numbers.empty());
    stage ? void(stats.stages[name] = numbers) : void(stats.figures[name] = numbers[0]);
  }
  return stats;
}

}  // namespace

TEST_CASE("scan --stats: every stage, none negative, and their sum", "[cli]") {
  TestRepo repo;
  const std::string key = Fake().django_key();
  for (int i = 0; i < 20; ++i) {
    repo.write("settings.py",
               "SECRET_KEY = '" + key + "'\n" + std::string(2000, '#') + '\n' + std::to_string(i));
    repo.commit("one");
  }
  repo.git({"repack", "-adq"});
  const Ran ran = run_keysieve({"scan", "--stats", "--threads", "2"}, repo.path());
  CHECK(ran.exit == 1);
  const Stats stats = parsed(ran.err);
  std::vector<double> sums(2);
  for (const std::string_view name : stage_names) {
    CAPTURE(name);
    REQUIRE(stats.stages.contains(std::string(name)));
    const auto& numbers = stats.stages.at(std::string(name));
    REQUIRE(numbers.size() >= 2);
    for (const double number : numbers) CHECK(number >= 0);
    for (std::size_t i = 0; i < 2; ++i) sums[i] += numbers[i];
  }
  CHECK(stats.stages.size() == stage_names.size() + 1);
  const double rounding = 0.0005 * static_cast<double>(stats.stages.size());
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(stats.stages.at("total")[i] == Approx(sums[i]).margin(rounding));
  }
  for (const char* worked_on : {"inflate", "apply", "prefilter"}) {
    CHECK(stats.stages.at(worked_on).size() == 3);
  }
}

TEST_CASE("scan --stats: figures of the whole", "[cli]") {
  TestRepo repo;
  repo.write("settings.py", "SECRET_KEY = '" + Fake().django_key() + "'\n").commit("one");
  repo.write("large", std::string(3'000'000, 'x')).commit("two");
  repo.git({"repack", "-adq"});
  const auto figures = parsed(run_keysieve({"scan", "--stats"}, repo.path()).err).figures;
  CHECK(figures.at("objects") == 4);
  CHECK(figures.at("findings") == 1);
  CHECK(figures.at("MB") == 3.0);
  CHECK(figures.at("MB inflated") == 3.0);
  CHECK(figures.at("MB searched") == 3.0);
  CHECK(figures.at("MB/s") > 0);
  CHECK(figures.at("MB peak RSS") > 3);
  CHECK(figures.size() == 7);
}

TEST_CASE("scan --stats: leaves the report as it is, in any format and of any source", "[cli]") {
  TestRepo repo;
  repo.write("settings.py", "SECRET_KEY = '" + Fake().django_key() + "'\n").commit("one");
  const std::vector<std::vector<std::string>> sources = {
      {}, {"--range", "HEAD"}, {"--worktree"}, {"--files", "settings.py"}};
  for (std::vector<std::string> arguments : sources) {
    for (const char* format : {"text", "json"}) {
      arguments.insert(arguments.begin(), {"scan", "--format", format});
      const Ran without = run_keysieve(arguments, repo.path());
      CHECK(without.err.empty());
      arguments.push_back("--stats");
      const Ran with = run_keysieve(arguments, repo.path());
      CHECK(with.exit == 1);
      CHECK(with.out == without.out);
      CHECK(parsed(with.err).figures.at("findings") == 1);
      arguments.erase(arguments.begin(), arguments.begin() + 3);
      arguments.pop_back();
    }
  }
}
