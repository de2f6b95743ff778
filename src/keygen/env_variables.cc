// The variables of an env file, each value in guarded memory, as dotenv.h reads them. What escapes
// between double quotes stand for is put in their place; nothing is expanded: a value that names
// another variable is no key, and says so itself.
#include "keygen/env_variables.h"

#include <optional>
#include <string>
#include <utility>

#include "keysieve/grade.h"

namespace keysieve {
namespace {

// What `\` and this character stand for. Nothing: both stay.
std::optional<char> meaning_of(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\\':
    case '$':
    case '`':
      return c;
    default:
      return std::nullopt;
  }
}

Result<SecretBytes> unescaped(std::string_view value) {
  auto whole = SecretBytes::allocate(value.size());
  if (!whole) return whole;
  std::size_t size = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '\\' && i + 1 < value.size();
    const std::optional<char> meaning = escape ? meaning_of(value[i + 1]) : std::nullopt;
    if (meaning) ++i;
    whole->data()[size++] = meaning.value_or(value[i]);
  }
  return copy_secret(whole->view().substr(0, size));
}

}  // namespace

Result<SecretBytes> meant_value(std::string_view text, const EnvLine& line) {
  const std::string_view value = text.substr(line.begin, line.end - line.begin);
  return line.quote == '"' ? unescaped(value) : copy_secret(value);
}

Result<std::vector<EnvVariable>> read_variables(std::string_view env_file) {
  const auto lines = read_assignments(env_file);
  if (!lines) return lines.error();
  std::vector<EnvVariable> variables;
  for (const EnvLine& line : *lines) {
    auto value = meant_value(env_file, line);
    if (!value) return value.error();
    const bool reference = line.quote != '\'' && is_reference(value->view());
    variables.push_back(
        {std::string(line.name), line.line, *std::move(value), line.odd, reference});
  }
  return variables;
}

}  // namespace keysieve
