// Keys of Node's and Elixir's web frameworks, where people put them.
#include "catch.h"
#include "key_places.h"

namespace keysieve {

using namespace test;

TEST_CASE("recall: session secrets of Express, Koa and Fastify", "[detect]") {
  check_recall({
      {"express-session-secret",
       hex_32,
       {{"session", "app.js", "app.use(session({ secret: '@@', resave: false }));\n"},
        {"lines", "app.js",
         "app.use(\n  session({\n    name: 'sid',\n    resave: false,\n    secret: '@@',\n"},
        {"or", "app.js", "app.use(session({ secret: process.env.SESSION_SECRET || '@@' }));\n"},
        {"list", "app.js", "app.use(session({ secret: ['@@', old] }));\n"},
        {"cookieParser", "app.js", "app.use(cookieParser('@@'));\n"},
        {"cookieSession", "app.js", "app.use(cookieSession({ name: 'sid', keys: ['@@'] }));\n"},
        {"Koa", "app.ts", "app.keys = ['@@'];\n"},
        {"Fastify", "app.ts", "app.register(fastifyCookie, { secret: \"@@\" });\n"},
        {"Fastify, session", "app.js",
         "fastify.register(require('@fastify/session'), { secret: '@@' });\n"}}},
      {"session-secret", token_urlsafe_32, environment("SESSION_SECRET")},
      {"session-secret",
       hex_32,
       {{"constant", "config.ts", "export const sessionSecret: string = '@@';\n"},
        {"option", "config.js", "  cookieSecret: \"@@\",\n"},
        {"or", "config.js", "const x = process.env.SESSION_SECRET || '@@';\n"}}},
  });
}

TEST_CASE("recall: Strapi's keys", "[detect]") {
  // Of a list of two, the second is another each time.
  constexpr Generator list{base64_digits, 21, "pA1+Yx/3QmZ8kd02LwVfBg==,", "A=="};
  check_recall({
      {"strapi-app-keys", list, environment("APP_KEYS")},
      {"strapi-app-keys",
       base64_16,
       {{"server", "config/server.js", "    keys: env.array('APP_KEYS', ['@@']),\n"}}},
      {"strapi-token-salt", base64_16, common_environment("API_TOKEN_SALT")},
      {"strapi-token-salt", base64_16, common_environment("TRANSFER_TOKEN_SALT")},
      {"strapi-admin-jwt-secret", base64_16, common_environment("ADMIN_JWT_SECRET")},
      {"strapi-admin-jwt-secret",
       hex_16,
       {{"admin", "config/admin.js", "    secret: env('ADMIN_JWT_SECRET', '@@'),\n"}}},
  });
}

TEST_CASE("recall: the keys of Node's other frameworks", "[detect]") {
  check_recall({
      {"nextauth-secret", base64_32, common_environment("NEXTAUTH_SECRET")},
      {"nextauth-secret", base64_32, common_environment("AUTH_SECRET")},
      {"nextauth-secret",
       base64_32,
       {{"or", "auth.ts", "  secret: process.env.NEXTAUTH_SECRET ?? \"@@\",\n"}}},
      {"payload-secret", hex_16, common_environment("PAYLOAD_SECRET")},
      {"payload-secret",
       hex_16,
       {{"or", "payload.config.ts", "  secret: process.env.PAYLOAD_SECRET || '@@',\n"}}},
      {"directus-secret", token_urlsafe_32, common_environment("DIRECTUS_SECRET")},
      {"directus-secret",
       token_urlsafe_32,
       {{"compose", "compose.yml",
         "    image: directus/directus:11\n    environment:\n      SECRET: \"@@\"\n"}}},
      {"ghost-admin-api-key",
       {hex_digits, 64, "64f0c3a1b7d2e95f8a6b1c0d:"},
       {{"option", "post.js", "new GhostAdminAPI({ url: u, key: '@@' });\n"},
        {"environment", ".env", "GHOST_ADMIN_API_KEY=@@\n"}}},
      {"keystone-session-secret",
       hex_32,
       {{"version 6", "auth.ts", "statelessSessions({ maxAge: 3600, secret: '@@' })\n"},
        {"version 4", "keystone.js", "\t'cookie secret': '@@',\n"}}},
      {"parse-server-master-key",
       alnum_32,
       {{"options", "index.js", "  masterKey: '@@',\n"},
        {"or", "index.js", "  masterKey: process.env.MASTER || '@@',\n"},
        {"header", "job.sh", "curl -H \"X-Parse-Master-Key: @@\" $URL\n"}}},
      {"parse-server-master-key", alnum_32, common_environment("PARSE_SERVER_MASTER_KEY")},
      {"meteor-settings-secret",
       hex_20,
       {{"service", "settings.json", "\"github\": {\"loginStyle\": \"popup\", \"secret\": \"@@\"}"},
        {"private", "settings.json", "{\"private\": {\"smsKey\": \"@@\"}}\n"}}},
  });
}

TEST_CASE("recall: Phoenix' and Guardian's keys", "[detect]") {
  check_recall({
      {"phoenix-secret-key-base",
       base64_48,
       {{"dev", "config/dev.exs", "  secret_key_base: \"@@\",\n"},
        {"wrapped", "config/dev.exs", "  secret_key_base:\n    \"@@\",\n"},
        {"or", "config/runtime.exs", "secret_key_base: System.get_env(\"SKB\") || \"@@\"\n"}}},
      {"phoenix-secret-key-base", base64_48, environment("SECRET_KEY_BASE")},
      {"phoenix-signing-salt",
       {base64_digits, 8},
       {{"config", "config/config.exs", "  live_view: [signing_salt: \"@@\"]\n"},
        {"endpoint", "lib/shop_web/endpoint.ex", "    signing_salt: \"@@\",\n"}}},
      {"guardian-secret-key",
       base64_48,
       {{"config", "config/config.exs", "  secret_key: \"@@\"\n"}}},
      {"guardian-secret-key", base64_48, common_environment("GUARDIAN_SECRET_KEY")},
  });
}

}  // namespace keysieve
