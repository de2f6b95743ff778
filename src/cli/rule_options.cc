#include "cli/rule_options.h"

#include <functional>
#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "base/printable.h"
#include "cli/choice.h"

namespace keysieve::cli {
namespace {

// Who replaces a rule that everybody has may do so to hide something.
std::vector<std::string> replaced(const RuleSet& rules, const RuleSet& by) {
  std::vector<std::string> said;
  for (const Rule& rule : by.rules()) {
    if (rules.find(rule.id)) {
      said.push_back(fmt::format("{}: replaces the rule {}", rule.origin, rule.id));
    }
  }
  return said;
}

void append(const std::vector<std::string>& more, std::vector<std::string>* all) {
  all->insert(all->end(), more.begin(), more.end());
}

// What remains, and an error that says where the name stands that no rule has.
Result<RuleSet> selected(const RuleSet& rules, const RuleSelection& selection,
                         const std::string& place) {
  auto left = rules.selected(selection);
  if (left || place.empty()) return left;
  return Error{left.error().code, fmt::format("{}: {}", place, left.error().message)};
}

// One thing that is asked of the rules, and by whom.
struct Ask {
  RuleSelection selection;
  std::string place;  // where it is written; empty: a flag
  bool by_repository = false, added = false;
  std::string reason;  // why what it leaves out is suppressed
  std::function<void(RuleSelection*)> join;
};

template <typename T>
void add_ask(const Layers& layers, std::optional<T> Settings::*setting, const char* key,
             const std::optional<T>& flag, T RuleSelection::*member, const char* reason,
             std::vector<Ask>* asks) {
  const Layer* const layer = flag ? nullptr : layer_with(layers, setting);
  if (!flag && layer == nullptr) return;
  const T wanted = flag ? *flag : *(layer->settings.*setting);
  Ask ask;
  ask.join = [member, wanted](RuleSelection* selection) { selection->*member = wanted; };
  ask.join(&ask.selection);
  if (layer != nullptr) {
    ask.place = layer->settings.places.at(key);
    ask.by_repository = layer->kind == LayerKind::repository;
    ask.added = layer->added.contains(key);
    ask.reason = fmt::format("{} {}", reason, ask.place);
  }
  asks->push_back(std::move(ask));
}

std::optional<std::vector<std::string>> if_any(const std::vector<std::string>& names) {
  return names.empty() ? std::nullopt : std::optional(names);
}

std::vector<Ask> asks_of(const RuleOptions& options, const Layers& layers) {
  std::vector<Ask> asks;
  add_ask(layers, &Settings::enable, "enable", if_any(options.enable), &RuleSelection::enable,
          "not enabled in", &asks);
  add_ask(layers, &Settings::disable, "disable", if_any(options.disable), &RuleSelection::disable,
          "disabled in", &asks);
  add_ask(layers, &Settings::min_severity, "min_severity", options.min_severity,
          &RuleSelection::min_severity, "less severe than the least of", &asks);
  return asks;
}

std::vector<std::string> ids_without(const RuleSet& rules, const RuleSet& left) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules()) {
    if (!left.find(rule.id)) ids.push_back(rule.id);
  }
  return ids;
}

}  // namespace

void add_rule_options(CLI::App& command, RuleOptions* options) {
  command
      .add_option("--rules", options->files,
                  "Rules beside the built-in ones: our TOML, or gitleaks'")
      ->type_name("FILE");
  command.add_option("--enable", options->enable, "Use only these rules")->type_name("ID|TAG");
  command.add_option("--disable", options->disable, "Leave these rules out")->type_name("ID|TAG");
  add_choice<std::optional<Severity>>(command, "--min-severity", "SEVERITY",
                                      {{"low", Severity::low},
                                       {"medium", Severity::medium},
                                       {"high", Severity::high},
                                       {"critical", Severity::critical}},
                                      &options->min_severity,
                                      "Leave out rules below: low, medium, high or critical");
}

Result<LoadedRules> load_rules(const RuleOptions& options, const Layers& layers) {
  auto builtin = RuleSet::builtin();
  if (!builtin) return builtin.error();
  LoadedRules loaded{*std::move(builtin), {}, {}};
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    const auto by = replaced(loaded.rules, layer->rules);
    append(by, layer->kind == LayerKind::repository ? &loaded.replaced : &loaded.notes);
    loaded.rules = loaded.rules.extended_by(layer->rules);
  }
  append(loaded.replaced, &loaded.notes);
  for (const auto& file : options.files) {
    const auto more = RuleSet::load(file);
    if (!more) return more.error();
    append(replaced(loaded.rules, *more), &loaded.notes);
    loaded.rules = loaded.rules.extended_by(*more);
  }
  append(loaded.rules.notices(), &loaded.notes);
  return loaded;
}

void say_notes(const LoadedRules& loaded) {
  for (const std::string& note : loaded.notes) {
    std::cerr << "keysieve: note: " << printable(note) << '\n';
  }
}

Result<SelectedRules> select_rules(const RuleSet& rules, const RuleOptions& options,
                                   const Layers& layers) {
  SelectedRules result{rules, {}};
  const std::vector<Ask> asks = asks_of(options, layers);
  RuleSelection own;
  for (const Ask& ask : asks) {
    const auto left = selected(rules, ask.selection, ask.place);
    if (!left) return left.error();
    if (ask.by_repository) {
      FindingAllowlist list;
      list.reason = ask.reason;
      list.origin = ask.place;
      list.added = ask.added;
      list.rules = ids_without(rules, *left);
      if (!list.rules.empty()) result.left_out.push_back(std::move(list));
    } else {
      ask.join(&own);
    }
  }
  auto left = rules.selected(own);
  if (!left) return left.error();
  result.rules = *std::move(left);
  return result;
}

}  // namespace keysieve::cli
