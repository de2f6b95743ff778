// The text of an env file, with keys set in it. Where the text lies is the business of key_file.cc.
#include "keysieve/env_file.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/lines.h"
#include "keygen/dotenv.h"
#include "keygen/env_variables.h"
#include "keygen/key_file.h"
#include "keygen/rotation.h"
#include "keygen/secret_text.h"

namespace keysieve {
namespace {

Error refusal(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

// One text on the way to the next.
class Edit {
 public:
  Edit(std::string_view text, std::vector<EnvLine> assignments, const EnvOptions& options)
      : text_(text), assignments_(std::move(assignments)), options_(options) {}

  Status set(const EnvSetting& setting) {
    EnvChange change;
    change.name = setting.name;
    const auto standing = all_of(setting.name);
    if (standing.empty()) {
      append(setting);
      changes_.push_back(std::move(change));
      return ok_status();
    }
    for (std::size_t i = 0; i + 1 < standing.size(); ++i) {
      change.other_lines.push_back(standing[i]->line);
    }
    const EnvLine& last = *standing.back();
    if (auto fit = check(last); !fit) return fit;
    const bool empty = last.begin == last.end;
    change.kind = empty ? EnvChange::Kind::filled : EnvChange::Kind::replaced;
    if (auto put = empty ? put_key(last, setting) : rotate(last, setting, &change); !put)
      return put;
    changes_.push_back(std::move(change));
    return ok_status();
  }

  Result<EnvText> finish() {
    std::stable_sort(splices_.begin(), splices_.end(),
                     [](const Splice& a, const Splice& b) { return a.begin < b.begin; });
    SecretText result;
    std::size_t at = 0;
    for (const Splice& splice : splices_) {
      result.add_secret(text_.substr(at, splice.begin - at));
      for (const std::string& piece : splice.before) result.add(piece);
      for (const std::string_view piece : splice.secret) result.add_secret(piece);
      for (const std::string& piece : splice.after) result.add(piece);
      at = splice.end;
    }
    result.add_secret(text_.substr(at));
    append_lines(result);
    auto text = result.join();
    if (!text) return text.error();
    if (auto right = prove(text->view()); !right) return right.error();
    return EnvText{*std::move(text), std::move(changes_), std::move(old_keys_)};
  }

 private:
  std::vector<const EnvLine*> all_of(std::string_view name) const {
    std::vector<const EnvLine*> all;
    for (const EnvLine& assignment : assignments_) {
      if (assignment.name == name) all.push_back(&assignment);
    }
    return all;
  }

  std::string_view value_of(const EnvLine& assignment) const {
    return text_.substr(assignment.begin, assignment.end - assignment.begin);
  }

  void append(const EnvSetting& setting) { appended_.push_back(&setting); }

  void append_lines(SecretText& result) const {
    const std::string line_break(line_break_of(text_));
    const bool moved_to_end = std::any_of(splices_.begin(), splices_.end(), [this](const auto& s) {
      return s.begin == text_.size() && !s.after.empty() && s.after.back() == line_break_of(text_);
    });
    if (!appended_.empty() && !text_.empty() && !text_.ends_with('\n') && !moved_to_end) {
      result.add(line_break);
    }
    for (const EnvSetting* setting : appended_) {
      result.add(setting->name + "=").add_secret(setting->key).add(line_break);
    }
  }

  // What is there, but not in a form that can be changed without guessing.
  Status check(const EnvLine& assignment) const {
    const auto where = fmt::format("{} in line {}", assignment.name, assignment.line);
    if (assignment.colon) {
      return refusal(where + " is set with a colon, which only some readers take; write it with =");
    }
    if (assignment.odd) {
      return refusal(where +
                     " ends where readers of env files disagree; put its value into single quotes");
    }
    if (is_reference(value_of(assignment))) {
      return refusal(where + " names another variable or a command; set the key there");
    }
    return ok_status();
  }

  Status put_key(const EnvLine& at, const EnvSetting& setting) {
    splices_.push_back({at.begin, at.end, {}, {setting.key}, {}});
    return ok_status();
  }

  Status rotate(const EnvLine& old, const EnvSetting& setting, EnvChange* change) {
    const std::string_view key = value_of(old);
    auto meant = meant_value(text_, old);
    if (!meant) return meant.error();
    old_keys_.push_back({std::string(old.name), *std::move(meant)});
    if (setting.fallback == Fallback::none) return put_key(old, setting);
    change->left_out = options_.keep_old ? too_weak_to_keep(key) : "as asked for";
    if (!change->left_out.empty()) return put_key(old, setting);
    if (setting.fallback == Fallback::in_place) {
      change->moved_to = setting.name;
      splices_.push_back({old.begin, old.begin, {}, {setting.key}, {","}});
      return ok_status();
    }
    const auto places = all_of(setting.fallback_name);
    auto moved = move_to_fallback(text_, old, setting, places.empty() ? nullptr : places.back());
    if (!moved) return moved.error();
    change->moved_to = setting.fallback_name;
    splices_.push_back(*std::move(moved));
    return put_key(old, setting);
  }

  bool is_changed(std::string_view name) const {
    return std::any_of(changes_.begin(), changes_.end(), [name](const EnvChange& change) {
      return change.name == name || change.moved_to == name;
    });
  }

  // What else is set must be what it was: read again, all of it. Fills in the lines.
  Status prove(std::string_view text) {
    const auto now = read_assignments(text);
    if (!now) return now.error();
    std::map<std::string_view, std::size_t> lines;
    auto before = assignments_.begin();
    for (const EnvLine& assignment : *now) {
      lines[assignment.name] = assignment.line;
      if (is_changed(assignment.name)) continue;
      while (before != assignments_.end() && is_changed(before->name)) ++before;
      const auto value = text.substr(assignment.begin, assignment.end - assignment.begin);
      if (before == assignments_.end() || before->name != assignment.name ||
          value_of(*before) != value) {
        return refusal(
            fmt::format("setting the key would change {}, too (line {}); nothing was "
                        "written",
                        assignment.name, assignment.line));
      }
      ++before;
    }
    for (EnvChange& change : changes_) change.line = lines[change.name];
    return ok_status();
  }

  std::string_view text_;
  std::vector<EnvLine> assignments_;
  EnvOptions options_;
  std::vector<Splice> splices_;
  std::vector<const EnvSetting*> appended_;
  std::vector<EnvChange> changes_;
  std::vector<OldKey> old_keys_;
};

// The variables that hold a key already, where they may not be replaced.
std::string taken(const std::vector<EnvLine>& assignments, std::span<const EnvSetting> settings) {
  std::string names;
  for (const EnvSetting& setting : settings) {
    const auto last = std::find_if(assignments.rbegin(), assignments.rend(),
                                   [&](const EnvLine& a) { return a.name == setting.name; });
    if (last == assignments.rend() || last->begin == last->end) continue;
    names += fmt::format("{}{} (line {})", names.empty() ? "" : ", ", setting.name, last->line);
  }
  return names;
}

Status check_setting(const EnvSetting& setting) {
  if (!is_variable_name(setting.name)) {
    return refusal(
        fmt::format("\"{}\" is no name for a variable: give letters, digits and _, not "
                    "a digit first",
                    setting.name));
  }
  if (!is_portable(setting.key)) {
    return refusal(
        fmt::format("the key for {} has characters that readers of env files take in "
                    "different ways",
                    setting.name));
  }
  return ok_status();
}

}  // namespace

Result<EnvText> set_in_env_text(std::string_view text, std::span<const EnvSetting> settings,
                                const EnvOptions& options) {
  for (const EnvSetting& setting : settings) {
    if (auto right = check_setting(setting); !right) return right.error();
  }
  if (text.find('\0') != text.npos) {
    return refusal("it holds NUL bytes, as UTF-16 does; store it as UTF-8");
  }
  auto assignments = read_assignments(text);
  if (!assignments) return assignments.error();
  if (!options.rotate) {
    if (const std::string names = taken(*assignments, settings); !names.empty()) {
      return refusal(fmt::format("a key is there already: {}; to replace it: --rotate", names));
    }
  }
  Edit edit(text, *std::move(assignments), options);
  for (const EnvSetting& setting : settings) {
    if (auto set = edit.set(setting); !set) return set.error();
  }
  return edit.finish();
}

Result<EnvFileChange> set_in_env_file(const std::filesystem::path& file,
                                      std::span<const EnvSetting> settings,
                                      const EnvOptions& options) {
  const auto place = find_key_file(file);
  if (!place) return place.error();
  auto before = read_key_file(*place);
  if (!before) return before.error();
  auto edited = set_in_env_text(before->view(), settings, options);
  if (!edited) {
    return Error{edited.error().code, fmt::format("{}: {}", file.string(), edited.error().message)};
  }
  if (auto written = replace_key_file(*place, edited->text.view()); !written)
    return written.error();
  EnvFileChange change{!place->standing, std::move(edited->changes), {}, {}};
  change.old_keys = std::move(edited->old_keys);
  if (place->standing && (place->standing->mode & 077) != 0) {
    change.mode_before = place->standing->mode;
  }
  return change;
}

}  // namespace keysieve
