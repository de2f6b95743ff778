#include "detect/name.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/lines.h"

namespace keysieve {
namespace {

constexpr std::size_t farthest_name = 256;

// What the last word of a name makes of the words before it.
constexpr std::array<std::string_view, 110> other_things = {
    "id",          "ids",       "name",    "names",      "url",          "uri",      "urls",
    "path",        "paths",     "file",    "files",      "filename",     "dir",      "folder",
    "field",       "fields",    "label",   "labels",     "type",         "types",    "length",
    "len",         "size",      "count",   "prefix",     "suffix",       "header",   "headers",
    "index",       "expiry",    "expires", "expiration", "ttl",          "timeout",  "lifetime",
    "age",         "algorithm", "alg",     "version",    "format",       "pattern",  "regex",
    "regexp",      "hint",      "error",   "errors",     "message",      "text",     "title",
    "description", "policy",    "input",   "form",       "class",        "selector", "column",
    "table",       "param",     "params",  "parameter",  "attribute",    "attr",     "env",
    "var",         "variable",  "ref",     "arn",        "endpoint",     "host",     "port",
    "method",      "provider",  "issuer",  "scope",      "scopes",       "status",   "validator",
    "strength",    "hash",      "digest",  "checksum",   "fingerprint",  "sha",      "icon",
    "button",      "link",      "page",    "view",       "route",        "manager",  "service",
    "factory",     "handler",   "store",   "storage",    "generator",    "rule",     "rules",
    "required",    "enabled",   "usage",   "event",      "confirmation", "date",     "namespace",
    "username",    "helper",    "helpers", "sender",     "login"};

// What a word before the last makes of a key or token.
constexpr std::array<std::string_view, 19> other_keys = {
    "public",      "primary", "foreign", "cache", "i18n",     "translation", "sort",
    "partition",   "row",     "map",     "dict",  "object",   "unique",      "index",
    "publishable", "site",    "natural", "json",  "encrypted"};

constexpr std::array<std::string_view, 20> secret_words = {
    "secret",  "secrets",   "password",   "passwd",      "pwd",       "pass",      "passphrase",
    "token",   "pepper",    "credential", "credentials", "apikey",    "secretkey", "privatekey",
    "authkey", "accesskey", "masterkey",  "salt",        "signature", "jwt"};

constexpr std::array<std::string_view, 14> key_words = {
    "api",    "secret",  "private", "auth",    "access",  "signing", "encryption",
    "master", "account", "app",     "service", "session", "license", "hmac"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word_character(char c) {
  return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9');
}
bool is_name_character(char c) {
  return is_word_character(c) || c == '_' || c == '-' || c == '.' || c == '$';
}

// "APIKey", "api_key", "apiKey" and "api-key" are all "api", "key".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool hump = is_upper(c) && i > 0 &&
                      (is_lower(name[i - 1]) ||
                       (is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1])));
    if (is_word_character(c) && (!in_word || hump)) words.emplace_back();
    in_word = is_word_character(c);
    if (in_word) words.back() += static_cast<char>(is_upper(c) ? c - 'A' + 'a' : c);
  }
  return words;
}

// "csrfmiddlewaretoken", "X-XSRF-TOKEN", but not "WTF_CSRF_SECRET_KEY", which signs them.
bool is_of_one_request(const std::vector<std::string>& words) {
  const auto any = [&](auto&& says) { return std::any_of(words.begin(), words.end(), says); };
  return any([](const std::string& word) {
           return word.starts_with("csrf") || word.starts_with("xsrf");
         }) &&
         !any([](const std::string& word) { return word.find("secret") != std::string::npos; });
}

}  // namespace

NameMeaning meaning_of_name(std::string_view name) {
  name = name.substr(0, name.find_last_not_of("0123456789") + 1);
  std::vector<std::string> words = words_of(name);
  if (words.size() > 1 && words.back() == "value") words.pop_back();
  if (words.empty()) return NameMeaning::unknown;
  const std::string& last = words.back();
  const std::string before = words.size() > 1 ? words[words.size() - 2] : "";
  const bool is_secret_id = last == "id" && before == "secret";  // half of a pair, as Vault's
  if (words.size() > 1 && is_one_of(other_things, last) && !is_secret_id) {
    return NameMeaning::something_else;
  }
  const bool is_key_or_token = last == "key" || last == "keys" || last == "token";
  if (is_key_or_token && is_one_of(other_keys, before)) return NameMeaning::something_else;
  if (is_of_one_request(words)) return NameMeaning::something_else;
  // Of one request: "X-Amz-Signature" in an address.
  if (last == "signature" &&
      is_one_of(std::array<std::string_view, 3>{"amz", "goog", "method"}, before)) {
    return NameMeaning::something_else;
  }
  const bool is_public = std::find(words.begin(), words.end(), "public") != words.end();
  if (is_key_or_token && is_public) return NameMeaning::something_else;
  for (const std::string& word : words) {
    if (is_one_of(secret_words, word)) return NameMeaning::secret;
  }
  const bool is_key = last == "key" || last == "keys";
  return is_key && is_one_of(key_words, before) ? NameMeaning::secret : NameMeaning::unknown;
}

std::string_view name_of(std::string_view text, Span value) {
  const std::size_t nearest = value.begin - std::min(value.begin, farthest_name);
  std::string_view left = text.substr(nearest, value.begin - nearest);
  left.remove_prefix(line_begin(left, left.size()));
  const auto drop = [&left](std::string_view characters) {
    const std::size_t before = left.size();
    left = left.substr(0, left.find_last_not_of(characters) + 1);
    return left.size() < before;
  };
  drop(" \t\"'`(bru");
  if (!drop("=:>,(")) return {};
  drop(" \t\"'`])");
  std::size_t begin = left.size();
  while (begin > 0 && is_name_character(left[begin - 1])) --begin;
  return left.substr(begin);
}

}  // namespace keysieve
