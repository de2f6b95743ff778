// How word-like characters follow each other, by a model of words, identifiers, paths and versions
// in code and prose: what these would find likely is no random key, even where it is short.
#pragma once

#include <string_view>

namespace keysieve {

// Standard deviations by which the characters of `text` are likelier to follow each other than
// those of random strings from the same alphabet; 0 for less than three characters.
double wordlikeness(std::string_view text);

// How many bits fewer whoever knows how words go needs to guess `text`, than whoever draws its
// characters at random; negative where it is less like words than that.
double bits_known_of_words(std::string_view text);

}  // namespace keysieve
