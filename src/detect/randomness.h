// How random a value is for its alphabet and length, as one number in [0, 1].
//
// Two questions are asked, and the worse answer counts. Is its Shannon entropy what random strings
// of this alphabet and length have? Do its characters follow each other as those of words and code
// do? Each is a number of standard deviations from what random strings give; 0.5 stands where fewer
// than 0.5 % of them fall below (tests/unit/detect/randomness_test.cc measures it for each kind of
// key). Values of less than 32 bits at best stay below 0.5 whatever they are.
#pragma once

#include <string_view>

namespace keysieve {

double randomness(std::string_view value);

// The second question alone, on the same scale: what is hit upon the keys at random, or made of a
// few characters only, is no random string, and none of words either.
double unlike_words(std::string_view value);

}  // namespace keysieve
