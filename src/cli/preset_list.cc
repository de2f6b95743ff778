#include "cli/preset_list.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/json.h"
#include "keysieve/preset.h"

namespace keysieve::cli {
namespace {

std::string_view format_name(KeyFormat format) {
  switch (format) {
    case KeyFormat::urlsafe:
      return "base64url";
    case KeyFormat::padded_urlsafe:
      return "padded base64url";
    case KeyFormat::hex:
      return "hex";
    case KeyFormat::upper_hex:
      return "upper-case hex";
    case KeyFormat::base64:
      return "base64";
    case KeyFormat::alnum:
      return "letters, digits";
    case KeyFormat::django:
      return "Django's alphabet";
    case KeyFormat::wordpress:
      return "WordPress's alphabet";
    case KeyFormat::words:
      return "words";
  }
  return {};
}

// "32 bytes in hex", "50 characters of Django's alphabet"
std::string size_of(const PresetVariable& variable) {
  const std::string_view format = format_name(variable.format);
  std::string size;
  if (variable.format == KeyFormat::words) {
    size = fmt::format("{} words", variable.length);
  } else if (variable.bytes > 0) {
    size = fmt::format("{} bytes in {}", variable.bytes, format);
  } else if (variable.length > 0) {
    size = fmt::format("{} characters of {}", variable.length, format);
  } else {
    size = std::string(format);
  }
  if (!variable.prefix.empty()) size += fmt::format(" behind \"{}\"", variable.prefix);
  if (variable.keys > 1) size += fmt::format(", {} of them", variable.keys);
  return size;
}

std::string_view fallback_of(const PresetVariable& variable) {
  return variable.fallback == Fallback::in_place ? variable.name : variable.fallback_name;
}

struct Widths {
  std::size_t preset = 0, variable = 0, size = 0;
};

Widths widest() {
  Widths widths;
  for (const Preset& preset : presets()) {
    widths.preset = std::max(widths.preset, preset.name.size());
    for (const PresetVariable& variable : preset.variables) {
      widths.variable = std::max(widths.variable, variable.name.size());
      widths.size = std::max(widths.size, size_of(variable).size());
    }
  }
  return widths;
}

void write_variable(JsonWriter& json, const PresetVariable& variable) {
  json.begin_object().member("name", variable.name).member("format", format_name(variable.format));
  if (variable.bytes > 0) json.member("bytes", variable.bytes);
  if (variable.length > 0) {
    json.member(variable.format == KeyFormat::words ? "words" : "characters", variable.length);
  }
  json.member("prefix", variable.prefix).member("keys", variable.keys);
  json.key("fallback");
  fallback_of(variable).empty() ? json.null() : json.value(fallback_of(variable));
  json.end_object();
}

}  // namespace

void print_preset_table(std::ostream& out) {
  const Widths widths = widest();
  for (const Preset& preset : presets()) {
    std::string_view name = preset.name;
    for (const PresetVariable& variable : preset.variables) {
      const std::string line = fmt::format(
          "{:{}}  {:{}}  {:{}}  {}", name, widths.preset, variable.name, widths.variable,
          size_of(variable), widths.size, name.empty() ? std::string_view() : preset.title);
      out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
      name = {};
    }
  }
}

void print_preset_json(std::ostream& out) {
  JsonWriter json(out);
  json.begin_object().key("presets").begin_array();
  for (const Preset& preset : presets()) {
    json.begin_object().member("name", preset.name).member("title", preset.title);
    json.key("variables").begin_array();
    for (const PresetVariable& variable : preset.variables) write_variable(json, variable);
    json.end_array().member("fixed", preset.fixed).member("least_characters", preset.least_length);
    json.member("least_bits", static_cast<int>(preset.least_bits)).member("why", preset.why);
    json.key("file");
    preset.file.empty() ? json.null() : json.value(preset.file);
    json.member("rotation", preset.rotation).end_object();
  }
  json.end_array().end_object();
  out << '\n';
}

}  // namespace keysieve::cli
