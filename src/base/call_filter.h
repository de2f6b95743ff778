// seccomp: a process tells the kernel which system calls it will not make, and each of them fails
// from then on. Not all that a scan makes is listed but what no scan makes, so that another C
// library, or a newer one, does not break it.
//
// The filter is a small program of our own and not libseccomp's: linking that costs each start of
// keysieve a millisecond, and what it would spare is a table of names.
#pragma once

#include <string>

namespace keysieve {

enum class OpensToWrite { refused, allowed };

// Empty: no thread of the process uses the network, starts a program or a process, looks into or
// signals another, changes a file by its name, or opens one to write unless that is `allowed`.
// Otherwise: why nothing of that is so.
std::string limit_calls(OpensToWrite opens_to_write);

}  // namespace keysieve
