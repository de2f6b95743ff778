#include "keysieve/preset.h"

#include <fmt/format.h>

#include "keygen/recipe.h"
#include "keygen/secret_text.h"

namespace keysieve {
namespace {

constexpr double least_bits = 128;

Error refusal(const Preset& preset, std::string_view why) {
  return {ErrorCode::invalid_argument,
          fmt::format("cannot make a key for {}: {}", preset.name, why)};
}

// Generic presets have no size of their own: those of --format hold.
bool is_generic(const Preset& preset) {
  const PresetVariable& first = preset.variables.front();
  return first.bytes == 0 && first.length == 0;
}

bool asks_for_size(const PresetOptions& options) {
  return options.bytes || options.length || options.words;
}

KeySpec spec_for(const PresetVariable& variable, const PresetOptions& options) {
  KeySpec spec{variable.format, {}, {}};
  if (variable.bytes > 0) spec.bytes = variable.bytes;
  if (variable.length > 0) spec.length = variable.length;
  if (!asks_for_size(options)) return spec;
  spec.bytes = options.bytes;
  spec.length = options.words ? options.words : options.length;
  return spec;
}

// What speaks against asking for a size at all; empty: nothing.
std::string size_fault(const Preset& preset, const PresetOptions& options) {
  if (!asks_for_size(options)) return {};
  if (preset.fixed) return fmt::format("its size is fixed: {}", preset.why);
  if (preset.variables.size() > 1) {
    return fmt::format("each of its {} keys has a size of its own; leave the size out",
                       preset.variables.size());
  }
  const bool words = preset.variables.front().format == KeyFormat::words;
  if (words && !options.words) return "it is measured in words; give their number with --words";
  if (!words && options.words) return "it has no words; --words goes with --for passphrase";
  return {};
}

// What speaks against a recipe; empty: nothing.
std::string weakness(const Preset& preset, const Recipe& recipe) {
  if (!std::holds_alternative<Words>(recipe.symbols) && recipe.length < preset.least_length) {
    return fmt::format("{} characters are too few: {}", recipe.length, preset.why);
  }
  if (recipe.bits < preset.least_bits && preset.least_bits > least_bits) {
    return fmt::format("{:.0f} bits of randomness are too few: {}", recipe.bits, preset.why);
  }
  if (recipe.bits < least_bits) {
    return fmt::format("{:.0f} bits of randomness are too few: under {:.0f} a key may be guessed",
                       recipe.bits, least_bits);
  }
  return {};
}

Result<Recipe> preset_recipe(const Preset& preset, const PresetVariable& variable,
                             const PresetOptions& options) {
  const KeySpec spec = spec_for(variable, options);
  if (is_generic(preset)) return recipe_for(spec);
  auto recipe = recipe_of_any_length(spec, options.portable);
  if (!recipe) return recipe;
  if (const std::string why = weakness(preset, *recipe); !why.empty()) {
    return refusal(preset, why);
  }
  return recipe;
}

Result<SecretBytes> value_of(const PresetVariable& variable, const Recipe& recipe) {
  if (variable.prefix.empty() && variable.keys == 1) return make_key(recipe);
  std::vector<SecretBytes> keys;
  SecretText text;
  for (std::size_t i = 0; i < variable.keys; ++i) {
    auto key = make_key(recipe);
    if (!key) return key;
    keys.push_back(*std::move(key));
    text.add(i == 0 ? "" : ",").add(std::string(variable.prefix)).add_secret(keys.back().view());
  }
  return text.join();
}

}  // namespace

Result<std::vector<NamedKey>> generate_preset(const Preset& preset, const PresetOptions& options) {
  if (const std::string why = size_fault(preset, options); !why.empty()) {
    return refusal(preset, why);
  }
  std::vector<NamedKey> keys;
  for (const PresetVariable& variable : preset.variables) {
    const auto recipe = preset_recipe(preset, variable, options);
    if (!recipe) return recipe.error();
    auto value = value_of(variable, *recipe);
    if (!value) return value.error();
    keys.push_back({std::string(variable.name), *std::move(value), recipe->bits});
  }
  return keys;
}

}  // namespace keysieve
