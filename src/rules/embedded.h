// The rule files of patterns/, as the build put them into the program (patterns/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace keysieve {

struct EmbeddedFile {
  std::string_view name;  // "django.toml"
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_rule_files();

}  // namespace keysieve
