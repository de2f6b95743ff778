// The two halves of one fact: what a preset makes, the rules of its framework find; and the preset
// that a rule names makes what the rule finds.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "catch.h"
#include "key_places.h"
#include "keysieve/preset.h"
#include "keysieve/rule.h"
#include "support/seeded_random.h"

namespace keysieve {
namespace {

// A line as the framework has it; @@ stands for the key.
struct Line {
  std::string_view preset, variable, rule, path, text;
};

// clang-format off
const std::vector<Line> lines = {
    {"airflow", "AIRFLOW__CORE__FERNET_KEY", "fernet-key", ".env", "AIRFLOW__CORE__FERNET_KEY=@@\n"},
    {"airflow", "AIRFLOW__API__SECRET_KEY", "airflow-secret-key", ".env", "AIRFLOW__API__SECRET_KEY=@@\n"},
    {"airflow", "AIRFLOW__API_AUTH__JWT_SECRET", "airflow-secret-key", "compose.yaml", "    AIRFLOW__API_AUTH__JWT_SECRET: '@@'\n"},
    {"alnum", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"aspnet", "validationKey", "aspnet-machine-key", "web.config", "<machineKey validationKey=\"@@\"\n"},
    {"aspnet", "decryptionKey", "aspnet-machine-key", "web.config", "  decryptionKey=\"@@\"\n"},
    {"authjs", "AUTH_SECRET", "nextauth-secret", ".env.local", "AUTH_SECRET=\"@@\"\n"},
    {"base64", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"base64url", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"craft", "CRAFT_SECURITY_KEY", "craft-security-key", ".env", "CRAFT_SECURITY_KEY=@@\n"},
    {"devise", "DEVISE_SECRET_KEY", "devise-secret", "config/initializers/devise.rb", "  config.secret_key = '@@'\n"},
    {"devise", "DEVISE_SECRET_KEY", "devise-secret", ".env", "DEVISE_SECRET_KEY=@@\n"},
    {"directus", "SECRET", "directus-secret", "compose.yaml", "    image: directus/directus:11\n    environment:\n      SECRET: \"@@\"\n"},
    {"discourse", "DISCOURSE_SECRET_KEY_BASE", "discourse-secret", "app.yml", "  DISCOURSE_SECRET_KEY_BASE: @@\n"},
    {"django", "SECRET_KEY", "django-secret-key", "shop/settings.py", "SECRET_KEY = '@@'\n"},
    {"django", "SECRET_KEY", "django-secret-key-fallbacks", "shop/settings.py", "SECRET_KEY_FALLBACKS = ['@@']\n"},
    {"django-urlsafe", "SECRET_KEY", "django-secret-key", "shop/settings.py", "SECRET_KEY = \"@@\"\n"},
    {"django-urlsafe", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"drupal", "DRUPAL_HASH_SALT", "drupal-hash-salt", "settings.php", "$settings['hash_salt'] = '@@';\n"},
    {"express", "SESSION_SECRET", "express-session-secret", "app.js", "app.use(session({ secret: '@@', resave: false }));\n"},
    {"express", "SESSION_SECRET", "session-secret", ".env", "SESSION_SECRET=@@\n"},
    {"express", "SESSION_SECRET", "keystone-session-secret", "keystone.ts", "const session = statelessSessions({ maxAge: 3600, secret: '@@' });\n"},
    {"fastapi", "SECRET_KEY", "django-secret-key", "main.py", "SECRET_KEY = \"@@\"\n"},
    {"fernet", "FERNET_KEY", "fernet-key", ".env", "FERNET_KEY=@@\n"},
    {"flask", "FLASK_SECRET_KEY", "flask-secret-key", "app.py", "app.config['SECRET_KEY'] = '@@'\n"},
    {"flask", "FLASK_SECRET_KEY", "flask-secret-key", ".flaskenv", "FLASK_SECRET_KEY=@@\n"},
    {"ghost", "admin_session_secret", "ghost-secret", "settings.json", "\"admin_session_secret\": {\"value\": \"@@\"}\n"},
    {"ghost", "theme_session_secret", "ghost-secret", ".env", "theme_session_secret=@@\n"},
    {"ghost", "members_email_auth_secret", "ghost-secret", "settings.json", "\"members_email_auth_secret\": \"@@\"\n"},
    {"grafana", "GF_SECURITY_SECRET_KEY", "grafana-secret-key", "compose.yaml", "      - GF_SECURITY_SECRET_KEY=@@\n"},
    {"grafana", "GF_SECURITY_SECRET_KEY", "grafana-secret-key", "grafana.ini", "[security]\nsecret_key = @@\n"},
    {"hex", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"jwt-hs256", "JWT_SECRET", "jwt-secret", ".env", "JWT_SECRET=@@\n"},
    {"jwt-hs256", "JWT_SECRET", "jwt-secret-block", "config.yml", "jwt:\n  secret: @@\n"},
    {"jwt-hs256", "JWT_SECRET", "jwt-secret-in-call", "auth.js", "const token = jwt.sign({ id: user.id }, '@@', { expiresIn: '1h' });\n"},
    {"jwt-hs256", "JWT_SECRET", "aspnet-jwt-key", "appsettings.json", "  \"Jwt\": {\n    \"Issuer\": \"shop\",\n    \"Key\": \"@@\"\n  }\n"},
    {"jwt-hs256", "JWT_SECRET", "django-jwt-signing-key", "settings.py", "SIMPLE_JWT = {\"ALGORITHM\": \"HS256\", \"SIGNING_KEY\": \"@@\"}\n"},
    {"jwt-hs256", "JWT_SECRET", "micronaut-secret", "application.yml", "micronaut.security.token.jwt.signatures.secret.generator.secret: @@\n"},
    {"jwt-hs384", "JWT_SECRET", "jwt-secret", ".env", "JWT_SECRET=@@\n"},
    {"jwt-hs512", "JWT_SECRET", "jwt-secret", ".env", "JWT_SECRET=@@\n"},
    {"laravel", "APP_KEY", "laravel-app-key", ".env", "APP_NAME=Shop\nAPP_KEY=@@\n"},
    {"laravel", "APP_KEY", "laravel-app-key", ".env", "APP_PREVIOUS_KEYS=@@\n"},
    {"mastodon", "SECRET_KEY_BASE", "rails-secret-key-base", ".env.production", "SECRET_KEY_BASE=@@\n"},
    {"mastodon", "OTP_SECRET", "mastodon-secret", ".env.production", "OTP_SECRET=@@\n"},
    {"nextauth", "NEXTAUTH_SECRET", "nextauth-secret", ".env.local", "NEXTAUTH_SECRET=@@\n"},
    {"phoenix", "SECRET_KEY_BASE", "phoenix-secret-key-base", "config/dev.exs", "  secret_key_base: \"@@\",\n"},
    {"phoenix", "SECRET_KEY_BASE", "guardian-secret-key", "config/config.exs", "  secret_key: \"@@\"\n"},
    {"phoenix-signing-salt", "LIVE_VIEW_SIGNING_SALT", "phoenix-signing-salt", "config/config.exs", "  live_view: [signing_salt: \"@@\"]\n"},
    {"play", "APPLICATION_SECRET", "play-secret-key", "conf/application.conf", "play.http.secret.key = \"@@\"\n"},
    {"play", "APPLICATION_SECRET", "play-secret-key", ".env", "APPLICATION_SECRET=@@\n"},
    {"rails", "SECRET_KEY_BASE", "rails-secret-key-base", ".env", "SECRET_KEY_BASE=@@\n"},
    {"rails", "SECRET_KEY_BASE", "rails-secret-key-base", "config/secrets.yml", "production:\n  secret_key_base: @@\n"},
    {"rails", "SECRET_KEY_BASE", "rails-secret-token", "config/initializers/secret_token.rb", "Shop::Application.config.secret_token = '@@'\n"},
    {"rails", "SECRET_KEY_BASE", "sinatra-session-secret", "app.rb", "set :session_secret, '@@'\n"},
    {"rails", "SECRET_KEY_BASE", "rack-session-secret", "config.ru", "use Rack::Session::Cookie, secret: '@@'\n"},
    {"rails-encryption", "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", "rails-active-record-encryption", ".env", "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY=@@\n"},
    {"rails-encryption", "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY", "rails-active-record-encryption", "credentials.yml", "  deterministic_key: @@\n"},
    {"rails-encryption", "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT", "rails-active-record-encryption", "credentials.yml", "  key_derivation_salt: @@\n"},
    {"rails-master-key", "RAILS_MASTER_KEY", "rails-master-key", ".env", "RAILS_MASTER_KEY=@@\n"},
    {"rails-master-key", "RAILS_MASTER_KEY", "rails-master-key-file", "config/master.key", "@@"},
    {"sentry", "SENTRY_SECRET_KEY", "sentry-system-secret-key", "config.yml", "system.secret-key: '@@'\n"},
    {"spring", "JWT_SECRET", "jwt-secret", "application.properties", "jwt.secret=@@\n"},
    {"strapi", "APP_KEYS", "strapi-app-keys", ".env", "APP_KEYS=@@\n"},
    {"strapi", "API_TOKEN_SALT", "strapi-token-salt", ".env", "API_TOKEN_SALT=@@\n"},
    {"strapi", "ADMIN_JWT_SECRET", "strapi-admin-jwt-secret", ".env", "ADMIN_JWT_SECRET=@@\n"},
    {"strapi", "TRANSFER_TOKEN_SALT", "strapi-token-salt", ".env", "TRANSFER_TOKEN_SALT=@@\n"},
    {"strapi", "JWT_SECRET", "jwt-secret", ".env", "JWT_SECRET=@@\n"},
    {"superset", "SUPERSET_SECRET_KEY", "superset-secret-key", ".env", "SUPERSET_SECRET_KEY=@@\n"},
    {"symfony", "APP_SECRET", "symfony-app-secret", ".env.local", "APP_SECRET=@@\n"},
    {"symfony", "APP_SECRET", "symfony-parameters-secret", "config/parameters.yml", "parameters:\n    locale: en\n    secret: @@\n"},
    {"urlsafe", "SECRET_KEY", "django-secret-key", ".env", "SECRET_KEY=@@\n"},
    {"wordpress", "AUTH_KEY", "wordpress-salt", "wp-config.php", "define('AUTH_KEY',         '@@');\n"},
    {"wordpress", "SECURE_AUTH_KEY", "wordpress-salt", "wp-config.php", "define('SECURE_AUTH_KEY',  '@@');\n"},
    {"wordpress", "LOGGED_IN_KEY", "wordpress-salt", "wp-config.php", "define('LOGGED_IN_KEY',    '@@');\n"},
    {"wordpress", "NONCE_KEY", "wordpress-salt", "wp-config.php", "define('NONCE_KEY',        '@@');\n"},
    {"wordpress", "AUTH_SALT", "wordpress-salt", "wp-config.php", "define('AUTH_SALT',        '@@');\n"},
    {"wordpress", "SECURE_AUTH_SALT", "wordpress-salt", "wp-config.php", "define('SECURE_AUTH_SALT', '@@');\n"},
    {"wordpress", "LOGGED_IN_SALT", "wordpress-salt", "wp-config.php", "define('LOGGED_IN_SALT',   '@@');\n"},
    {"wordpress", "NONCE_SALT", "wordpress-salt", "wp-config.php", "define('NONCE_SALT',       '@@');\n"},
    {"wordpress", "AUTH_KEY", "wordpress-salt-variable", ".env", "AUTH_KEY=@@\n"},
};
// clang-format on

// Those that must mean themselves in an env file have fewer symbols.
bool is_env_line(const Line& line) {
  return line.path.starts_with(".env") || line.path.starts_with(".flaskenv");
}

constexpr int keys_per_line = 300;

using Values = std::map<std::string, std::string>;  // by variable

std::vector<Values> make_values(std::string_view preset, bool portable) {
  PresetOptions options;
  options.portable = portable;
  std::vector<Values> all;
  for (int i = 0; i < keys_per_line; ++i) {
    const auto keys = generate_preset(*find_preset(preset), options);
    REQUIRE(keys);
    Values& values = all.emplace_back();
    for (const NamedKey& key : *keys) values[key.name] = key.key.view();
  }
  return all;
}

// The same for each line of a preset.
const std::vector<Values>& values_for(const Line& line) {
  static std::map<std::pair<std::string_view, bool>, std::vector<Values>> made;
  const std::pair<std::string_view, bool> what{line.preset, is_env_line(line)};
  const auto known = made.find(what);
  if (known != made.end()) return known->second;
  return made.emplace(what, make_values(what.first, what.second)).first->second;
}

// A form of its own (--format hex) for frameworks without a preset of theirs.
bool is_generic(std::string_view preset) {
  return parse_key_format(preset).has_value() && preset != "django";
}

}  // namespace

TEST_CASE("presets: of 300 keys in each of its framework's lines a rule finds 99.5 %", "[keygen]") {
  struct Tally {
    int tried = 0, missed = 0;
    std::string example{};
  };
  const test::SeededRandom random(20260101);
  std::map<std::pair<std::string_view, std::string_view>, Tally> tallies;
  for (const Line& line : lines) {
    Tally& tally = tallies[{line.preset, line.rule}];
    for (const Values& values : values_for(line)) {
      const std::string& key = values.at(std::string(line.variable));
      std::string text(line.text);
      text.replace(text.find("@@"), 2, key);
      ++tally.tried;
      if (test::finds(line.rule, key, text, line.path)) continue;
      ++tally.missed;
      tally.example = text;
    }
  }
  for (const auto& [what, tally] : tallies) {
    INFO(what.second << " misses " << tally.missed << " of " << tally.tried << " keys of preset "
                     << what.first << ", such as\n"
                     << tally.example);
    CHECK(tally.missed * 200 <= tally.tried);
  }
}

TEST_CASE("presets: every variable of every preset stands in such a line", "[keygen]") {
  std::set<std::pair<std::string_view, std::string_view>> proved;
  for (const Line& line : lines) proved.emplace(line.preset, line.variable);
  for (const Preset& preset : presets()) {
    if (preset.name == "passphrase") continue;  // words do not look random, nor are they to
    for (const PresetVariable& variable : preset.variables) {
      INFO(preset.name << ": " << variable.name);
      CHECK(proved.contains({preset.name, variable.name}));
    }
  }
}

TEST_CASE("presets: every rule that names a framework's preset finds its keys in such a line",
          "[keygen]") {
  std::set<std::pair<std::string_view, std::string_view>> proved;
  for (const Line& line : lines) proved.emplace(line.rule, line.preset);
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  for (const Rule& rule : rules->rules()) {
    // It finds keys that are shorter than any preset's, and leaves the others to other rules.
    constexpr std::string_view short_keys[] = {"flask-secret-key-short", "laravel-app-key-plain"};
    if (rule.preset.empty() || is_generic(rule.preset)) continue;
    if (std::ranges::find(short_keys, rule.id) != std::end(short_keys)) continue;
    INFO(rule.id << ": " << rule.preset);
    CHECK(proved.contains({rule.id, rule.preset}));
  }
}

TEST_CASE("presets: every rule for a framework's signing key names one", "[keygen]") {
  const auto rules = RuleSet::builtin();
  REQUIRE(rules);
  for (const Rule& rule : rules->rules()) {
    if (!rule.has_tag("framework") || !rule.has_tag("signing-key")) continue;
    INFO(rule.id);
    CHECK(find_preset(rule.preset) != nullptr);
  }
}

}  // namespace keysieve
