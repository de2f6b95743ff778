#include "cli/store_key.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/printable.h"
#include "cli/history_notice.h"
#include "keysieve/grade.h"
#include "keysieve/tracking.h"

namespace keysieve::cli {
namespace {

namespace fs = std::filesystem;

void say(const std::string& text) {
  std::cerr << "keysieve: " << printable(text) << '\n';
}

// "SECRET_KEY_FALLBACKS" goes with "SECRET_KEY"; where that is called otherwise, so is this.
std::string fallback_name(const PresetVariable& variable, const std::string& name) {
  const std::string_view own = variable.fallback_name;
  if (!own.starts_with(variable.name)) return std::string(own);
  return name + std::string(own.substr(variable.name.size()));
}

std::vector<EnvSetting> settings_for(const Preset& preset, std::span<const NamedKey> keys) {
  std::vector<EnvSetting> settings;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const PresetVariable& variable = preset.variables[i];
    settings.push_back({keys[i].name, keys[i].key.view(), variable.fallback,
                        fallback_name(variable, keys[i].name)});
  }
  return settings;
}

std::string_view done(EnvChange::Kind kind) {
  switch (kind) {
    case EnvChange::Kind::added:
      return "added";
    case EnvChange::Kind::filled:
      return "set; it was empty";
    case EnvChange::Kind::replaced:
      return "replaced";
  }
  return {};
}

void say_change(const std::string& file, const EnvChange& change) {
  say(fmt::format("{}:{}: {} {}", file, change.line, change.name, done(change.kind)));
  if (change.moved_to == change.name) {
    say(
        fmt::format("the old key stands behind the new one in {}, and is good until you take it "
                    "out",
                    change.name));
  } else if (!change.moved_to.empty()) {
    say(fmt::format("the old key is in {}, and is good until you take it out", change.moved_to));
  } else if (!change.left_out.empty()) {
    say(fmt::format("the old key was not kept: {}", change.left_out));
  }
  if (!change.other_lines.empty()) {
    say(
        fmt::format("warning: {} is set in line {}, too; most readers take the last one, but not "
                    "all (django-environ takes the first): remove what is not in use",
                    change.name, fmt::join(change.other_lines, ", ")));
  }
}

// Before anything is written: afterwards the key might already be on its way into a commit.
Result<FileTracking> prepare_git(const Storing& storing) {
  auto found = file_tracking(storing.file);
  if (!found && found.error().code == ErrorCode::not_found) return FileTracking{};  // nothing there
  if (!found) {
    say(
        fmt::format("warning: cannot tell whether git would commit {}, nor what the history holds: "
                    "{}",
                    storing.file, found.error().message));
    return FileTracking{};
  }
  if (!storing.gitignore) return found;
  const auto list = ignore_file(*found);
  if (!list) return list.error();
  if (list->empty()) return found;
  say(fmt::format("{}: line added for {}", list->string(), found->path));
  if (found->tracking == Tracking::untracked) found->tracking = Tracking::ignored;
  return found;
}

void say_tracking(const Storing& storing, Tracking tracking) {
  if (tracking == Tracking::untracked) {
    say(
        fmt::format("warning: git does not ignore {}: `git add .` takes the key along; with "
                    "--gitignore a line is added for it",
                    storing.file));
  }
  if (tracking == Tracking::tracked) {
    say(
        fmt::format("warning: git tracks {}: the next commit publishes the key; take the file out "
                    "of git, not from the disk: git rm --cached {}",
                    storing.file, storing.file));
  }
}

// Whoever replaces a key has a reason, and it may be that it leaked: then it must not stay good.
void say_history_of_old_keys(const FileTracking& file, const EnvFileChange& change) {
  if (file.tracking == Tracking::outside) return;
  std::vector<FormerKey> former;
  for (const OldKey& old : change.old_keys) {
    const auto made = std::ranges::find(change.changes, old.name, &EnvChange::name);
    const std::string advice =
        made->moved_to.empty()
            ? ""
            : fmt::format(", which is good as long as it stands in {}: take it out there",
                          made->moved_to);
    former.push_back({"the old " + old.name, old.name, old.key.view(), advice});
  }
  say_what_history_holds(file, former);
}

// A key that stays because nobody asked to replace it may have leaked all the same.
void say_history_of_standing_keys(const FileTracking& file, const Storing& storing,
                                  std::span<const NamedKey> keys) {
  std::error_code why;
  if (file.tracking == Tracking::outside || !fs::is_regular_file(storing.file, why)) return;
  const auto text = read_secret_file(storing.file);
  const auto variables = text ? read_variables(text->view()) : text.error();
  if (!variables) return;
  std::vector<FormerKey> standing;
  for (const EnvVariable& variable : *variables) {
    if (std::ranges::find(keys, variable.name, &NamedKey::name) == keys.end()) continue;
    standing.push_back({fmt::format("the {} in {}", variable.name, storing.file), variable.name,
                        variable.value.view(), "; replace it with --rotate --no-fallback"});
  }
  say_what_history_holds(file, standing);
}

}  // namespace

Status store_in_env_file(const Storing& storing, const Preset& preset,
                         std::span<const NamedKey> keys, const EnvOptions& options) {
  const auto tracking = prepare_git(storing);
  if (!tracking) return tracking.error();
  const auto change = set_in_env_file(storing.file, settings_for(preset, keys), options);
  if (!change) {
    say_history_of_standing_keys(*tracking, storing, keys);
    return change.error();
  }
  bool replaced = false;
  for (const EnvChange& one : change->changes) {
    say_change(storing.file, one);
    replaced = replaced || one.kind == EnvChange::Kind::replaced;
  }
  if (replaced && !preset.rotation.empty()) {
    say(fmt::format("{}: {}", preset.title, preset.rotation));
  }
  if (change->mode_before) {
    say(fmt::format("{} had mode {:04o}; now its owner alone can read it", storing.file,
                    *change->mode_before));
  }
  say_tracking(storing, tracking->tracking);
  say_history_of_old_keys(*tracking, *change);
  return ok_status();
}

Status store_in_new_file(const Storing& storing, std::string_view bytes) {
  const auto tracking = prepare_git(storing);
  if (!tracking) return tracking.error();
  if (auto written = write_key_file(storing.file, bytes); !written) return written;
  say(fmt::format("{}: written; its owner alone can read it", storing.file));
  say_tracking(storing, tracking->tracking);
  return ok_status();
}

}  // namespace keysieve::cli
