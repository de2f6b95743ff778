// The kinds of hooks by the names that git gives them.
#include <algorithm>

#include "keysieve/hooks.h"

namespace keysieve {

std::string_view to_string(HookType type) {
  switch (type) {
    case HookType::pre_commit:
      return "pre-commit";
    case HookType::pre_merge_commit:
      return "pre-merge-commit";
    case HookType::commit_msg:
      return "commit-msg";
    case HookType::pre_push:
      return "pre-push";
    case HookType::pre_receive:
      return "pre-receive";
    case HookType::update:
      return "update";
  }
  return {};
}

std::optional<HookType> parse_hook_type(std::string_view name) {
  const auto* const found = std::find_if(hook_types.begin(), hook_types.end(),
                                         [&](HookType type) { return to_string(type) == name; });
  return found == hook_types.end() ? std::nullopt : std::optional(*found);
}

}  // namespace keysieve
