#include "cli/blocked_message.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/environment_read.h"
#include "keysieve/report.h"

namespace keysieve::cli {
namespace {

// As many as fit on a screen; a list is for `keysieve scan`.
constexpr std::size_t most_shown = 5;

bool is_push(HookType type) {
  return type == HookType::pre_push || is_server_hook(type);
}

std::string_view scanned_thing(HookType type) {
  if (type == HookType::commit_msg) return "the commit's message";
  return is_push(type) ? "what is pushed" : "what is staged";
}

// "shop/settings.py:23, in commit 1a2b3c4 "Begin the shop""
std::string place(const Finding& finding) {
  std::string where = "?";
  if (!finding.occurrences.empty()) {
    const Occurrence& first = finding.occurrences.front();
    const std::size_t others = finding.occurrences.size() - 1;
    where =
        fmt::format("{}:{}{}", printable(first.path.value_or("message")), first.region.start_line,
                    others == 0 ? "" : fmt::format(" (and {} more)", others));
  }
  if (finding.introduced.empty()) return where;
  const Introduction& commit = finding.introduced.front();
  return fmt::format("{} in commit {}", where, commit.commit.hex().substr(0, 10));
}

// What to write in the secret's place, or what to do with the file.
std::string replacement(const Finding& finding, const Rule& rule) {
  if (finding.occurrences.empty() || !finding.occurrences.front().path) return "";
  const std::string& path = *finding.occurrences.front().path;
  if (is_file_of_secrets(path)) {
    return "This file is for secrets: git rm --cached it, and name it in .gitignore.";
  }
  const std::string read = environment_read(path, rule);
  if (read.empty()) return fmt::format("Belongs into the environment: {}", environment_name(rule));
  return fmt::format("In its place: {}", read);
}

std::string block(const Finding& finding, const RuleSet& rules) {
  const std::string& secret = finding.secret;
  const Rule* rule = rules.find(finding.rule_id);
  if (rule == nullptr) {
    return fmt::format("\n  {}: {}\n    {}\n", place(finding), finding.rule_id, secret);
  }
  std::string text =
      fmt::format("\n  {}: {} ({})\n    {}\n    {}\n", place(finding), printable(rule->name),
                  to_string(rule->severity), secret, printable(rule->description));
  const std::string instead = replacement(finding, *rule);
  if (!instead.empty()) text += fmt::format("    {}\n", printable(instead));
  return text;
}

// How to make a new key for the first of `found` that a preset makes one for.
std::string new_key_for(const std::vector<const Finding*>& found, const RuleSet& rules) {
  for (const Finding* finding : found) {
    const Rule* rule = rules.find(finding->rule_id);
    if (rule != nullptr && !rule->preset.empty()) return new_key_command(*rule);
  }
  return "";
}

std::string take_out(const std::vector<const Finding*>& found, const RuleSet& rules,
                     HookType type) {
  std::string text = "Take it out: ";
  if (type == HookType::commit_msg) {
    return text + "git commit --edit --file \"$(git rev-parse --git-path COMMIT_EDITMSG)\"\n";
  }
  if (is_push(type)) {
    text += "of the commits that brought it, too: git commit --amend, or git rebase -i.\n";
  } else {
    text += "read it from the environment, and git add the file again.\n";
  }
  const std::string command = new_key_for(found, rules);
  return command.empty() ? text : text + fmt::format("  A new key: {}\n", command);
}

std::string ways_on(const std::vector<const Finding*>& found, const RuleSet& rules, HookType type,
                    bool heeds_repository) {
  std::string text = "\n" + take_out(found, rules, type);
  if (!heeds_repository) {
    return text + (is_server_hook(type)
                       ? "No secret? This server heeds nothing that a pushed repository says of "
                         "itself: ask its\nadministrator.\n"
                       : fmt::format("Or pass once, unscanned: {}\n", way_past(type)));
  }
  text += fmt::format("Accept it:   keysieve accept {} --reason \"…\"\n",
                      found.size() == 1 ? found.front()->fingerprint : "FINGERPRINT");
  text += "Mark it:     in a comment on its line, with the reason: keysieve:allow …\n";
  if (is_server_hook(type)) return text + "Commit what you did, and push again.\n";
  return text + fmt::format("Or pass once, unscanned: {}\n", way_past(type));
}

struct Sorted {
  std::vector<const Finding*> standing, known, accepted;
};

Sorted sort_out(const Report& report) {
  Sorted sorted;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression) sorted.standing.push_back(&finding);
    if (finding.suppression && finding.suppression->kind == "known") {
      sorted.known.push_back(&finding);
    } else if (finding.suppression && finding.suppression->added) {
      sorted.accepted.push_back(&finding);
    }
  }
  return sorted;
}

std::string incomplete_message(const Completeness& completeness, HookType type) {
  const std::string why =
      completeness.notices.empty() ? "" : printable(": " + completeness.notices.front().message);
  const std::string past = way_past(type);
  return fmt::format(
      "keysieve: {} {}: nothing found, but {} of {} objects could not be scanned{}\n{}",
      stopped_thing(type), stopped(type), completeness.unread(), completeness.expected, why,
      past.empty() ? "" : fmt::format("To pass all the same: {}\n", past));
}

std::string listed(const std::vector<const Finding*>& findings, const RuleSet& rules) {
  std::string text;
  for (std::size_t i = 0; i < std::min(findings.size(), most_shown); ++i) {
    const Finding& finding = *findings[i];
    const Rule* rule = rules.find(finding.rule_id);
    const std::string& reason = finding.suppression->reason;
    text += fmt::format("  {}: {} {}{}\n", place(finding),
                        printable(rule == nullptr ? finding.rule_id : rule->name), finding.secret,
                        !finding.suppression->added ? ""
                        : reason.empty()            ? ", no reason given"
                                                    : ", " + printable(reason));
  }
  if (findings.size() > most_shown) {
    text += fmt::format("  … and {} more\n", findings.size() - most_shown);
  }
  return text;
}

std::string secrets_are(std::size_t count) {
  return count == 1 ? "a secret is" : fmt::format("{} secrets are", count);
}

// What was there before is said and stops nothing.
std::string known_message(const std::vector<const Finding*>& known, const RuleSet& rules) {
  if (known.empty()) return "";
  return fmt::format(
             "keysieve: {} in what is staged, and in HEAD already, so the commit is not stopped "
             "for it:\n",
             secrets_are(known.size())) +
         listed(known, rules);
}

// Nor does what the change itself accepts, but whoever looks on should know.
std::string accepted_message(const std::vector<const Finding*>& accepted, const RuleSet& rules,
                             HookType type) {
  if (accepted.empty()) return "";
  return fmt::format("keysieve: {} accepted by this very {}:\n", secrets_are(accepted.size()),
                     stopped_thing(type)) +
         listed(accepted, rules);
}

std::string stopped_message(const std::vector<const Finding*>& found, const RuleSet& rules,
                            HookType type, bool heeds_repository) {
  std::string message =
      fmt::format("keysieve: {} {}: {} in {}\n", stopped_thing(type), stopped(type),
                  found.size() == 1 ? "a secret" : fmt::format("{} secrets", found.size()),
                  scanned_thing(type));
  const std::size_t shown = std::min(found.size(), most_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    message += block(*found[i], rules);
    if (found.size() > 1) message += fmt::format("    Fingerprint: {}\n", found[i]->fingerprint);
  }
  if (found.size() > shown) {
    message += fmt::format("\n  … and {} more{}\n", found.size() - shown,
                           is_push(type) ? "" : ": keysieve scan --staged");
  }
  return message + ways_on(found, rules, type, heeds_repository);
}

}  // namespace

std::string_view stopped_thing(HookType type) {
  if (is_push(type)) return "push";
  return type == HookType::pre_merge_commit ? "merge" : "commit";
}

std::string_view stopped(HookType type) {
  return is_server_hook(type) ? "refused" : "stopped";
}

std::string way_past(HookType type) {
  if (is_server_hook(type)) return "";
  return fmt::format("git {} --no-verify", stopped_thing(type));
}

std::string blocked_message(const Report& found, const RuleSet& rules, HookType type,
                            bool heeds_repository) {
  if (found.findings.empty() && found.completeness.complete()) return {};
  const Report report = redacted(found);
  const auto [standing, known, accepted] = sort_out(report);
  std::string message = known_message(known, rules) + accepted_message(accepted, rules, type);
  if (!standing.empty()) {
    return message + stopped_message(standing, rules, type, heeds_repository);
  }
  if (report.completeness.complete()) return message;
  return message + incomplete_message(report.completeness, type);
}

}  // namespace keysieve::cli
