// write_seeds TARGET FOLDER: the seeds of a target as files, for libFuzzer to begin with.
#include <filesystem>
#include <fstream>

#include "seeds.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const std::filesystem::path folder = arguments[2];
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : keysieve::fuzz::seeds_of(arguments[1])) {
    std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
  }
  return number > 0 ? 0 : 2;
}
