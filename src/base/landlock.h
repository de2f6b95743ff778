// Landlock: a process tells the kernel which files it will open, and can open no other from then
// on. The system's header may be older than the kernel, or not there, so what is needed of it
// stands here; numbers of system calls are the same on all machines.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace keysieve {

// Empty: the calling thread, and those that it starts, can open `reads` and what is below them, and
// `writes` to write; also network ports and other processes are out of reach where the kernel knows
// how. Otherwise: why nothing of that is so.
std::string limit_files(const std::vector<std::filesystem::path>& reads,
                        const std::vector<std::filesystem::path>& writes);

}  // namespace keysieve
