#include "rules/provider_key.h"

#include <fmt/format.h>

#include "rules/assignment.h"

namespace keysieve {
namespace {

// acmeApiKey, acme token, Bearer … acme.example: what says that a key follows on this line.
constexpr std::string_view said_on_this_line =
    R"re([^\r\n]{0,60}?(?i:key|token|secret|passw|auth(?:ori[sz]|[^o])|credential|bearer)[^\r\n]{0,40}?)re";

// Below the provider's name a key is only called key, or api_key, or client_secret.
constexpr std::string_view said_below =
    R"re([^\r\n]*(?:\r?\n[^\r\n]*)??\r?\n(?:[^\r\n]*[^\w\r\n])?)re"
    R"re((?i:(?:(?:api|app|access|auth|client|private|bearer|secret|user|account)[_.-]?){0,2})re"
    R"re((?:key|token|secret|password|credentials?))["'`\])]{0,3}[ \t]{0,4}(?:=>|:=|[:=>]))re";

// What ends a word there, so that no part of a path, a registry key, an address or a checksum is
// taken for a key.
constexpr std::string_view before_value = R"re([\s"'`=:>(,])re";

// acme = …   "acme": "…"   acme("…   acme.client("…, but not acme: …, which is how lists of
// checksums look
constexpr std::string_view given_directly =
    R"re((?:["'`\])]{0,3}[ \t]{0,4}(?:=>?|:=|:[ \t]{0,4}["'`])[ \t]{0,4}["'`]?|[\w.]{0,24}[ \t(]{1,2}["'`]))re";

}  // namespace

std::string provider_regex(const ProviderKey& key) {
  return fmt::format(
      R"re((?P<name>(?i:{}))(?:{}{}|{}(?:[^\r\n]{{0,40}}?{})?|{})(?P<secret>{}){})re", key.provider,
      said_on_this_line, before_value, said_below, before_value, given_directly, key.value,
      end_of_value);
}

}  // namespace keysieve
