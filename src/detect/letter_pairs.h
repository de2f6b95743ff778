// How word-like letters follow each other. Words of any language that writes vowels between
// consonants, identifiers and paths made of them are far from random letters, even in few of them.
#pragma once

#include <string_view>

namespace keysieve {

// Standard deviations by which the neighbouring letters of `text` are more word-like than those of
// random strings; 0 if there are none. Where a capital begins a word ("secretKey") the two letters
// are no neighbours. Texts with no letter beyond f are compared with random hex digits.
double wordlikeness(std::string_view text);

}  // namespace keysieve
