// Placing hooks: a hook of keysieve's takes the file git looks for, and somebody else's that stood
// there moves aside to be run first, and back when keysieve's goes.
#include "keysieve/hooks.h"

#include <unistd.h>

#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "hooks/hook_script.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

constexpr unsigned hook_mode = 0755;

// What stands where git looks for a hook.
struct Slot {
  enum class Holds { nothing, own, foreign };

  fs::path file;
  fs::path before;  // where a foreign hook waits that runs first
  Holds holds = Holds::nothing;
  std::string script;  // of an own hook
};

Error file_error(const char* what, const fs::path& file, const std::error_code& why) {
  return {ErrorCode::io, fmt::format("cannot {} {}: {}", what, file.string(), why.message())};
}

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(file, ignored));
}

bool is_executable(const fs::path& file) {
  return ::access(file.c_str(), X_OK) == 0;
}

Status move_file(const fs::path& from, const fs::path& to) {
  std::error_code why;
  fs::rename(from, to, why);
  if (why) return file_error("rename", from, why);
  return ok_status();
}

// A symbolic link counts as foreign, wherever it leads: nothing is ever written through it.
Status look_into(Slot* slot) {
  std::error_code why;
  const fs::file_status status = fs::symlink_status(slot->file, why);
  if (status.type() == fs::file_type::not_found) return ok_status();
  if (status.type() == fs::file_type::none) return file_error("look at", slot->file, why);
  if (status.type() == fs::file_type::directory) {
    return Error{ErrorCode::io, fmt::format("{} is a folder, not a hook; move it away first",
                                            slot->file.string())};
  }
  slot->holds = Slot::Holds::foreign;
  if (status.type() != fs::file_type::regular) return ok_status();
  auto script = read_file(slot->file);
  if (!script) return script.error();
  if (is_keysieve_hook(*script)) {
    slot->holds = Slot::Holds::own;
    slot->script = *std::move(script);
  }
  return ok_status();
}

Result<Slot> find_slot(const HookFolder& folder, HookType type) {
  Slot slot;
  slot.file = folder.folder / to_string(type);
  slot.before = slot.file;
  slot.before += ".before-keysieve";
  if (const auto looked = look_into(&slot); !looked) return looked.error();
  return slot;
}

HookChange unchanged(const Slot& slot) {
  HookChange change;
  change.file = slot.file;
  return change;
}

// Moves a foreign hook aside; never onto one that waits there already.
Status chain(const Slot& slot) {
  if (is_there(slot.before)) {
    return Error{ErrorCode::io,
                 fmt::format("{} is not keysieve's, and another hook waits at {} already; make one "
                             "hook of the two, then install again",
                             slot.file.string(), slot.before.string())};
  }
  return move_file(slot.file, slot.before);
}

Status make_folder(const fs::path& folder) {
  std::error_code why;
  fs::create_directories(folder, why);
  if (why) return file_error("create the hooks folder", folder, why);
  return ok_status();
}

Status place(const Slot& slot, const std::string& script) {
  const bool foreign = slot.holds == Slot::Holds::foreign;
  if (auto made = make_folder(slot.file.parent_path()); !made) return made;
  if (foreign) {
    if (auto chained = chain(slot); !chained) return chained;
  }
  auto written = write_file(slot.file, script, hook_mode);
  if (!written && foreign) (void)move_file(slot.before, slot.file);  // as if nothing had been
  return written;
}

}  // namespace

Result<HookChange> install_hook(const HookFolder& folder, HookType type, const fs::path& program) {
  const auto slot = find_slot(folder, type);
  if (!slot) return slot.error();
  HookChange change = unchanged(*slot);
  change.chained = slot->holds == Slot::Holds::foreign || is_there(slot->before);
  std::error_code ignored;  // without an absolute path the hook looks in PATH
  const std::string script = hook_script(type, fs::absolute(program, ignored));
  if (slot->script == script && is_executable(slot->file)) return change;
  if (auto placed = place(*slot, script); !placed) return placed.error();
  change.changed = true;
  return change;
}

Result<HookChange> uninstall_hook(const HookFolder& folder, HookType type) {
  const auto slot = find_slot(folder, type);
  if (!slot) return slot.error();
  HookChange change = unchanged(*slot);
  if (slot->holds != Slot::Holds::own) return change;
  change.chained = is_there(slot->before);
  change.changed = true;
  if (change.chained) {
    if (auto restored = move_file(slot->before, slot->file); !restored) return restored.error();
    return change;
  }
  std::error_code why;
  fs::remove(slot->file, why);
  if (why) return file_error("remove", slot->file, why);
  return change;
}

Result<HookStatus> hook_status(const HookFolder& folder, HookType type) {
  const auto slot = find_slot(folder, type);
  if (!slot) return slot.error();
  HookStatus status;
  status.file = slot->file;
  status.installed = slot->holds == Slot::Holds::own;
  status.foreign = slot->holds == Slot::Holds::foreign;
  status.executable = is_executable(slot->file);
  status.chained = status.installed && is_there(slot->before);
  status.program = program_of_hook(slot->script);
  return status;
}

}  // namespace keysieve
