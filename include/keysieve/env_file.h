// Keys in env files (.env): set, or rotated, without touching any other byte.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keysieve/error.h"
#include "keysieve/keygen.h"
#include "keysieve/preset.h"

namespace keysieve {

// What a variable is to be set to, and where its key before stays good.
struct EnvSetting {
  std::string name;
  std::string_view key;  // of characters that every reader of env files takes for themselves
  Fallback fallback = Fallback::none;
  std::string fallback_name{};
};

struct EnvOptions {
  bool rotate = false;   // replace a key that is there; without it that is an error
  bool keep_old = true;  // with rotate: move it to where it stays good, if there is such a place
};

struct EnvChange {
  enum class Kind { added, filled, replaced };

  std::string name;
  Kind kind = Kind::added;
  std::size_t line = 0;    // where it stands now, from 1
  std::string moved_to{};  // the variable that holds the old key now; empty: none
  std::string left_out{};  // why the old key was not moved; empty: it was, or there is no place
  std::vector<std::size_t> other_lines{};  // that set the same variable; the last one counts
};

// A key that was replaced, with what its quotes and escapes stood for.
struct OldKey {
  std::string name;  // of its variable
  SecretBytes key;
};

struct EnvText {
  SecretBytes text;
  std::vector<EnvChange> changes;
  std::vector<OldKey> old_keys;
};

// Whether every reader of env files takes `name` for the name of a variable.
bool is_variable_name(std::string_view name);

// The text of an env file with `settings` made in it. Comments, order, quotes, line ends, `export`
// and everything else stay as they are. Nothing is guessed: what readers of env files disagree on
// is an error.
Result<EnvText> set_in_env_text(std::string_view text, std::span<const EnvSetting> settings,
                                const EnvOptions& options = {});

struct EnvFileChange {
  bool created = false;
  std::vector<EnvChange> changes;
  std::optional<unsigned> mode_before;  // where it let others read the file, and no longer does
  std::vector<OldKey> old_keys;
};

// The same for a file, which is made if there is none. It is replaced at once or not at all, keeps
// its owner, and can then be read by its owner alone. Refused: a link that leads out of its folder,
// a folder in which anybody may write, a file with other hard links, and what is no plain file.
Result<EnvFileChange> set_in_env_file(const std::filesystem::path& file,
                                      std::span<const EnvSetting> settings,
                                      const EnvOptions& options = {});

// A file that holds `bytes` and nothing else, which its owner alone may read. Never over another
// one; the same folders are refused.
Status write_key_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace keysieve
