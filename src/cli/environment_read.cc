#include "cli/environment_read.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "keysieve/preset.h"

namespace keysieve::cli {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// What frameworks and their guides call it where no preset of the rule says so.
constexpr Pair names[] = {
    {"actix-session-key", "SESSION_KEY"},
    {"aiohttp-session-key", "SESSION_KEY"},
    {"airflow-secret-key", "AIRFLOW__API__SECRET_KEY"},
    {"aspnet-jwt-key", "Jwt__Key"},
    {"beego-session-key", "SESSION_KEY"},
    {"bottle-cookie-secret", "COOKIE_SECRET"},
    {"cakephp-security-salt", "SECURITY_SALT"},
    {"codeigniter-encryption-key", "ENCRYPTION_KEY"},
    {"django-jwt-signing-key", "JWT_SIGNING_KEY"},
    {"django-secret-key-fallbacks", "SECRET_KEY_FALLBACKS"},
    {"flask-security-password-salt", "SECURITY_PASSWORD_SALT"},
    {"flask-wtf-csrf-key", "WTF_CSRF_SECRET_KEY"},
    {"generic-secret", "SECRET_KEY"},
    {"generic-weak-password", "PASSWORD"},
    {"generic-weak-secret", "SECRET_KEY"},
    {"gorilla-session-key", "SESSION_KEY"},
    {"nextauth-secret", "NEXTAUTH_SECRET"},
    {"pyramid-secret", "SESSION_SECRET"},
    {"rack-session-secret", "SESSION_SECRET"},
    {"rocket-secret-key", "ROCKET_SECRET_KEY"},
    {"sinatra-session-secret", "SESSION_SECRET"},
    {"starlette-session-secret", "SESSION_SECRET"},
    {"strapi-admin-jwt-secret", "ADMIN_JWT_SECRET"},
    {"strapi-app-keys", "APP_KEYS"},
    {"strapi-token-salt", "API_TOKEN_SALT"},
    {"tornado-cookie-secret", "COOKIE_SECRET"},
    {"yii-cookie-validation-key", "COOKIE_VALIDATION_KEY"},
};

// By extension. {} is the variable's name; twice a brace is one.
constexpr Pair reads[] = {
    {"bash", "${{{}:?}}"},
    {"c", "getenv(\"{}\")"},
    {"cc", "std::getenv(\"{}\")"},
    {"cjs", "process.env.{}"},
    {"clj", "(System/getenv \"{}\")"},
    {"conf", "${{?{}}}"},
    {"cpp", "std::getenv(\"{}\")"},
    {"cs", "Environment.GetEnvironmentVariable(\"{}\")"},
    {"cts", "process.env.{}"},
    {"dart", "Platform.environment['{}']"},
    {"eex", "System.fetch_env!(\"{}\")"},
    {"erb", "<%= ENV.fetch(\"{}\") %>"},
    {"ex", "System.fetch_env!(\"{}\")"},
    {"exs", "System.fetch_env!(\"{}\")"},
    {"fs", "Environment.GetEnvironmentVariable(\"{}\")"},
    {"go", "os.Getenv(\"{}\")"},
    {"gradle", "System.getenv(\"{}\")"},
    {"groovy", "System.getenv(\"{}\")"},
    {"java", "System.getenv(\"{}\")"},
    {"js", "process.env.{}"},
    {"jsx", "process.env.{}"},
    {"kt", "System.getenv(\"{}\")"},
    {"kts", "System.getenv(\"{}\")"},
    {"lua", "os.getenv(\"{}\")"},
    {"mjs", "process.env.{}"},
    {"mts", "process.env.{}"},
    {"php", "getenv('{}')"},
    {"pl", "$ENV{{{}}}"},
    {"pm", "$ENV{{{}}}"},
    {"properties", "${{{}}}"},
    {"ps1", "$env:{}"},
    {"py", "os.environ[\"{}\"]"},
    {"pyi", "os.environ[\"{}\"]"},
    {"rake", "ENV.fetch(\"{}\")"},
    {"rb", "ENV.fetch(\"{}\")"},
    {"rs", "std::env::var(\"{}\")"},
    {"ru", "ENV.fetch(\"{}\")"},
    {"scala", "sys.env(\"{}\")"},
    {"sh", "${{{}:?}}"},
    {"swift", "ProcessInfo.processInfo.environment[\"{}\"]"},
    {"ts", "process.env.{}"},
    {"tsx", "process.env.{}"},
    {"vb", "Environment.GetEnvironmentVariable(\"{}\")"},
    {"vue", "import.meta.env.{}"},
    {"yaml", "${{{}}}"},
    {"yml", "${{{}}}"},
    {"zsh", "${{{}:?}}"},
};

std::string_view find_in(const Pair* begin, const Pair* end, std::string_view key) {
  const Pair* found = std::find_if(begin, end, [&](const Pair& pair) { return pair.first == key; });
  return found == end ? std::string_view() : found->second;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string extension(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  std::string lower(dot == std::string_view::npos || dot == 0 ? "" : name.substr(dot + 1));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// The variable of the rule's preset; null: it has none, or several.
const PresetVariable* only_variable(const Rule& rule) {
  const Preset* preset = find_preset(rule.preset);
  return preset != nullptr && preset->variables.size() == 1 ? &preset->variables[0] : nullptr;
}

}  // namespace

std::string environment_name(const Rule& rule) {
  const std::string_view known = find_in(std::begin(names), std::end(names), rule.id);
  if (!known.empty()) return std::string(known);
  const PresetVariable* variable = only_variable(rule);
  const bool is_generic = variable == nullptr || (variable->bytes == 0 && variable->length == 0);
  if (!is_generic) return std::string(variable->name);
  std::string name = rule.id;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
  });
  return name;
}

std::string new_key_command(const Rule& rule) {
  if (rule.preset.empty()) return "";
  std::string command = fmt::format("keysieve generate --for {} --env-file .env", rule.preset);
  const PresetVariable* variable = only_variable(rule);
  const std::string name = environment_name(rule);
  if (variable != nullptr && variable->name != name) command += " --name " + name;
  return command;
}

std::string environment_read(std::string_view path, const Rule& rule) {
  if (is_file_of_secrets(path)) return "";
  const std::string name = environment_name(rule);
  const std::string ending = extension(path);
  if (path.find(".github/workflows/") != std::string_view::npos) {
    return fmt::format("${{{{ secrets.{} }}}}", name);
  }
  const bool is_template = rule.has_tag("rails") && (ending == "yml" || ending == "yaml");
  const std::string_view read =
      find_in(std::begin(reads), std::end(reads), is_template ? "erb" : std::string_view(ending));
  return read.empty() ? "" : fmt::format(fmt::runtime(read), name);
}

bool is_file_of_secrets(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::string ending = extension(path);
  constexpr std::array endings = {"env", "key", "pem", "p12", "pfx", "jks", "keystore", "ppk"};
  const bool example = name.find("example") != std::string_view::npos ||
                       name.find("sample") != std::string_view::npos;
  if (name == ".env" || name.starts_with(".env.")) return !example;
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

}  // namespace keysieve::cli
