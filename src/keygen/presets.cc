// The table of presets. Nothing here makes a key, so that what reads rule files can ask for names.
//
// Sources, by name of the preset:
//   airflow          airflow.apache.org, "Fernet": Fernet.generate_key(); configuration reference,
//                    [api] secret_key and [api_auth] jwt_secret: openssl rand
//   aspnet           learn.microsoft.com, machineKey: 64 bytes for HMACSHA256 and HMACSHA512,
//                    32 for AES, in upper-case hexadecimal
//   authjs, nextauth authjs.dev, "npx auth secret": 32 bytes in base64
//   craft            craftcms.com, setup/security-key; CRAFT_SECURITY_KEY
//   devise           devise's initializer: 64 bytes in hexadecimal, as `rake secret` makes
//   directus         docs.directus.io, SECRET: "a secret string", no form of its own
//   discourse        app/models/global_setting.rb, VALID_SECRET_KEY: 128 hexadecimal digits
//   django           django.core.management.utils.get_random_secret_key(): 50 of 50 characters;
//                    security.W009: at least 50; SECRET_KEY_FALLBACKS since 4.1
//   drupal           Drupal\Component\Utility\Crypt::randomBytesBase64(55)
//   express          expressjs/session, "secret": random, in the environment, 32 bytes
//   fastapi          fastapi.tiangolo.com, "OAuth2 with JWT tokens": openssl rand -hex 32
//   fernet           cryptography.io, Fernet: 32 bytes in padded base64url
//   flask            flask.palletsprojects.com, SECRET_KEY: secrets.token_hex(), 32 bytes;
//                    SECRET_KEY_FALLBACKS since 3.1; Config.from_prefixed_env() reads JSON
//   ghost            core/server/models/settings.js: crypto.randomBytes(32 and 64), hexadecimal
//   grafana          grafana.com, [security] secret_key: letters and digits
//   jwt-*            RFC 7518, 3.2: a key of the hash's size or larger
//   laravel          php artisan key:generate: "base64:" and 32 bytes; APP_PREVIOUS_KEYS since 11
//   mastodon         docs.joinmastodon.org, "rails secret"
//   phoenix          mix phx.gen.secret: 64 characters of base64; Plug.Session.COOKIE: at least 64
//   play             playframework.com, "The Application Secret": head -c 32 /dev/urandom | base64,
//                    and at least 32 characters
//   rails            bin/rails secret: SecureRandom.hex(64); rails-master-key:
//                    ActiveSupport::EncryptedFile.generate_key, 16 bytes and no others;
//                    rails-encryption: bin/rails db:encryption:init, SecureRandom.alphanumeric(32)
//   sentry           `sentry config generate-secret-key`: Django's alphabet, 50 characters
//   spring           jjwt: keys in base64, 64 bytes serve every HMAC algorithm
//   strapi           docs.strapi.io, "Environment variables": base64, four APP_KEYS
//   superset         superset.apache.org, "Configuring Superset": openssl rand -base64 42
//   symfony          symfony/flex: %generate(secret)%, hexadecimal
//   wordpress        wp_generate_password(64, true, true) and api.wordpress.org/secret-key
//
// Where a generator makes less than 32 bytes though the framework takes more, there are 32 here.
#include <algorithm>
#include <array>

#include "keysieve/preset.h"

namespace keysieve {
namespace {

using enum KeyFormat;

#include "keygen/presets.inc"

}  // namespace

std::span<const Preset> presets() {
  return all_presets;
}

const Preset* find_preset(std::string_view name) {
  const auto preset = std::ranges::find(all_presets, name, &Preset::name);
  return preset == all_presets.end() ? nullptr : &*preset;
}

}  // namespace keysieve
