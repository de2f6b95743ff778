// A regular expression that matches wherever another does, and often where that does not, in a
// fraction of the time. Counting is what makes an automaton large: for [\w.-]{0,40}secret it has to
// know how many characters stand behind it, from each place where a word may have begun. Without
// upper bounds it need not, and nearly all lines that name a secret and give it no value are
// recognised as such in one fast pass.
#pragma once

#include <string>
#include <string_view>

namespace keysieve {

// `regex`, in RE2's syntax, with {n,m} made {n,}. RE2 has nothing, such as a negative look-ahead,
// by which more to match inside could mean less to match in all.
std::string loosened(std::string_view regex);

}  // namespace keysieve
