#include "detect/fingerprint.h"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "base/hex.h"
#include "keysieve/rule.h"

namespace keysieve {
namespace {

class Blake2b128 {
 public:
  Blake2b128() { crypto_generichash_init(&state_, nullptr, 0, size); }

  Blake2b128& add(std::string_view bytes) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
    return *this;
  }

  // The length first: no two sequences of fields have the same bytes.
  Blake2b128& add_field(std::string_view field) {
    return add(std::to_string(field.size())).add(":").add(field);
  }

  Blake2b128& add_fields(const std::vector<std::string>& fields) {
    add_field(std::to_string(fields.size()));
    for (const std::string& field : fields) add_field(field);
    return *this;
  }

  std::string hex() {
    std::array<std::uint8_t, size> digest;
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return to_hex(digest);
  }

 private:
  static constexpr std::size_t size = 16;
  crypto_generichash_state state_;
};

void add(const Companion& companion, Blake2b128* hash) {
  hash->add_field(companion.name).add_field(companion.regex);
  hash->add_field(std::to_string(companion.lines)).add_field(companion.required ? "1" : "0");
}

void add(const Allowlist& list, Blake2b128* hash) {
  hash->add_field(list.all ? "1" : "0");
  hash->add_field(std::to_string(static_cast<int>(list.target)));
  hash->add_fields(list.regexes).add_fields(list.stopwords).add_fields(list.paths);
}

}  // namespace

std::string fingerprint(std::string_view rule_id, std::string_view secret) {
  return Blake2b128().add(rule_id).add(std::string_view("\0", 1)).add(secret).hex();
}

// What a rule's examples are and where it was read change no result, so they are left out.
std::string ruleset_hash(const RuleSet& rules) {
  Blake2b128 hash;
  for (const Rule& rule : rules.rules()) {
    hash.add_field(rule.id).add_field(rule.name).add_field(rule.description);
    hash.add_field(std::to_string(static_cast<int>(rule.severity)));
    hash.add_fields(rule.tags).add_fields(rule.keywords);
    hash.add_field(rule.regex).add_field(rule.path);
    hash.add_field(rule.min_randomness ? std::to_string(*rule.min_randomness) : "");
    hash.add_field(std::to_string(rule.context_lines)).add_field(rule.whole_blob ? "1" : "0");
    hash.add_field(rule.min_entropy ? std::to_string(*rule.min_entropy) : "");
    hash.add_field(rule.every_line ? "1" : "0").add_field(rule.as_written ? "1" : "0");
    hash.add_field(rule.assigned ? std::to_string(rule.min_length) : "").add_field(rule.validate);
    for (const Companion& each : rule.companions) add(each, &hash);
    for (const Allowlist& each : rule.allowlists) add(each, &hash);
    hash.add_field(rule.remediation).add_field(rule.preset);
  }
  return hash.hex();
}

}  // namespace keysieve
