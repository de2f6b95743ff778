// PyPI's tokens: "pypi-" and a macaroon of version 2 in base64. Its packets are the index's name,
// an id, what it may be used for, and 32 bytes of signature.
#include "detect/decode.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

enum Field : char { end = 0, location = 1, identifier = 2, key_id = 4, signature = 6 };

// Takes packets off the front of a macaroon.
class Packets {
 public:
  explicit Packets(std::string_view bytes) : rest_(bytes) {}

  bool take(Field field, std::string_view* value = nullptr) {
    if (!rest_.starts_with(static_cast<char>(field))) return false;
    rest_.remove_prefix(1);
    if (field == Field::end) return true;
    const std::size_t size = take_size();
    if (size > rest_.size()) return broken();
    if (value) *value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

 private:
  // Seven bits a byte, the lowest first; the last one has its highest bit clear.
  std::size_t take_size() {
    std::size_t size = 0;
    for (unsigned shift = 0; !rest_.empty() && shift < 28; shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      size |= static_cast<std::size_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return size;
    }
    return rest_.npos;
  }

  bool broken() {
    rest_ = {};
    return false;
  }

  std::string_view rest_;
};

bool take_caveats(Packets& packets) {
  while (packets.take(Field::identifier)) {
    packets.take(Field::key_id);
    if (!packets.take(Field::end)) return false;
  }
  return packets.take(Field::end);
}

}  // namespace

Validation validate_pypi_token(std::string_view secret) {
  constexpr std::string_view prefix = "pypi-";
  constexpr std::size_t signature_size = 32;
  if (!secret.starts_with(prefix)) return {};
  const std::string bytes = from_base64(secret.substr(prefix.size()));
  if (!bytes.starts_with('\2')) return invalid("it is no macaroon of version 2");
  Packets packets(std::string_view(bytes).substr(1));
  std::string_view index, signed_by;
  const bool complete = packets.take(Field::location, &index) && packets.take(Field::identifier) &&
                        packets.take(Field::end) && take_caveats(packets) &&
                        packets.take(Field::signature, &signed_by) &&
                        signed_by.size() == signature_size;
  if (!complete) return invalid("it is no whole macaroon");
  return {ValidationStatus::valid, {}, {{"index", std::string(index)}}};
}

}  // namespace keysieve
