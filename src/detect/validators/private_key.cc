// Private keys in PEM: what kind they are of, and whether a passphrase stands before them. Well
// formed is a key whose bytes are as many as its first ones say. What is not may be cut short or
// joined from strings, and still hold a key: it is never called invalid.
#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "detect/decode.h"
#include "detect/validators.h"

namespace keysieve {
namespace {

// The key's bytes: the base64 between the dashes, without headers and escapes.
std::string body_of(std::string_view pem) {
  const std::size_t begin = pem.find("-----", pem.find("-----") + 5) + 5;
  const std::size_t end = std::min(pem.find("-----", begin), pem.size());
  std::string text(pem.substr(begin, end - begin));
  for (const std::string_view escape : {"\\n", "\\r"}) {
    for (std::size_t at = 0; (at = text.find(escape, at)) != text.npos;) {
      text.replace(at, escape.size(), "\n");
    }
  }
  const std::size_t headers = text.rfind(": ");
  if (headers != text.npos) text.erase(0, std::min(text.find('\n', headers), text.size()));
  return from_base64(text);
}

// Whether `bytes` are one DER sequence, as PKCS#1, PKCS#8 and SEC1 keys are.
bool is_der(std::string_view bytes) {
  if (bytes.size() < 4 || bytes[0] != 0x30) return false;
  const auto at = [&](std::size_t i) { return std::size_t{static_cast<std::uint8_t>(bytes[i])}; };
  if (at(1) < 0x80) return bytes.size() == at(1) + 2;
  if (at(1) == 0x81) return bytes.size() == at(2) + 3;
  return at(1) == 0x82 && bytes.size() == (at(2) << 8 | at(3)) + 4;
}

constexpr std::string_view openssh_magic{"openssh-key-v1\0", 15};

// The cipher of an OpenSSH key: the first text after its magic.
std::string openssh_cipher(std::string_view bytes) {
  bytes.remove_prefix(openssh_magic.size());
  if (bytes.size() < 4) return {};
  const std::uint32_t size = load_be32(bytes_of(bytes).data());
  constexpr std::uint32_t longest = 64;
  if (size > longest || bytes.size() < 4 + size) return {};
  return std::string(bytes.substr(4, size));
}

Validation known(std::string_view format, bool encrypted, bool well_formed) {
  return {well_formed ? ValidationStatus::valid : ValidationStatus::unknown,
          {},
          {{"format", std::string(format)}, {"encrypted", encrypted ? "yes" : "no"}}};
}

}  // namespace

Validation validate_private_key(std::string_view secret) {
  if (!secret.starts_with("-----BEGIN ")) return {};
  if (secret.find("PGP PRIVATE KEY BLOCK") != secret.npos) return {};
  const std::string body = body_of(secret);
  if (body.starts_with(openssh_magic)) {
    const std::string cipher = openssh_cipher(body);
    Validation key = known("OpenSSH", cipher != "none", !cipher.empty());
    if (!cipher.empty() && cipher != "none") key.facts.emplace_back("cipher", cipher);
    return key;
  }
  if (secret.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY")) {
    return known("PKCS#8", true, is_der(body));
  }
  if (secret.find("4,ENCRYPTED") != secret.npos) return known("PEM", true, false);
  if (secret.starts_with("-----BEGIN PRIVATE KEY")) return known("PKCS#8", false, is_der(body));
  return is_der(body) ? known("PEM", false, true) : Validation{};
}

}  // namespace keysieve
