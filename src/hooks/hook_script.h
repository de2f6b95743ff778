// The text of a hook: the shell script that git starts, and how to know it again.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "keysieve/hooks.h"

namespace keysieve {

// The script of hooks/ for `type`, made to try `program` before the keysieve in PATH.
std::string hook_script(HookType type, const std::filesystem::path& program);

// The program that such a script tries first; empty where it names none.
std::string program_of_hook(std::string_view script);

// The script that runs a repository's own hook from a folder that took the place of its own.
std::string_view pass_on_script();

// Whether `script` is keysieve's, of this version or another: a line of its own says so.
bool is_keysieve_hook(std::string_view script);

}  // namespace keysieve
