#include "hooks/hook_script.h"

#include <cassert>

#include "embedded_scripts.h"

namespace keysieve {
namespace {

constexpr std::string_view marker = "\n# keysieve-hook:";
constexpr std::string_view program_slot = "'@program@'";

std::string_view embedded_script(HookType type) {
  switch (type) {
    case HookType::pre_commit:
      return pre_commit_script;
    case HookType::pre_merge_commit:
      return pre_merge_commit_script;
    case HookType::commit_msg:
      return commit_msg_script;
    case HookType::pre_push:
      return pre_push_script;
    case HookType::pre_receive:
      return pre_receive_script;
    case HookType::update:
      return update_script;
  }
  return {};
}

// One word for the shell, whatever is in it: only a quote needs care within single quotes.
std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

constexpr std::string_view assignment = "\nkeysieve=";

}  // namespace

std::string hook_script(HookType type, const std::filesystem::path& program) {
  std::string script(embedded_script(type));
  const std::size_t slot = script.find(program_slot);
  assert(slot != std::string::npos);
  return script.replace(slot, program_slot.size(), shell_quoted(program.native()));
}

std::string program_of_hook(std::string_view script) {
  const std::size_t begin = script.find(assignment);
  if (begin == std::string_view::npos) return "";
  std::string_view rest = script.substr(begin + assignment.size());
  std::string program;
  while (rest.starts_with('\'') || rest.starts_with("\\'")) {  // 'a'\''b' is a'b
    if (rest.front() == '\\') {
      program += '\'';
      rest.remove_prefix(2);
      continue;
    }
    const std::size_t end = rest.find('\'', 1);
    if (end == std::string_view::npos) break;
    program += rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
  }
  return program;
}

std::string_view pass_on_script() {
  return embedded_pass_on_script;
}

bool is_keysieve_hook(std::string_view script) {
  return script.find(marker) != std::string_view::npos;
}

}  // namespace keysieve
