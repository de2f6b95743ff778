#include "cli/environment_read.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

namespace keysieve::cli {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// What frameworks and their guides call it. All others are named by their rule.
constexpr Pair names[] = {
    {"actix-session-key", "SESSION_KEY"},
    {"aiohttp-session-key", "SESSION_KEY"},
    {"airflow-secret-key", "AIRFLOW__API__SECRET_KEY"},
    {"aspnet-jwt-key", "Jwt__Key"},
    {"beego-session-key", "SESSION_KEY"},
    {"bottle-cookie-secret", "COOKIE_SECRET"},
    {"cakephp-security-salt", "SECURITY_SALT"},
    {"codeigniter-encryption-key", "ENCRYPTION_KEY"},
    {"craft-security-key", "CRAFT_SECURITY_KEY"},
    {"devise-secret", "DEVISE_SECRET_KEY"},
    {"django-jwt-signing-key", "JWT_SIGNING_KEY"},
    {"django-secret-key", "SECRET_KEY"},
    {"django-secret-key-fallbacks", "SECRET_KEY_FALLBACKS"},
    {"drupal-hash-salt", "DRUPAL_HASH_SALT"},
    {"express-session-secret", "SESSION_SECRET"},
    {"flask-secret-key", "FLASK_SECRET_KEY"},
    {"flask-secret-key-short", "FLASK_SECRET_KEY"},
    {"flask-security-password-salt", "SECURITY_PASSWORD_SALT"},
    {"flask-wtf-csrf-key", "WTF_CSRF_SECRET_KEY"},
    {"generic-secret", "SECRET_KEY"},
    {"generic-weak-password", "PASSWORD"},
    {"generic-weak-secret", "SECRET_KEY"},
    {"gorilla-session-key", "SESSION_KEY"},
    {"grafana-secret-key", "GF_SECURITY_SECRET_KEY"},
    {"jwt-secret", "JWT_SECRET"},
    {"jwt-secret-block", "JWT_SECRET"},
    {"jwt-secret-in-call", "JWT_SECRET"},
    {"laravel-app-key", "APP_KEY"},
    {"laravel-app-key-plain", "APP_KEY"},
    {"nextauth-secret", "NEXTAUTH_SECRET"},
    {"phoenix-secret-key-base", "SECRET_KEY_BASE"},
    {"play-secret-key", "APPLICATION_SECRET"},
    {"pyramid-secret", "SESSION_SECRET"},
    {"rack-session-secret", "SESSION_SECRET"},
    {"rails-master-key-file", "RAILS_MASTER_KEY"},
    {"rails-secret-key-base", "SECRET_KEY_BASE"},
    {"rails-secret-token", "SECRET_KEY_BASE"},
    {"rocket-secret-key", "ROCKET_SECRET_KEY"},
    {"sinatra-session-secret", "SESSION_SECRET"},
    {"starlette-session-secret", "SESSION_SECRET"},
    {"strapi-admin-jwt-secret", "ADMIN_JWT_SECRET"},
    {"strapi-app-keys", "APP_KEYS"},
    {"strapi-token-salt", "API_TOKEN_SALT"},
    {"symfony-app-secret", "APP_SECRET"},
    {"symfony-parameters-secret", "APP_SECRET"},
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

}  // namespace

std::string environment_name(const Rule& rule) {
  const std::string_view known = find_in(std::begin(names), std::end(names), rule.id);
  if (!known.empty()) return std::string(known);
  std::string name = rule.id;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
  });
  return name;
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
