// Standard input, output and error, when they are not what a program takes for granted.
#pragma once

namespace keysieve::cli {

// Called first. Sees to it that 0, 1 and 2 are no other file's numbers: one that is closed would be
// the next file's that is opened, and what is meant for a person would go into a report or a key
// file. Reading and writing fail as they do where it is closed. A file that must not grow any more
// is an error to report, no signal.
void hold_standard_streams();

// Called last: `status`, or that of a failure when not all could be written to standard output.
int status_when_written(int status);

}  // namespace keysieve::cli
