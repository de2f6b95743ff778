// What people read whose commit or push was stopped: where, what, why it matters, and the ways on.
// The same in a terminal, in an editor's window and in a log.
#pragma once

#include <string>

#include "keysieve/hooks.h"
#include "keysieve/scan.h"

namespace keysieve::cli {

// The message for what a hook of this type scanned, with `rules`; secrets are redacted. Empty when
// there is nothing to say. `heeds_repository`: what the repository accepts counts.
std::string blocked_message(const Report& report, const RuleSet& rules, HookType type,
                            bool heeds_repository);

// What `type` stops, how that is called, and how to pass it once: "commit", "stopped", and "git
// commit --no-verify". On a server there is no way past.
std::string_view stopped_thing(HookType type);
std::string_view stopped(HookType type);
std::string way_past(HookType type);

}  // namespace keysieve::cli
