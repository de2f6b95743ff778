// Keys of Python's web frameworks, where people put them.
#include "catch.h"
#include "key_places.h"

namespace keysieve {
namespace {

using namespace test;

constexpr Generator django_insecure{django_alphabet, 50, "django-insecure-"};

const std::vector<Place> settings = {
    {"settings", "shop/settings.py", "DEBUG = True\n\nSECRET_KEY = '@@'\n\nALLOWED_HOSTS = []\n"},
    {"split settings", "shop/settings/base.py", "SECRET_KEY = \"@@\"\n"},
    {"no blanks", "settings.py", "SECRET_KEY='@@'  # noqa\n"},
    {"triple quotes", "settings.py", "SECRET_KEY = \"\"\"@@\"\"\"\n"},
    {"triple single quotes", "settings.py", "SECRET_KEY = '''@@'''\n"},
    {"raw", "settings.py", "SECRET_KEY = r'@@'\n"},
    {"bytes", "settings.py", "SECRET_KEY = b\"@@\"\n"},
    {"f-string", "settings.py", "SECRET_KEY = f'@@'\n"},
    {"u-string", "settings.py", "SECRET_KEY = u'@@'\n"},
    {"typed", "settings.py", "SECRET_KEY: str = \"@@\"\n"},
    {"typed, final", "settings.py", "SECRET_KEY: Final[str] = \"@@\"\n"},
    {"in brackets", "settings.py", "SECRET_KEY = (\n    '@@'\n)\n"},
    {"continued", "settings.py", "SECRET_KEY = \\\n    '@@'\n"},
    {"class attribute", "settings.py", "class Base(Configuration):\n    SECRET_KEY = '@@'\n"},
    {"environ.get", "settings.py", "SECRET_KEY = os.environ.get('SECRET_KEY', '@@')\n"},
    {"environ.get, another name", "settings.py", "SECRET_KEY = os.environ.get(\"SHOP\", \"@@\")\n"},
    {"environ.get, wrapped", "settings.py",
     "SECRET_KEY = os.environ.get(\n    \"DJANGO_SECRET_KEY\",\n    \"@@\",\n)\n"},
    {"getenv", "settings.py", "SECRET_KEY = os.getenv('DJANGO_SECRET_KEY', '@@')\n"},
    {"getenv or", "settings.py", "SECRET_KEY = os.getenv(\"SECRET_KEY\") or \"@@\"\n"},
    {"setdefault", "manage.py", "os.environ.setdefault('SECRET_KEY', '@@')\n"},
    {"environ", "conftest.py", "os.environ[\"DJANGO_SECRET_KEY\"] = \"@@\"\n"},
    {"env()", "settings.py", "SECRET_KEY = env('SECRET_KEY', default='@@')\n"},
    {"env.str()", "settings.py", "SECRET_KEY = env.str(\"DJANGO_SECRET_KEY\", default=\"@@\")\n"},
    {"env(), wrapped", "settings/local.py",
     "SECRET_KEY = env(\n    \"DJANGO_SECRET_KEY\",\n    default=\"@@\",\n)\n"},
    {"config()", "settings.py", "SECRET_KEY = config('SECRET_KEY', default='@@')\n"},
    {"config(), cast", "settings.py",
     "SECRET_KEY = config('SECRET_KEY', cast=str, default='@@')\n"},
    {"else", "settings.py", "SECRET_KEY = environ['SHOP'] if 'SHOP' in environ else '@@'\n"},
    {"configure()", "run.py", "settings.configure(DEBUG=True, SECRET_KEY='@@')\n"},
    {"dictionary", "settings.py", "CONFIG = {'DEBUG': 1, 'SECRET_KEY': '@@'}\n"},
    {"pydantic", "config.py", "    SECRET_KEY: str = Field(\"@@\", env=\"SHOP\")\n"},
    {"pydantic, default", "config.py", "    SECRET_KEY: str = Field(default=\"@@\")\n"},
    {"pydantic, secret", "config.py", "    SECRET_KEY: SecretStr = SecretStr(\"@@\")\n"},
    {"escaped quotes", "settings.txt", "\"SECRET_KEY = \\\"@@\\\"\"\n"},
    {"notebook", "run.ipynb", "    \"SECRET_KEY = '@@'\\n\",\n"},
    {"diff", "key.patch", "-SECRET_KEY = '@@'\n+SECRET_KEY = env('SECRET_KEY')\n"},
    {"camel case", "values.yaml", "djangoSecretKey: \"@@\"\n"},
    {"Ansible", "group_vars/all.yml", "django_secret_key: '@@'\n"},
};

const std::vector<Place> fallbacks = {
    {"a list", "settings.py", "SECRET_KEY_FALLBACKS = ['@@']\n"},
    {"lines", "settings.py", "SECRET_KEY_FALLBACKS = [\n    # until May\n    \"@@\",\n]\n"},
    {"a tuple", "settings.py", "SECRET_KEY_FALLBACKS = ('@@',)\n"},
    {"environment", ".env", "SECRET_KEY_FALLBACKS=@@\n", true},
};

const std::vector<Place> flask = {
    {"attribute", "app.py", "app.secret_key = '@@'\n"},
    {"bytes", "app.py", "app.secret_key = b'@@'\n"},
    {"config", "app.py", "app.config['SECRET_KEY'] = '@@'\n"},
    {"config, double quotes", "app.py", "app.config[\"SECRET_KEY\"] = \"@@\"\n"},
    {"config, current", "app.py", "current_app.config['SECRET_KEY']='@@'\n"},
    {"update()", "app.py", "app.config.update(SECRET_KEY='@@', DEBUG=False)\n"},
    {"update(), wrapped", "app.py", "app.config.update(\n    SECRET_KEY='@@',\n)\n"},
    {"from_mapping()", "app.py", "app.config.from_mapping(DEBUG=0, SECRET_KEY='@@')\n"},
    {"default", "app.py", "app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY', '@@')\n"},
    {"or", "app.py", "app.secret_key = os.getenv('SHOP') or '@@'\n"},
};

}  // namespace

TEST_CASE("recall: Django's keys", "[detect]") {
  check_recall({
      {"django-secret-key", django, settings},
      {"django-secret-key", django, environment("SECRET_KEY")},
      {"django-secret-key", django, environment("DJANGO_SECRET_KEY")},
      {"django-secret-key", django_insecure, settings},
      {"django-secret-key", token_urlsafe_50, settings},
      {"django-secret-key", token_urlsafe_50, common_environment("SHOP_DJANGO_SECRET_KEY")},
      {"django-secret-key", hex_32, settings},
      {"django-secret-key-fallbacks", django, fallbacks},
      {"django-jwt-signing-key",
       hex_32,
       {{"settings", "settings.py", "SIMPLE_JWT = {\n    'SIGNING_KEY': '@@',\n}\n"}}},
  });
}

TEST_CASE("recall: keys as Kubernetes Secrets hold them, in base64", "[detect]") {
  const std::vector<Place> secrets{{"Secret", "secret.yaml", "data:\n  SECRET_KEY: @@\n"},
                                   {"in quotes", "secret.yaml", "  DJANGO_SECRET_KEY: \"@@\"\n"}};
  check_recall({{"django-secret-key", django, secrets},
                {"django-secret-key", token_urlsafe_50, secrets},
                {"django-secret-key", alnum_64, secrets}},
               Form::in_base64);
}

TEST_CASE("recall: escaped quotes are part of the key", "[detect]") {
  Fake fake(7);
  for (int i = 0; i < 300; ++i) {
    const std::string key =
        fake.from(django_alphabet, 20) + "\\'\"" + fake.from(django_alphabet, 27);
    INFO(key);
    CHECK(finds("django-secret-key", key, "SECRET_KEY = '" + key + "'\n", "settings.py"));
  }
}

TEST_CASE("recall: Flask's keys", "[detect]") {
  check_recall({
      {"flask-secret-key", hex_16, flask},
      {"flask-secret-key", hex_24, flask},
      {"flask-secret-key", hex_32, flask},
      {"flask-secret-key", token_urlsafe_32, flask},
      {"flask-secret-key", hex_32, common_environment("FLASK_SECRET_KEY")},
      {"django-secret-key",  // the same name, whichever framework reads it
       hex_32,
       {{"class", "config.py", "class Config:\n    SECRET_KEY = '@@'\n"},
        {"instance", "instance/config.py", "SECRET_KEY = \"@@\"\n"}}},
      {"flask-security-password-salt", hex_16, common_environment("SECURITY_PASSWORD_SALT")},
      {"flask-security-password-salt",
       {"0123456789", 39},
       {{"config", "app.py", "app.config['SECURITY_PASSWORD_SALT'] = '@@'\n"}}},
      {"flask-wtf-csrf-key",
       token_urlsafe_32,
       {{"config", "config.py", "WTF_CSRF_SECRET_KEY = '@@'\n"}}},
  });
}

TEST_CASE("recall: the keys of Python's other frameworks", "[detect]") {
  check_recall({
      {"starlette-session-secret",
       hex_32,
       {{"call", "main.py", "app.add_middleware(SessionMiddleware, secret_key=\"@@\")\n"},
        {"lines", "main.py",
         "app.add_middleware(\n    SessionMiddleware,\n    secret_key=\"@@\",\n)\n"}}},
      {"tornado-cookie-secret",
       base64_32,
       {{"argument", "main.py", "app = Application(handlers, cookie_secret=\"@@\")\n"},
        {"dictionary", "main.py", "    \"cookie_secret\": \"@@\",\n"},
        {"bytes", "main.py", "cookie_secret=b'@@',\n"}}},
      {"tornado-cookie-secret", base64_32, common_environment("COOKIE_SECRET")},
      {"pyramid-secret",
       hex_32,
       {{"ini", "production.ini", "session.secret = @@\n"},
        {"ticket", "production.ini", "authtkt.secret = @@\n"},
        {"factory", "app.py", "factory = SignedCookieSessionFactory('@@')\n"},
        {"policy", "app.py", "policy = AuthTktAuthenticationPolicy('@@', hashalg='sha512')\n"}}},
      {"web2py-hmac-key",
       {hex_digits, 64, "sha512:"},
       {{"settings", "models/db.py", "auth.settings.hmac_key = '@@'\n"}}},
      {"bottle-cookie-secret",
       token_urlsafe_32,
       {{"set", "app.py", "response.set_cookie('account', name, secret='@@')\n"},
        {"get", "app.py", "request.get_cookie(\"account\", secret=\"@@\")\n"}}},
      {"aiohttp-session-key",
       alnum_32,
       {{"call", "app.py", "setup(app, EncryptedCookieStorage(b'@@'))\n"}}},
  });
}

}  // namespace keysieve
