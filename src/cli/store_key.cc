#include "cli/store_key.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/printable.h"
#include "cli/env_keys.h"
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

// Of the variables in the file those that are among `names`.
Result<std::vector<EnvVariable>> variables_in(const std::string& file,
                                              std::span<const std::string> names) {
  std::error_code why;
  if (!fs::is_regular_file(file, why)) return std::vector<EnvVariable>();
  const auto text = read_secret_file(file);
  if (!text) return text.error();
  auto variables = read_variables(text->view());
  if (!variables) return variables;
  std::erase_if(*variables, [&](const EnvVariable& variable) {
    return variable.reference || std::ranges::find(names, variable.name) == names.end();
  });
  return variables;
}

// Whoever replaces a key has a reason, and it may be that it leaked: then it must not stay good,
// and neither must those that were kept before.
void say_history_of_old_keys(const FileTracking& file, const Storing& storing,
                             std::span<const EnvSetting> settings, const EnvFileChange& change) {
  if (file.tracking == Tracking::outside || change.old_keys.empty()) return;
  std::vector<FormerKeys> former;
  for (const OldKey& old : change.old_keys) {
    const auto made = std::ranges::find(change.changes, old.name, &EnvChange::name);
    former.push_back({keys_in(old.name, old.key.view()), "the old " + old.name, ""});
    if (made->moved_to.empty()) continue;
    former.back().advice = fmt::format(
        ", which is good as long as it stands in {}: take it out there", made->moved_to);
  }
  std::vector<std::string> places;
  for (const EnvSetting& setting : settings) places.push_back(setting.fallback_name);
  const auto kept = variables_in(storing.file, places);
  if (!kept) return say_what_history_holds(file, former);
  for (const EnvVariable& variable : *kept) {
    auto keys = keys_in(variable.name, variable.value.view());
    std::erase_if(keys, [&](std::string_view key) {
      return std::ranges::any_of(change.old_keys,
                                 [key](const OldKey& old) { return old.key.view() == key; });
    });
    former.push_back({std::move(keys), "a key in " + variable.name,
                      ", which is good as long as it stands there: take it out"});
  }
  say_what_history_holds(file, former);
}

// A key that stays because nobody asked to replace it may have leaked all the same.
void say_history_of_standing_keys(const FileTracking& file, const Storing& storing,
                                  std::span<const EnvSetting> settings) {
  if (file.tracking == Tracking::outside) return;
  std::vector<std::string> names;
  for (const EnvSetting& setting : settings) names.push_back(setting.name);
  const auto variables = variables_in(storing.file, names);
  if (!variables) return;
  std::vector<FormerKeys> standing;
  for (const EnvVariable& variable : *variables) {
    standing.push_back({keys_in(variable.name, variable.value.view()),
                        fmt::format("the {} in {}", variable.name, storing.file),
                        "; replace it with --rotate --no-fallback"});
  }
  say_what_history_holds(file, standing);
}

}  // namespace

Status store_in_env_file(const Storing& storing, const Preset& preset,
                         std::span<const NamedKey> keys, const EnvOptions& options) {
  const auto tracking = prepare_git(storing);
  if (!tracking) return tracking.error();
  const auto settings = settings_for(preset, keys);
  const auto change = set_in_env_file(storing.file, settings, options);
  if (!change) {
    say_history_of_standing_keys(*tracking, storing, settings);
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
  say_history_of_old_keys(*tracking, storing, settings, *change);
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
