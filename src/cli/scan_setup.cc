#include "cli/scan_setup.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/printable.h"

namespace keysieve::cli {
namespace {

// What of a finding the layers accept: the lists of both files, and what the repository leaves out.
void add_allowlists(const Layers& layers, std::vector<FindingAllowlist> left_out,
                    SuppressionOptions* options) {
  for (const Layer& layer : layers) {
    const auto& lists = layer.settings.allowlists;
    options->allowlists.insert(options->allowlists.end(), lists.begin(), lists.end());
  }
  for (FindingAllowlist& list : left_out) options->allowlists.push_back(std::move(list));
}

// A repository that is content with surer findings suppresses the others.
void choose_confidence(const ScanFlags& flags, const Layers& layers, ScanSetup* setup) {
  const Layer* const layer = layer_with(layers, &Settings::min_confidence);
  if (flags.min_confidence || layer == nullptr || layer->kind != LayerKind::repository) {
    auto wanted = flags.min_confidence;
    take(layers, &Settings::min_confidence, &wanted);
    setup->min_confidence = wanted.value_or(default_min_confidence);
    return;
  }
  double others = default_min_confidence;
  for (const Layer& other : layers) {
    if (other.kind == LayerKind::user) others = other.settings.min_confidence.value_or(others);
  }
  const double asked = *layer->settings.min_confidence;
  setup->min_confidence = std::min(asked, others);
  if (asked <= others) return;
  FindingAllowlist list;
  list.origin = layer->settings.places.at("min_confidence");
  list.reason = fmt::format("less sure than the {} of {}", asked, list.origin);
  list.below = asked;
  list.added = layer->added.contains("min_confidence");
  setup->options.suppressions.allowlists.push_back(std::move(list));
}

Status check_names(const Layers& layers, const RuleSet& rules) {
  for (const Layer& layer : layers) {
    for (const FindingAllowlist& list : layer.settings.allowlists) {
      const auto named = rules.selected({.enable = list.rules, .disable = {}});
      if (named) continue;
      return Error{named.error().code,
                   fmt::format("{}: rules: {}", list.origin, named.error().message)};
    }
  }
  return ok_status();
}

}  // namespace

void add_scan_flags(CLI::App& command, ScanFlags* flags) {
  add_rule_options(command, &flags->rules);
  command
      .add_option(
          "--min-confidence", flags->min_confidence,
          fmt::format("Report what keysieve is at least so sure of, from 0 to 1 (default: {})",
                      default_min_confidence))
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("C");
  command.add_option("--threads", flags->threads, "How many threads (default: one a core)")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N");
  command
      .add_option("--max-object-bytes", flags->max_object_bytes,
                  "Notice larger objects instead of reading them (default: 4 GiB)")
      ->type_name("N");
  command.add_flag_function(
      "--archives,!--no-archives", [flags](std::int64_t given) { flags->archives = given > 0; },
      "Scan the members of archives, too: zip (jar, wheel, docx), tar, gz, bz2, xz, zst");
  command.add_flag("--no-repo-config", flags->no_repo_config,
                   "Heed nothing the repository says about itself: keysieve:allow, "
                   ".keysieveignore, .keysieve.toml");
}

Result<ScanSetup> set_up_scan(const Source& source, const ScanFlags& flags) {
  auto layers = read_layers(source, flags.no_repo_config);
  if (!layers) return layers.error();
  auto loaded = load_rules(flags.rules, *layers);
  if (!loaded) return loaded.error();
  if (const auto checked = check_names(*layers, loaded->rules); !checked) return checked.error();
  auto selected = select_rules(loaded->rules, flags.rules, *layers);
  if (!selected) return selected.error();

  ScanSetup setup{*std::move(layers),
                  *std::move(loaded),
                  std::move(selected->rules),
                  default_min_confidence,
                  {}};
  ScanOptions& options = setup.options;
  ScanFlags chosen = flags;
  take(setup.layers, &Settings::max_object_bytes, &chosen.max_object_bytes);
  take(setup.layers, &Settings::threads, &chosen.threads);
  take(setup.layers, &Settings::archives, &chosen.archives);
  options.max_object_bytes = chosen.max_object_bytes.value_or(options.max_object_bytes);
  options.threads = chosen.threads.value_or(options.threads);
  options.archives = chosen.archives.value_or(options.archives);
  options.inline_marks = options.suppressions.ignore_file = heeds_repository(flags.no_repo_config);
  options.suppressions.today = today();
  add_allowlists(setup.layers, std::move(selected->left_out), &options.suppressions);
  choose_confidence(flags, setup.layers, &setup);
  for (const std::string& replaced : setup.loaded.replaced) {
    options.notices.push_back({"repository-rule", std::nullopt, printable(replaced)});
  }
  return setup;
}

Status check_layers(const Layers& layers) {
  const auto loaded = load_rules({}, layers);
  if (!loaded) return loaded.error();
  if (auto checked = check_names(layers, loaded->rules); !checked) return checked;
  for (const Layer& layer : layers) {  // also what a stronger layer overrules
    const auto selected = select_rules(loaded->rules, {}, {layer});
    if (!selected) return selected.error();
  }
  return ok_status();
}

std::string today() {
  using namespace std::chrono;
  const year_month_day day(floor<days>(system_clock::now()));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace keysieve::cli
