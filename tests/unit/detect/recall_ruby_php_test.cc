// Keys of Ruby's and PHP's web frameworks, where people put them.
#include "catch.h"
#include "key_places.h"

namespace keysieve {
namespace {

using namespace test;

constexpr Generator laravel{base64_digits, 43, "base64:", "="};
// wp_generate_password(64, true, true).
constexpr Generator wordpress{
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!@#$%^&*()-_ "
    "[]{}<>~`+=,.;:/?|",
    64};
constexpr Generator urlsafe_32{urlsafe_alphabet, 32};
constexpr Generator drupal{urlsafe_alphabet, 74};

}  // namespace

TEST_CASE("recall: Rails' keys", "[detect]") {
  check_recall({
      {"rails-secret-key-base",
       hex_64,
       {{"secrets", "config/secrets.yml", "production:\n  secret_key_base: @@\n"},
        {"secrets, in quotes", "config/secrets.yml", "  secret_key_base: \"@@\"\n"},
        {"secrets, default", "config/secrets.yml",
         "  secret_key_base: <%= ENV.fetch('SECRET_KEY_BASE', '@@') %>\n"},
        {"initializer", "config/initializers/secret_token.rb",
         "Shop::Application.config.secret_key_base = '@@'\n"},
        {"initializer, wrapped", "config/initializers/secret_token.rb",
         "Shop::Application.config.secret_key_base =\n  '@@'\n"},
        {"ENV", "spec/rails_helper.rb", "ENV['SECRET_KEY_BASE'] ||= '@@'\n"},
        {"fetch", "config/application.rb",
         "config.secret_key_base = ENV.fetch('SECRET_KEY_BASE', '@@')\n"},
        {"fetch, a block", "config/application.rb",
         "config.secret_key_base = ENV.fetch(\"SECRET_KEY_BASE\") { \"@@\" }\n"},
        {"hash", "app.rb", "{ :secret_key_base => '@@' }\n"}}},
      {"rails-secret-key-base", hex_64, environment("SECRET_KEY_BASE")},
      {"rails-secret-token",
       hex_64,
       {{"initializer", "config/initializers/secret_token.rb",
         "Shop::Application.config.secret_token = '@@'\n"}}},
      {"rails-master-key-file",
       hex_16,
       {{"master.key", "config/master.key", "@@"},
        {"a line", "config/master.key", "@@\n"},
        {"production.key", "config/credentials/production.key", "@@\n"}}},
      {"rails-master-key", hex_16, common_environment("RAILS_MASTER_KEY")},
      {"rails-active-record-encryption",
       alnum_32,
       {{"credentials", "x.yml", "active_record_encryption:\n  key_derivation_salt: @@\n"},
        {"config", "config/application.rb",
         "config.active_record.encryption.primary_key = '@@'\n"}}},
      {"devise-secret",
       hex_64,
       {{"secret_key", "config/initializers/devise.rb", "  config.secret_key = '@@'\n"},
        {"pepper", "config/initializers/devise.rb", "  config.pepper = '@@'\n"}}},
  });
}

TEST_CASE("recall: the keys of Ruby's other frameworks", "[detect]") {
  check_recall({
      {"sinatra-session-secret",
       hex_64,
       {{"set", "app.rb", "  set :session_secret, '@@'\n"},
        {"fetch", "app.rb", "set :session_secret, ENV.fetch('SESSION_SECRET') { '@@' }\n"},
        {"or", "app.rb", "set :session_secret, ENV['SESSION_SECRET'] || \"@@\"\n"}}},
      {"rack-session-secret",
       hex_64,
       {{"use", "config.ru", "use Rack::Session::Cookie, key: 'sid', secret: '@@'\n"},
        {"lines", "config.ru",
         "use Rack::Session::Cookie, :key => 'sid',\n  :path => '/',\n  :secret => '@@'\n"},
        {"roda", "app.rb", "plugin :sessions, secret: \"@@\"\n"}}},
  });
}

TEST_CASE("recall: Laravel's keys", "[detect]") {
  check_recall({
      {"laravel-app-key", laravel, environment("APP_KEY")},
      {"laravel-app-key",
       laravel,
       {{"config", "config/app.php", "    'key' => env('APP_KEY', '@@'),\n"},
        {"config, no lookup", "config/app.php", "    'key' => '@@',\n"},
        {"phpunit", "phpunit.xml", "<env name=\"APP_KEY\" value=\"@@\"/>\n"},
        {"previous", ".env", "APP_PREVIOUS_KEYS=@@\n"}}},
      {"laravel-app-key-plain", alnum_32, common_environment("APP_KEY")},
  });
}

TEST_CASE("recall: WordPress' keys and salts", "[detect]") {
  check_recall({
      {"wordpress-salt",
       wordpress,
       {{"define", "wp-config.php", "define('AUTH_KEY',         '@@');\n"},
        {"define, blanks", "wp-config.php", "define( 'NONCE_SALT', '@@' );\n"},
        {"double quotes", "wp-config.php", "define( \"SECURE_AUTH_KEY\", \"@@\" );\n"},
        {"Bedrock", ".env", "LOGGED_IN_SALT='@@'\n"}}},
      {"wordpress-salt-variable", hex_20, common_environment("WORDPRESS_AUTH_KEY")},
  });
}

TEST_CASE("recall: the keys of PHP's other frameworks", "[detect]") {
  check_recall({
      {"symfony-app-secret", hex_16, environment("APP_SECRET")},
      {"symfony-parameters-secret",
       hex_20,
       {{"framework", "config/packages/framework.yaml", "framework:\n    secret: @@\n"},
        {"parameters", "app/config/parameters.yml",
         "parameters:\n    database_host: 127.0.0.1\n    locale: en\n    secret: @@\n"}}},
      {"cakephp-security-salt",
       hex_32,
       {{"app.php", "config/app_local.php", "    'Security' => [\n        'salt' => '@@',\n"},
        {"default", "config/app.php", "        'salt' => env('SECURITY_SALT', '@@'),\n"},
        {"core.php", "app/Config/core.php", "Configure::write('Security.salt', '@@');\n"}}},
      {"cakephp-security-salt", hex_32, common_environment("SECURITY_SALT")},
      {"codeigniter-encryption-key",
       {hex_digits, 64, "hex2bin:"},
       {{".env", ".env", "encryption.key = @@\n"},
        {"class", "app/Config/Encryption.php", "    public string $key = '@@';\n"}}},
      {"codeigniter-encryption-key",
       alnum_32,
       {{"version 3", "application/config/config.php", "$config['encryption_key'] = '@@';\n"}}},
      {"yii-cookie-validation-key",
       urlsafe_32,
       {{"web", "config/web.php", "            'cookieValidationKey' => '@@',\n"},
        {"local", "config/main-local.php", "\"cookieValidationKey\" => \"@@\",\n"}}},
      {"yii-cookie-validation-key", urlsafe_32, common_environment("COOKIE_VALIDATION_KEY")},
      {"drupal-hash-salt",
       drupal,
       {{"settings", "sites/default/settings.php", "$settings['hash_salt'] = '@@';\n"},
        {"version 7", "sites/default/settings.php", "$drupal_hash_salt = '@@';\n"},
        {"default", "settings.php",
         "$settings['hash_salt'] = getenv('DRUPAL_HASH_SALT') ?: '@@';\n"}}},
      {"drupal-hash-salt", drupal, common_environment("DRUPAL_HASH_SALT")},
      {"magento-crypt-key",
       hex_16,
       {{"env.php", "app/etc/env.php", "    'crypt' => [\n        'key' => '@@'\n    ],\n"},
        {"local.xml", "app/etc/local.xml", "<crypt>\n  <key><![CDATA[@@]]></key>\n</crypt>\n"}}},
      {"magento-crypt-key", hex_16, common_environment("CRYPT_KEY")},
      {"craft-security-key", urlsafe_32, common_environment("CRAFT_SECURITY_KEY")},
      {"craft-security-key",
       urlsafe_32,
       {{"general", "config/general.php", "    'securityKey' => '@@',\n"}}},
      {"typo3-encryption-key",
       hex_48,
       {{"settings", "config/system/settings.php", "        'encryptionKey' => '@@',\n"}}},
      {"joomla-secret",
       alnum_16,
       {{"configuration", "configuration.php", "\tpublic $secret = '@@';\n"}}},
      {"phpmyadmin-blowfish-secret", alnum_32, common_environment("PMA_BLOWFISH_SECRET")},
  });
}

}  // namespace keysieve
