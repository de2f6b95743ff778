#include "detect/expression.h"

#include <vector>

#include "catch.h"
#include "detect/name.h"
#include "support/fake.h"

namespace keysieve {
namespace {

// The value is what stands between « and », which are no part of the text.
struct Marked {
  explicit Marked(std::string line) : text(std::move(line)) {
    const std::string open = "\xc2\xab", close = "\xc2\xbb";
    span.begin = text.find(open);
    text.erase(span.begin, open.size());
    span.end = text.find(close);
    text.erase(span.end, close.size());
  }
  std::string text;
  Span span;
};

ExpressionKind kind(const char* line) {
  const Marked marked(line);
  return expression_at(marked.text, marked.span).kind;
}

bool quoted(const char* line) {
  const Marked marked(line);
  return expression_at(marked.text, marked.span).quoted;
}

std::string name(const char* line) {
  const Marked marked(line);
  return std::string(name_of(marked.text, marked.span));
}

}  // namespace

TEST_CASE("expression: a value between equal quotes is quoted", "[detect]") {
  CHECK(quoted("KEY = '«value»'"));
  CHECK(quoted("KEY = \"«value»\"  # it's a comment"));
  CHECK(quoted("key: `«value»`,"));
  CHECK(quoted("APP_KEY = 'base64:«value»'"));
  CHECK(quoted("args = [\"TOKEN=«value»\"]"));
  CHECK_FALSE(quoted("KEY=«value»"));
  CHECK_FALSE(quoted("KEY = «value»  # 'quoted'"));
  CHECK_FALSE(quoted("a: 'b', key: «value»"));
}

TEST_CASE("expression: what is read from the environment is a name, its default a literal",
          "[detect]") {
  for (const char* line :
       {"KEY = os.environ['«SECRET_KEY»']", "KEY = os.environ.get(\"«SECRET_KEY»\")",
        "KEY = os.getenv('«SECRET_KEY»')", "key: process.env.«SECRET_KEY»,",
        "key = ENV['«SECRET_KEY»']", "key = ENV.fetch('«SECRET_KEY»')",
        "key = System.getenv(\"«SECRET_KEY»\");", "'key' => env('«APP_KEY»'),",
        "KEY = config('«SECRET_KEY»')", "KEY = env.str('«SECRET_KEY»')",
        "key := os.Getenv(\"«SECRET_KEY»\")", "$key = $_ENV['«SECRET_KEY»'];"}) {
    CAPTURE(line);
    CHECK(kind(line) == ExpressionKind::environment);
  }
  for (const char* line :
       {"KEY = os.environ.get('SECRET_KEY', '«value»')", "key: process.env.KEY || '«value»'",
        "key = ENV.fetch('SECRET_KEY', '«value»')", "'key' => env('APP_KEY', '«value»'),",
        "KEY = config('SECRET_KEY', default='«value»')"}) {
    CAPTURE(line);
    CHECK(kind(line) == ExpressionKind::literal);
  }
}

TEST_CASE("expression: unquoted calls, elements, attributes and types are no literals",
          "[detect]") {
  CHECK(kind("KEY = «get_random_secret_key()»") == ExpressionKind::call);
  CHECK(kind("KEY = «secrets.token_urlsafe»(32)") == ExpressionKind::call);
  CHECK(kind("key = «config»['secret']") == ExpressionKind::indexing);
  CHECK(kind("key = «settings.SECRET_KEY»") == ExpressionKind::reference);
  CHECK(kind("key = «this->options->secretKey»;") == ExpressionKind::reference);
  CHECK(kind("key = «Config::SecretKey»") == ExpressionKind::reference);
  CHECK(kind("secret: «string»;") == ExpressionKind::type);
  CHECK(kind("secret: «Optional[str]» = None") == ExpressionKind::type);
  CHECK(kind("secret: '«[A-Za-z0-9_]{20,}»'") == ExpressionKind::pattern);
  CHECK(kind("secret: '«input[type=password]»'") == ExpressionKind::pattern);
  CHECK(kind("$secret = «ConvertTo-SecureString» $text") == ExpressionKind::call);
  CHECK(kind("command: '«os.environ[»'") == ExpressionKind::environment);
}

TEST_CASE("expression: random keys are literals, whatever characters they hold", "[detect]") {
  test::Fake fake(31);
  int others = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string key = fake.django_key();
    const std::string line = "SECRET_KEY=" + key;
    others += expression_at(line, {11, line.size()}).kind != ExpressionKind::literal;
  }
  REQUIRE(others == 0);
}

TEST_CASE("name: it is found left of the value", "[detect]") {
  CHECK(name("SECRET_KEY = '«value»'") == "SECRET_KEY");
  CHECK(name("  \"api-key\": \"«value»\",") == "api-key");
  CHECK(name("'secret' => '«value»',") == "secret");
  CHECK(name("app.config['SECRET_KEY'] = '«value»'") == "SECRET_KEY");
  CHECK(name("key := \"«value»\"") == "key");
  CHECK(name("define('AUTH_KEY', '«value»');") == "AUTH_KEY");
  CHECK(name("«value»").empty());
  CHECK(name("just some words «value»").empty());
}

TEST_CASE("name: secrets are told from what has to do with secrets", "[detect]") {
  for (const char* secret :
       {"SECRET_KEY", "secretKeyBase", "api_key", "apiKey", "APIKey", "client-secret",
        "DB_PASSWORD", "db.password", "authToken", "privateKey", "encryption_key", "JWT_SECRET",
        "pepper", "password2", "AWS_SECRET_ACCESS_KEY", "csrf_secret", "WTF_CSRF_SECRET_KEY",
        "secret_value"}) {
    CAPTURE(secret);
    CHECK(meaning_of_name(secret) == NameMeaning::secret);
  }
  for (const char* other : {"public_key",
                            "publicKey",
                            "key_id",
                            "keyLength",
                            "token_url",
                            "tokenType",
                            "password_hash",
                            "secret_name",
                            "password_field",
                            "passwordLabel",
                            "secret_path",
                            "key_file",
                            "csrf_token",
                            "primary_key",
                            "foreign_key",
                            "cache_key",
                            "i18n_key",
                            "api_key_header",
                            "AUTH_TOKEN_TTL",
                            "csrfmiddlewaretoken",
                            "data-csrf-token-value",
                            "credential_helpers",
                            "PasswordSender",
                            "repo-token-user-login"}) {
    CAPTURE(other);
    CHECK(meaning_of_name(other) == NameMeaning::something_else);
  }
  for (const char* neither : {"color", "key", "monkey", "value", "", "42"}) {
    CAPTURE(neither);
    CHECK(meaning_of_name(neither) == NameMeaning::unknown);
  }
}

}  // namespace keysieve
