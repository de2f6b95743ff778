// What a repository says of itself, in files at its top: .keysieve.toml and .keysieveignore. Nobody
// shall get past a scan by a file that is not in what is scanned, so which version of it counts
// depends on the source:
//
//   staged                    the index's: what the commit will hold
//   range                     that of the range's last commit
//   history, worktree         the work tree's; in a bare repository HEAD's
//   files, stdin              that of the work tree in which the program stands, if it stands in
//   one
//
// A range that names no commit (only a time) is the history's.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/scan.h"

namespace keysieve {

inline constexpr std::string_view config_file_name = ".keysieve.toml";
inline constexpr std::string_view ignore_file_name = ".keysieveignore";

struct RepoText {
  std::string origin;  // for messages: the name, or "commit:name"
  std::string text;
};

struct RepoFile {
  std::optional<RepoText> now;   // none: there is no such file
  bool is_change = false;        // the source is one: it was otherwise before
  std::vector<RepoText> before;  // of a change, where there is a `now`: HEAD's, or those of the
                                 // commits that a range counts as known
};

// `name` is relative to the top and leads nowhere else. Symbolic links are not followed: like a
// folder or a file that cannot be read they are an error.
Result<RepoFile> read_repo_file(const Source& source, std::string_view name);

// The top of the work tree that `path` is in; an error where there is none, as in a bare
// repository.
Result<std::filesystem::path> work_tree_top(const std::filesystem::path& path);

}  // namespace keysieve
