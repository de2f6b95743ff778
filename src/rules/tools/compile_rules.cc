// Run by the build: reads rule files, checks them, and writes their rules as one C++ file.
//   keysieve_compile_rules OUTPUT.cc FILE.toml…
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "rules/rule_file.h"
#include "rules/rule_record.h"

namespace {

using keysieve::Rule;

// False: the file has errors, which were printed.
bool add_rules(const std::filesystem::path& file, std::vector<Rule>* rules) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    std::cerr << fmt::format("{}: cannot be read\n", file.string());
    return false;
  }
  auto read = keysieve::read_rules(text, file.filename().string());
  if (!read) {
    std::cerr << read.error().message << '\n';
    return false;
  }
  std::move(read->rules.begin(), read->rules.end(), std::back_inserter(*rules));
  return true;
}

// Sorts the rules by id. False: two have the same.
bool sort_by_id(std::vector<Rule>* rules) {
  std::stable_sort(rules->begin(), rules->end(),
                   [](const Rule& a, const Rule& b) { return a.id < b.id; });
  const auto twice = std::adjacent_find(rules->begin(), rules->end(),
                                        [](const Rule& a, const Rule& b) { return a.id == b.id; });
  if (twice == rules->end()) return true;
  std::cerr << fmt::format("{}: id \"{}\" is already taken by {}\n", std::next(twice)->origin,
                           twice->id, twice->origin);
  return false;
}

// As the text between the quotes of a string literal: "\" and three octal digits for what is not
// plain. A question mark might begin a trigraph.
std::string escaped(std::string_view bytes) {
  std::string literal;
  for (const char c : bytes) {
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?') {
      literal += c;
    } else {
      literal += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return literal;
}

void write(const std::vector<Rule>& rules, std::ostream& out) {
  out << "// Made by keysieve_compile_rules from patterns/*.toml: change those.\n"
         "#include \"rules/embedded.h\"\n\n"
         "namespace keysieve {\n"
         "namespace {\n\n"
         "using std::string_view_literals::operator\"\"sv;\n\n"
         "constexpr std::string_view records[] = {\n";
  for (const Rule& rule : rules) out << "    \"" << escaped(to_record(rule)) << "\"sv,\n";
  out << "};\n\n"
         "}  // namespace\n\n"
         "std::span<const std::string_view> embedded_rule_records() {\n"
         "  return records;\n"
         "}\n\n"
         "}  // namespace keysieve\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: keysieve_compile_rules OUTPUT.cc FILE.toml…\n";
    return 2;
  }
  std::vector<Rule> rules;
  bool good = true;
  for (int i = 2; i < argc; ++i) good = add_rules(argv[i], &rules) && good;
  if (!good || !sort_by_id(&rules)) return 1;
  std::ofstream out(argv[1], std::ios::binary);
  write(rules, out);
  out.flush();
  if (!out) std::cerr << fmt::format("{}: cannot be written\n", argv[1]);
  return out ? 0 : 1;
}
