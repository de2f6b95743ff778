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

}  // namespace

std::string hook_script(HookType type, const std::filesystem::path& program) {
  std::string script(embedded_script(type));
  const std::size_t slot = script.find(program_slot);
  assert(slot != std::string::npos);
  return script.replace(slot, program_slot.size(), shell_quoted(program.native()));
}

bool is_keysieve_hook(std::string_view script) {
  return script.find(marker) != std::string_view::npos;
}

}  // namespace keysieve
