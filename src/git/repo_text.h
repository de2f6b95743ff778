// The text of one file of a repository, as the work tree, the index or a commit has it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "git/repository.h"

namespace keysieve {

// None: there is no such file. Whatever else is there under the name, or a text that cannot be
// read, is an error. `name` is relative to the top, its parts joined by "/".
using OptionalText = Result<std::optional<std::string>>;

OptionalText worktree_text(const std::filesystem::path& top, std::string_view name);

// From the index that git itself would use (index_path()).
OptionalText index_text(const Repository& repository, std::string_view name);

// The blob that a commit has at a path; none also where one of them is missing.
std::optional<ObjectId> blob_at(const Repository& repository, const ObjectId& commit,
                                const std::string& path);

OptionalText commit_text(const Repository& repository, const ObjectId& commit,
                         std::string_view name);

}  // namespace keysieve
