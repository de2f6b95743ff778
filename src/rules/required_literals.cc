// RE2 knows which literals ("atoms") a text must hold to match, but says only whether a given set
// of them may do. A set of which each match holds one is one without which the others never do.
#include "rules/required_literals.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <numeric>

namespace keysieve {
namespace {

// Whether a text that holds all atoms but those of `absent` may match.
bool may_match_without(const re2::FilteredRE2& filter, std::size_t atoms,
                       const std::vector<int>& absent) {
  std::vector<int> present, matching;
  for (int atom = 0; atom < static_cast<int>(atoms); ++atom) {
    if (std::find(absent.begin(), absent.end(), atom) == absent.end()) present.push_back(atom);
  }
  filter.AllPotentials(present, &matching);
  return !matching.empty();
}

}  // namespace

std::vector<std::string> required_literals(const std::string& regex, int shortest) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  re2::FilteredRE2 filter(shortest);
  int id = 0;
  std::vector<std::string> atoms;
  if (filter.Add(regex, options, &id) != re2::RE2::NoError) return {};
  filter.Compile(&atoms);
  std::vector<int> needed(atoms.size());
  std::iota(needed.begin(), needed.end(), 0);
  if (atoms.empty() || may_match_without(filter, atoms.size(), needed)) return {};
  std::vector<int> shortest_first = needed;
  std::stable_sort(shortest_first.begin(), shortest_first.end(), [&](int a, int b) {
    return atoms[static_cast<std::size_t>(a)].size() < atoms[static_cast<std::size_t>(b)].size();
  });
  for (const int atom : shortest_first) {
    std::vector<int> without = needed;
    std::erase(without, atom);
    if (!may_match_without(filter, atoms.size(), without)) needed = std::move(without);
  }
  std::vector<std::string> literals;
  for (const int atom : needed) literals.push_back(atoms[static_cast<std::size_t>(atom)]);
  std::sort(literals.begin(), literals.end());
  return literals;
}

}  // namespace keysieve
