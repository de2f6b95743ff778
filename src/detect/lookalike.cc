#include "detect/lookalike.h"

#include <algorithm>
#include <array>

#include "base/lines.h"
#include "detect/shape_table.h"

namespace keysieve {
namespace {

constexpr std::size_t farthest = 96;  // bytes before the value that may say what it is

const ShapeTable& forms() {
  static const ShapeTable table{
      {"^\\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\}?$", "a UUID"},
      {"^(?:https?|ftp|wss?|file|git|ssh|s3|gs|data|urn|mailto|chrome-extension|classpath|vault|"
       "secretsmanager|ssm):[^@]*$",
       "a URL without a password in it"},
      {"^[\\w.+%-]+@[\\w-]+(?:\\.[a-z]{2,})+$", "an e-mail address"},
      {"^(?:~|\\.{0,2}|[a-z]:|[a-z0-9_.-]+)[/\\\\](?:[a-z_.-]{2,}[/"
       "\\\\])*[a-z_.-]+\\.[a-z0-9]{1,5}$|"
       "^(?:~|\\.{1,2})?/(?:[a-z][a-z_.-]+/)+[a-z0-9_.-]*$|"
       "\\.(?:py|js|ts|rb|java|go|php|html|css|json|ya?ml|toml|png|jpe?g|svg|pem|txt|md|conf|pub|"
       "jwk|jks|p12|pfx|crt|cer|key)$",
       "a file's path"},
      {"^(?:application|audio|font|image|message|multipart|text|video)/[\\w.+-]+", "a MIME type"},
      {"^[v^~=<>]*\\d+(?:\\.\\d+)+(?:[-+.]?(?:[a-z]+[.\\d-]*))*$", "a version"},
      {"^\\d{4}-\\d\\d-\\d\\d(?:[t ][\\d:.+z-]*)?$|^\\d\\d:\\d\\d(?::\\d\\d)?$",
       "a date or a time"},
      {"^(?:sha(?:1|256|384|512)|md5|h1)[-:]", "a checksum"},
      {"^(?:ssh-(?:rsa|dss|ed25519)\\s+)?AAAA[BCE]3Nza", "a public SSH key"},
      {"^#[0-9a-f]{3,8}$|^0x[0-9a-f]{1,16}$", "a colour or a number"},
      {"^arn:", "the name of a resource"},
      {"^(?:rsa|aes|hmac|sha|ecdsa|ec|hs|rs|es|ps|p)[-_]?\\d{3,4}(?:$|[-_])|^same-origin$",
       "the name of a method"},
      {"^(?:[a-z][a-z0-9-]*\\.){2,}[a-z]{2,}(?::\\d+)?$", "the name of a host or a package"},
  };
  return table;
}

// What a word right before a run of hex digits or base64 makes of it.
const ShapeTable& hash_names() {
  static const ShapeTable table{
      {"(?:^|[^a-z])(?:commit|sha|sha1|sha256|sha384|sha512|md5|integrity|digest|checksum|hash|rev|"
       "revision|etag|blob|tree|parent|fingerprint|shasum|git|object|resolved|uses|"
       "merge|cherry[- ]picked from|thumbprint|uuid|guid)[\"'\\])]*\\s*(?:[:=@,(/-]|=>|\\s)+"
       "[\"'`]?$",
       "a hash of something public"},
      {"@$", "a pinned version"},
  };
  return table;
}

bool is_hash_length(std::size_t length) {
  constexpr std::array<std::size_t, 6> lengths = {7, 8, 32, 40, 64, 128};
  return std::find(lengths.begin(), lengths.end(), length) != lengths.end();
}

bool is_hex(std::string_view value) {
  return value.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

}  // namespace

bool is_uuid(std::string_view value) {
  constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (value.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '-' ? value[i] != '-' : !is_hex(value.substr(i, 1))) return false;
  }
  return true;
}

std::string_view lookalike(std::string_view text, Span value) {
  const std::string_view content = text.substr(value.begin, value.end - value.begin);
  if (const std::string_view form = forms().meaning_of(content); !form.empty()) return form;
  if (!is_hex(content) || !is_hash_length(content.size())) return {};
  const std::size_t nearest = value.begin - std::min(value.begin, farthest);
  const std::string_view near = text.substr(nearest, value.begin - nearest);
  return hash_names().meaning_of(near.substr(line_begin(near, near.size())));
}

}  // namespace keysieve
