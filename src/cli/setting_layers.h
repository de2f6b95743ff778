// Where settings come from. The first layer that says something of a setting decides it:
//
//   flags, environment (KEYSIEVE_…), the repository's .keysieve.toml, the user's file, defaults
//
// Rules and allowlists of several layers add up.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "keysieve/repo_file.h"
#include "keysieve/settings.h"

namespace keysieve::cli {

enum class LayerKind { environment, repository, user };

struct Layer {
  LayerKind kind = LayerKind::user;
  Settings settings;
  RuleSet rules;                  // its own, and those of the files that it extends itself by
  std::set<std::string> added{};  // keys that the very change that is scanned has set
};
using Layers = std::vector<Layer>;  // the strongest first

// Without the repository's where `no_repo_config`, or KEYSIEVE_NO_REPO_CONFIG, says so. Which
// version of its file counts depends on `source`. An error says all that is wrong with a layer.
Result<Layers> read_layers(const Source& source, bool no_repo_config);

bool heeds_repository(bool no_repo_config);

// The user's own file; it need not exist. Empty: there is no home.
std::filesystem::path user_config_path();

// The first layer that says something of `setting`; null: none does.
template <typename T>
const Layer* layer_with(const Layers& layers, std::optional<T> Settings::*setting) {
  for (const Layer& layer : layers) {
    if (layer.settings.*setting) return &layer;
  }
  return nullptr;
}

// Puts what the layers say of `setting` into `value`, unless a flag did before.
template <typename T>
void take(const Layers& layers, std::optional<T> Settings::*setting, std::optional<T>* value) {
  const Layer* const layer = layer_with(layers, setting);
  if (!*value && layer) *value = layer->settings.*setting;
}

}  // namespace keysieve::cli
