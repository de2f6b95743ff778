// core.hooksPath: where git looks for hooks, and who says so.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "git/repository.h"
#include "keysieve/hooks.h"

namespace keysieve {

// Where git looks for the hooks of `repository`. The folder may not exist.
Result<HookFolder> find_hook_folder(const Repository& repository);

// core.hooksPath in the user's own configuration; empty: not set.
Result<std::filesystem::path> user_hooks_path();

// Sets it; an empty path takes the setting out.
Status set_user_hooks_path(const std::filesystem::path& folder);

}  // namespace keysieve
