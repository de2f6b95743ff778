// What a command does for the secrets it holds, before it holds any.
#pragma once

namespace keysieve::cli {

// A crash must not leave keys in a core file, nor another process of the user read them from this
// one. What cannot be had is done without: the memory of secrets is kept out of core files anyway.
// A random generator that fails ends the program with a message.
void guard_process();

// Says on stderr when standard output is a file that everyone may read.
void warn_of_readable_output();

}  // namespace keysieve::cli
