#include "support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/built.h"

namespace keysieve::test {
namespace {

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), std::ssize(bytes));
}

}  // namespace

bool matches_golden(std::string_view name, std::string_view actual) {
  const auto file = source_dir() / "tests" / "golden" / name;
  const char* update = std::getenv("KEYSIEVE_UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    write(file, actual);
    return true;
  }
  std::ifstream in(file, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in && expected == actual) return true;
  write(file.string() + ".unapproved", actual);
  return false;
}

}  // namespace keysieve::test
