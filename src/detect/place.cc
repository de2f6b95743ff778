#include "detect/place.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/characters.h"
#include "detect/confidence.h"
#include "detect/rule_kind.h"

namespace keysieve {
namespace {

// Files in which a bare word is an expression, never a text.
constexpr std::array<std::string_view, 62> code_extensions = {
    "py",     "pyi",    "js",   "jsx",   "mjs", "cjs",  "ts",  "tsx",   "mts",   "vue",  "svelte",
    "rb",     "erb",    "java", "go",    "c",   "h",    "cc",  "cpp",   "cxx",   "hpp",  "hh",
    "cs",     "vb",     "php",  "phtml", "rs",  "kt",   "kts", "swift", "scala", "html", "htm",
    "css",    "scss",   "sass", "less",  "lua", "dart", "ex",  "exs",   "erl",   "hs",   "clj",
    "groovy", "gradle", "r",    "jl",    "m",   "mm",   "pl",  "pm",    "sql",   "tf",   "toml",
    "json",   "jinja",  "j2",   "twig",  "ejs", "haml", "slim"};

// Files that tools write: their long values are checksums, names and drawings.
constexpr std::array<std::string_view, 18> generated_names = {
    "go.sum",         "package-lock.json", "npm-shrinkwrap.json", "yarn.lock",
    "pnpm-lock.yaml", "poetry.lock",       "pipfile.lock",        "uv.lock",
    "cargo.lock",     "composer.lock",     "gemfile.lock",        "mix.lock",
    "pubspec.lock",   "flake.lock",        "podfile.lock",        "packages.lock.json",
    "deno.lock",      "bun.lock"};
constexpr std::array<std::string_view, 17> generated_endings = {".min.js",
                                                                ".min.css",
                                                                ".map",
                                                                ".svg",
                                                                ".po",
                                                                ".pot",
                                                                ".mo",
                                                                ".snap",
                                                                ".lock",
                                                                ".woff",
                                                                ".woff2",
                                                                ".ttf",
                                                                ".eot",
                                                                ".pbxproj",
                                                                ".xib",
                                                                ".resx",
                                                                ".ipynb_checkpoints"};

constexpr std::array<std::string_view, 24> made_up_folders = {
    "test",    "tests",    "spec",  "specs", "__tests__", "testing",       "testdata", "test-data",
    "fixture", "fixtures", "mock",  "mocks", "__mocks__", "example",       "examples", "sample",
    "samples", "demo",     "demos", "doc",   "docs",      "documentation", "tutorial", "e2e"};

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

std::string_view extension(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

bool is_generated(std::string_view path) {
  return is_one_of(generated_names, file_name(path)) ||
         std::any_of(generated_endings.begin(), generated_endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

// Folders of tests, examples and documentation, and files named for one of them.
bool is_made_up(std::string_view path) {
  const std::string_view name = file_name(path);
  for (std::string_view rest = path; rest.size() > name.size();) {
    const std::size_t end = rest.find_first_of("/\\");
    if (is_one_of(made_up_folders, rest.substr(0, end))) return true;
    rest.remove_prefix(end + 1);
  }
  for (const std::string_view mark :
       {"_test.", ".test.", ".spec.", "_spec.", ".example", ".sample"}) {
    if (name.find(mark) != std::string_view::npos) return true;
  }
  const std::string_view kind = extension(path);
  return name.starts_with("test_") || kind == "md" || kind == "rst" || kind == "adoc";
}

constexpr std::array<std::string_view, 10> settings_kinds = {
    "env", "yml", "yaml", "ini", "cfg", "conf", "cnf", "properties", "tfvars", "config"};

// Files in which people write settings, secrets among them.
bool is_settings(std::string_view path) {
  const std::string_view kind = extension(path);
  return file_name(path).starts_with('.') || is_one_of(settings_kinds, kind) || kind == "rc" ||
         kind == "toml";
}

// Files in which a short password stands for what it is: in others, words are given to names that
// say password all the time, and mean a label, a key or a message.
bool may_set_weak(std::string_view path) {
  constexpr std::array<std::string_view, 10> data_and_scripts = {
      "json", "xml", "sh", "bash", "sql", "php", "txt", "log", "bat", "ps1"};
  const std::string_view name = file_name(path), kind = extension(path);
  return name.starts_with('.') || is_one_of(settings_kinds, kind) ||
         is_one_of(data_and_scripts, kind) || name.find("dockerfile") != std::string_view::npos;
}

// One thing that the place says; the reason for a rejection is the worst of them.
struct Place {
  Feature feature;
  std::string_view reason;  // empty if it speaks for the secret
};

std::vector<Place> what_says(const Rule& rule, const Match& match, std::string_view path) {
  const RuleKind kind = kind_of(rule);
  const bool is_weak = kind == RuleKind::generic && rule.severity == Severity::low;
  const bool made_up = is_made_up(path);
  std::vector<Place> places;
  if (kind == RuleKind::generic && is_generated(path)) {
    places.push_back(
        {Feature::generated, "a file that a tool writes: its values are checksums and names"});
  }
  if (kind != RuleKind::structural && !match.quoted &&
      is_one_of(code_extensions, extension(path))) {
    places.push_back(
        {Feature::bare_in_code, "not in quotes, where this file's syntax has texts in quotes"});
  }
  if (made_up) {
    places.push_back(
        {Feature::made_up_place, "in a test, an example or documentation, and not surely random"});
    if (is_weak) {
      places.push_back({Feature::made_up_weak,
                        "in a test, an example or documentation, and a weak secret at best"});
    }
  }
  if (is_weak && rule.assigned && !may_set_weak(path)) {
    places.push_back(
        {Feature::weak_in_code, "a weak secret at best, where no settings are written"});
  } else if (!made_up && is_settings(path)) {
    places.push_back({Feature::settings, ""});
  }
  return places;
}

}  // namespace

Verdict weigh_path(const Rule& rule, const Match& match, std::string_view path,
                   double min_confidence) {
  Verdict verdict = match.verdict;
  if (rule.as_written) return verdict;
  const bool is_proven = match.validation.status == ValidationStatus::valid;
  double log_odds = log_odds_of(verdict.confidence), worst = 0;
  std::string_view reason = "too little speaks for it";
  for (const auto& [feature, why] : what_says(rule, match, in_lower_case(path))) {
    const double weight = weight_of(feature);
    log_odds += weight;
    if (weight < worst) std::tie(worst, reason) = std::pair(weight, why);
    if (!verdict.contributions.empty()) {
      verdict.contributions.push_back({name_of(feature), 1, weight});
    }
  }
  verdict.confidence = confidence_of(log_odds);
  verdict.accepted = is_proven || verdict.confidence >= min_confidence;
  if (!verdict.accepted) verdict.reason = reason;
  return verdict;
}

}  // namespace keysieve
