#include "cli/environment_read.h"

#include "catch.h"

namespace keysieve::cli {
namespace {

Rule rule(std::string id, std::string preset = "", std::vector<std::string> tags = {}) {
  Rule rule;
  rule.id = std::move(id);
  rule.preset = std::move(preset);
  rule.tags = std::move(tags);
  return rule;
}

TEST_CASE("environment read: in the language of the file", "[cli]") {
  const Rule django = rule("django-secret-key", "django");
  const auto read = [&](const char* path) { return environment_read(path, django); };
  CHECK(read("shop/settings.py") == "os.environ[\"SECRET_KEY\"]");
  CHECK(read("a.PY") == "os.environ[\"SECRET_KEY\"]");
  CHECK(read("server.mjs") == "process.env.SECRET_KEY");
  CHECK(read("config.rb") == "ENV.fetch(\"SECRET_KEY\")");
  CHECK(read("main.go") == "os.Getenv(\"SECRET_KEY\")");
  CHECK(read("deploy.sh") == "${SECRET_KEY:?}");
  CHECK(read("a.pl") == "$ENV{SECRET_KEY}");
  CHECK(read("docker-compose.yml") == "${SECRET_KEY}");
  CHECK(read(".github/workflows/ci.yml") == "${{ secrets.SECRET_KEY }}");
  CHECK(read("config/runtime.exs") == "System.fetch_env!(\"SECRET_KEY\")");
  CHECK(read("settings.json").empty());
  CHECK(read("no-extension").empty());
}

TEST_CASE("environment read: the name is what the framework calls it, or the rule", "[cli]") {
  CHECK(environment_read("config/app.php", rule("laravel-app-key", "laravel")) ==
        "getenv('APP_KEY')");
  CHECK(environment_name(rule("stripe-secret-key")) == "STRIPE_SECRET_KEY");
  CHECK(environment_read("config/secrets.yml", rule("rails-secret-key-base", "rails", {"rails"})) ==
        "<%= ENV.fetch(\"SECRET_KEY_BASE\") %>");
}

TEST_CASE("environment read: a new key is made under the name that is read", "[cli]") {
  CHECK(new_key_command(rule("django-secret-key", "django")) ==
        "keysieve generate --for django --env-file .env");
  CHECK(new_key_command(rule("sinatra-session-secret", "rails")) ==
        "keysieve generate --for rails --env-file .env --name SESSION_SECRET");
  CHECK(new_key_command(rule("door-key", "hex")) ==
        "keysieve generate --for hex --env-file .env --name DOOR_KEY");
  CHECK(new_key_command(rule("strapi-app-keys", "strapi")) ==
        "keysieve generate --for strapi --env-file .env");
  CHECK(new_key_command(rule("door-key")).empty());
}

TEST_CASE("environment read: a file that is for secrets has no place for one", "[cli]") {
  for (const char* path : {".env", "deploy/.env.production", "config/master.key", "id.pem"}) {
    CHECK(is_file_of_secrets(path));
    CHECK(environment_read(path, rule("django-secret-key", "django")).empty());
  }
  for (const char* path : {".env.example", "settings.py", "keys/readme.md"}) {
    CHECK_FALSE(is_file_of_secrets(path));
  }
}

}  // namespace
}  // namespace keysieve::cli
