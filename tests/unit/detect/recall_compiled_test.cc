// Keys of frameworks on the Java virtual machine, on .NET, in Go and Rust, where people put them.
#include "catch.h"
#include "key_places.h"

namespace keysieve {
namespace {

using namespace test;

// Play's generator: characters from '0' to 'z'; those that end or escape a text are not drawn here.
constexpr Generator play{
    "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz", 64};
constexpr std::string_view upper_hex = "0123456789ABCDEF";

}  // namespace

TEST_CASE("recall: keys that sign JSON Web Tokens", "[detect]") {
  check_recall({
      {"jwt-secret",
       alnum_64,
       {{"properties", "application.properties", "jwt.secret=@@\n"},
        {"properties, prefix", "application.properties", "app.jwt.secret = @@\n"},
        {"properties, kebab", "application.properties", "shop.app.jwt-secret=@@\n"},
        {"Spring, default", "JwtService.java", "    @Value(\"${jwt.secret:@@}\")\n"},
        {"Java", "JwtService.java", "  private static final String JWT_SECRET = \"@@\";\n"},
        {"Kotlin", "JwtUtil.kt", "private val jwtSecret: String = \"@@\"\n"},
        {"Go, bytes", "auth.go", "var jwtKey = []byte(\"@@\")\n"},
        {"Go", "auth.go", "var jwtSecret string = \"@@\"\n"},
        {"Rust, bytes", "auth.rs", "const JWT_SECRET: &[u8] = b\"@@\";\n"},
        {"Rust", "auth.rs", "const JWT_SECRET: &'static str = \"@@\";\n"},
        {"C#", "Auth.cs", "private const string JwtSecret = \"@@\";\n"},
        {"PHP", "config.php", "define('JWT_SECRET', '@@');\n"},
        {"Python", "config.py", "JWT_SECRET_KEY: str = '@@'\n"},
        {"Node", "passport.js", "  secretOrKey: '@@',\n"}}},
      {"jwt-secret", hex_32, environment("JWT_SECRET")},
      {"jwt-secret", base64_32, common_environment("JWT_SECRET_KEY")},
      {"jwt-secret-block",
       alnum_64,
       {{"YAML", "application.yml", "jwt:\n  secret: @@\n"},
        {"YAML, later", "application.yml", "  jwt:\n    expiration: 3600\n    secret: @@\n"},
        {"YAML, key", "application.yml", "    jwt:\n      secret-key: \"@@\"\n"}}},
      {"jwt-secret-in-call",
       hex_32,
       {{"sign", "auth.js", "jwt.sign({ id: user.id }, '@@', { expiresIn: '1h' });\n"},
        {"encode", "auth.py", "jwt.encode(payload, \"@@\", algorithm=\"HS256\")\n"}}},
  });
}

TEST_CASE("recall: Spring's keys", "[detect]") {
  check_recall({
      {"spring-oauth2-client-secret",
       hex_20,
       {{"properties", "application.properties",
         "spring.security.oauth2.client.registration.shop.client-secret=@@\n"},
        {"YAML", "application.yml",
         "        registration:\n          github:\n            client-id: shop\n"
         "            client-secret: @@\n"}}},
      {"spring-remember-me-key",
       hex_32,
       {{"call", "Security.java", "http.rememberMe().key(\"@@\");\n"},
        {"lambda", "Security.java", ".rememberMe(r -> r.key(\"@@\"))\n"},
        {"XML", "security.xml", "<remember-me key=\"@@\"/>\n"}}},
      {"jasypt-encryptor-password",
       alnum_16,
       {{"properties", "application.properties", "jasypt.encryptor.password=@@\n"},
        {"command", "run.sh", "java -Djasypt.encryptor.password=@@ -jar shop.jar\n"}}},
      // keysieve:allow-next-line the name of an alphabet
      {"jasypt-encryptor-password", alnum_32, common_environment("JASYPT_ENCRYPTOR_PASSWORD")},
      {"shiro-cipher-key",
       base64_16,
       {{"INI", "shiro.ini", "securityManager.rememberMeManager.cipherKey = @@\n"},
        {"Java", "Shiro.java", "manager.setCipherKey(Base64.decode(\"@@\"));\n"}}},
  });
}

TEST_CASE("recall: Play's secret", "[detect]") {
  check_recall({
      {"play-secret-key",
       play,
       {{"conf", "conf/application.conf", "play.http.secret.key = \"@@\"\n"},
        {"no blanks", "conf/application.conf", "play.http.secret.key=\"@@\"\n"},
        {"single quotes", "conf/application.conf", "play.http.secret.key='@@'\n"},
        {"crypto", "conf/application.conf", "play.crypto.secret = \"@@\"\n"},
        {"old", "conf/application.conf", "application.secret=\"@@\"\n"}}},
      {"play-secret-key", base64_32, environment("APPLICATION_SECRET")},
  });
}

TEST_CASE("recall: the keys of the virtual machine's other frameworks", "[detect]") {
  check_recall({
      {"quarkus-secret",
       base64_32,
       {{"session", "application.properties", "quarkus.http.auth.session.encryption-key=@@\n"},
        {"OIDC", "application.properties", "quarkus.oidc.credentials.secret=@@\n"}}},
      {"quarkus-secret", alnum_32, common_environment("QUARKUS_OIDC_CREDENTIALS_SECRET")},
      {"micronaut-secret",
       token_urlsafe_32,
       {{"default", "application.yml", "  secret: \"${JWT_GENERATOR_SIGNATURE_SECRET:@@}\"\n",
         true},
        {"properties", "application.properties",
         "micronaut.security.token.jwt.signatures.secret.generator.secret=@@\n"}}},
      {"dropwizard-secret", alnum_64, {{"YAML", "config.yml", "jwtTokenSecret: @@\n"}}},
      {"ktor-session-key",
       hex_16,
       {{"value", "Application.kt", "    val secretSignKey = hex(\"@@\")\n"},
        {"call", "Application.kt",
         "transform(SessionTransportTransformerMessageAuthentication(hex(\"@@\")))\n"}}},
  });
}

TEST_CASE("recall: ASP.NET's keys", "[detect]") {
  check_recall({
      {"aspnet-machine-key",
       {upper_hex, 128},
       {{"validation", "Web.config", "<machineKey validationKey=\"@@\" validation=\"SHA1\"/>\n"}}},
      {"aspnet-machine-key",
       {upper_hex, 64},
       {{"decryption", "Web.config",
         "<machineKey validation=\"HMACSHA256\"\n  decryptionKey=\"@@\" />\n"}}},
      {"aspnet-jwt-key",
       token_urlsafe_32,
       {{"one line", "appsettings.json", "{\"Jwt\": {\"Key\": \"@@\", \"Issuer\": \"shop\"}}\n"},
        {"lines", "appsettings.Development.json",
         "  \"JwtSettings\": {\n    \"Issuer\": \"shop\",\n    \"Secret\": \"@@\"\n  }\n"},
        {"code", "Program.cs",
         "IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(\"@@\")),\n"}}},
      {"aspnet-jwt-key", token_urlsafe_32, common_environment("Jwt__Key")},
  });
}

TEST_CASE("recall: the keys of Go's and Rust's frameworks", "[detect]") {
  check_recall({
      {"gorilla-session-key",
       alnum_32,
       {{"gorilla", "main.go", "var store = sessions.NewCookieStore([]byte(\"@@\"))\n"},
        {"Gin", "main.go", "\tstore := cookie.NewStore([]byte(\"@@\"))\n"},
        {"securecookie", "main.go", "var s = securecookie.New([]byte(\"@@\"), nil)\n"},
        {"csrf", "main.go", "CSRF := csrf.Protect([]byte(\"@@\"))\n"}}},
      {"beego-session-key", alnum_32, {{"conf", "conf/app.conf", "xsrfkey = @@\n"}}},
      {"rocket-secret-key",
       base64_32,
       {{"file", "Rocket.toml", "[release]\nsecret_key = \"@@\"\n"}}},
      {"rocket-secret-key", base64_32, common_environment("ROCKET_SECRET_KEY")},
      {"actix-session-key",
       alnum_64,
       {{"key", "main.rs", "    let key = Key::from(b\"@@\");\n"},
        {"policy", "main.rs", "CookieIdentityPolicy::new(\"@@\".as_bytes())\n"}}},
  });
}

}  // namespace keysieve
