#include "keysieve/key_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "keygen/dotenv.h"
#include "keygen/secret_text.h"

namespace keysieve {
namespace {

using Keys = std::span<const NamedKey>;

constexpr std::array<std::pair<std::string_view, KeyText>, 9> names = {{
    {"plain", KeyText::plain},
    {"dotenv", KeyText::dotenv},
    {"shell", KeyText::shell},
    {"json", KeyText::json},
    {"yaml", KeyText::yaml},
    {"k8s-secret", KeyText::k8s_secret},
    {"docker-secret", KeyText::docker_secret},
    {"systemd-credential", KeyText::systemd_credential},
    {"config", KeyText::config},
}};

// One line a key: what stands before it, between name and key, and behind it. No alphabet of keys
// has a quote or a backslash, so within single quotes, and within JSON's, each means itself.
SecretText lines(Keys keys, std::string_view before, std::string_view between,
                 std::string_view behind) {
  SecretText text;
  for (const NamedKey& key : keys) {
    text.add(fmt::format("{}{}{}", before, key.name, between));
    text.add_secret(key.key.view()).add(fmt::format("{}\n", behind));
  }
  return text;
}

SecretText json(Keys keys) {
  SecretText text;
  text.add("{\n");
  for (const NamedKey& key : keys) {
    text.add(fmt::format("  \"{}\": \"", key.name)).add_secret(key.key.view());
    text.add(&key == &keys.back() ? "\"\n" : "\",\n");
  }
  text.add("}\n");
  return text;
}

// As Kubernetes wants the names of its objects (RFC 1123): "SECRET_KEY" becomes "secret-key".
std::string object_name(std::string_view name) {
  std::string kebab(name);
  for (char& c : kebab) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '.') c = '-';
  }
  return kebab;
}

SecretText k8s_secret(Keys keys, const Preset& preset) {
  SecretText text;
  const bool one = keys.size() == 1;
  text.add(
      fmt::format("apiVersion: v1\n"
                  "kind: Secret\n"
                  "metadata:\n"
                  "  name: {}\n"
                  "type: Opaque\n"
                  "stringData:\n",
                  one ? object_name(keys[0].name) : object_name(preset.name)));
  for (const NamedKey& key : keys) {
    text.add(fmt::format("  {}: '", key.name)).add_secret(key.key.view()).add("'\n");
  }
  return text;
}

SecretText plain(Keys keys) {
  SecretText text;
  for (const NamedKey& key : keys) text.add_secret(key.key.view()).add("\n");
  return text;
}

SecretText config(Keys keys, std::string_view form) {
  SecretText text;
  while (!form.empty()) {
    const auto next = std::ranges::min_element(
        keys, {}, [form](const NamedKey& key) { return form.find("{" + key.name + "}"); });
    const std::size_t place = form.find("{" + next->name + "}");
    text.add(std::string(form.substr(0, place)));
    if (place == form.npos) break;
    text.add_secret(next->key.view());
    form.remove_prefix(place + next->name.size() + 2);
  }
  return text;
}

Error refusal(std::string message) {
  return {ErrorCode::invalid_argument, std::move(message)};
}

Result<SecretBytes> single(KeyText text, const Preset& preset, Keys keys) {
  if (keys.size() != 1) {
    return refusal(
        fmt::format("{} has {} keys, and --format {} is one key and nothing else; take "
                    "dotenv, json or k8s-secret",
                    preset.name, keys.size(),
                    text == KeyText::docker_secret ? "docker-secret" : "systemd-credential"));
  }
  return SecretText().add_secret(keys[0].key.view()).join();
}

}  // namespace

std::optional<KeyText> parse_key_text(std::string_view name) {
  const auto known = std::ranges::find(names, name, &std::pair<std::string_view, KeyText>::first);
  if (known == names.end()) return std::nullopt;
  return known->second;
}

bool wants_portable_keys(KeyText text) {
  return text == KeyText::dotenv;
}

Result<SecretBytes> write_keys(KeyText text, const Preset& preset, Keys keys) {
  switch (text) {
    case KeyText::plain:
      return plain(keys).join();
    case KeyText::dotenv:
      return lines(keys, "", "=", "").join();
    case KeyText::shell:
      return lines(keys, "export ", "='", "'").join();
    case KeyText::json:
      return json(keys).join();
    case KeyText::yaml:
      return lines(keys, "", ": '", "'").join();
    case KeyText::k8s_secret:
      return k8s_secret(keys, preset).join();
    case KeyText::docker_secret:
    case KeyText::systemd_credential:
      return single(text, preset, keys);
    case KeyText::config:
      break;
  }
  if (preset.config.empty()) {
    return refusal(
        fmt::format("{} has no configuration file of its own to write; take dotenv, "
                    "shell, json or yaml",
                    preset.name));
  }
  return config(keys, preset.config).join();
}

}  // namespace keysieve
