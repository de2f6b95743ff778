#include "detect/validators.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <cctype>

#include "base/crc32.h"
#include "catch.h"
#include "detect/bech32.h"
#include "detect/marvin32.h"
#include "rules/example.h"
#include "rules/validator_names.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using test::Fake;

std::string filled(std::string_view text) {
  return expand_example(text, 7);
}

Validation checked(std::string_view name, std::string_view secret) {
  Rule rule;
  rule.validate = name;
  return validate(rule, secret);
}

ValidationStatus status(std::string_view name, std::string_view secret) {
  return checked(name, secret).status;
}

std::string fact(const Validation& validation, std::string_view name) {
  for (const auto& [known, value] : validation.facts) {
    if (known == name) return value;
  }
  return "no such fact";
}

std::string base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6)
      text += test::urlsafe_alphabet[bits >> (count - 6) & 63];
  }
  if (count > 0) text += test::urlsafe_alphabet[bits << (6 - count) & 63];
  return text;
}

std::string token(std::string_view header, std::string_view payload) {
  return base64url(header) + "." + base64url(payload) + "." + Fake().from(test::alnum_alphabet, 43);
}

// One character of it another.
std::string changed(std::string text, std::size_t at) {
  text[at] = text[at] == 'Q' ? 'Z' : 'Q';
  return text;
}

// `name`, "1", 52 characters and the six for which the whole is Bech32.
std::string with_bech32_checksum(const std::string& name) {
  constexpr std::string_view digits = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
  const std::string body = Fake(4).from(digits, 52);
  std::uint32_t sum = 1;
  const auto take = [&](std::uint32_t value) {
    const std::uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    if (top & 1) sum ^= 0x3b6a57b2;
    if (top & 2) sum ^= 0x26508e6d;
    if (top & 4) sum ^= 0x1ea119fa;
    if (top & 8) sum ^= 0x3d4233dd;
    if (top & 16) sum ^= 0x2a1462b3;
  };
  std::string lower = name;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const char c : lower) take(static_cast<unsigned char>(c) >> 5);
  take(0);
  for (const char c : lower) take(static_cast<unsigned char>(c) & 31);
  for (const char c : body) take(static_cast<std::uint32_t>(digits.find(c)));
  for (int i = 0; i < 6; ++i) take(0);
  sum ^= 1;
  std::string text = name + "1" + body;
  for (int shift = 25; shift >= 0; shift -= 5) text += digits[sum >> shift & 31];
  return text;
}

// Base32 of the two bytes that begin a seed of that kind, 32 bytes and their CRC-16.
std::string nkey_seed(unsigned kind) {
  std::string bytes{static_cast<char>(0x90 | kind >> 5), static_cast<char>((kind & 31) << 3)};
  bytes += Fake(6).from(std::string_view("\x01\x80\xfe\x3c\x77\x10"), 32);
  unsigned sum = 0;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 0x8000 ? sum << 1 ^ 0x1021 : sum << 1) & 0xffff;
  }
  bytes += static_cast<char>(sum & 255);
  bytes += static_cast<char>(sum >> 8);
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5)
      text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits >> (count - 5) & 31];
  }
  return text + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits << (5 - count) & 31];
}

constexpr auto sound = ValidationStatus::valid, broken = ValidationStatus::invalid,
               undecided = ValidationStatus::unknown;

}  // namespace

TEST_CASE("validators: checksums are those that providers compute", "[detect]") {
  // As published: the gist on GitHub's format, and the issue on GitLab's.
  CHECK(crc32_base62("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ") == "0mLq17");
  CHECK(crc32_base36(std::string("gl") + "pat-bzox79Of-KE9FD2LjoXXF4CvyxA.0r") == "03gxo7s");
}

TEST_CASE("validators: a checksum that is wrong rejects, one that is right proves", "[detect]") {
  const std::string good = filled("gh{{join}}p_{{crc62:30}}");
  CHECK(status("crc62", good) == sound);
  for (std::size_t i = 4; i < good.size(); ++i) {
    std::string other = good;
    other[i] = other[i] == 'x' ? 'y' : 'x';
    CHECK(status("crc62", other) == broken);
  }
}

TEST_CASE("validators: GitLab's routable tokens say how long they are", "[detect]") {
  CHECK(status("gitlab-token", filled("gl{{join}}pat-{{alnum:40}}.01.14{{crc36}}")) == sound);
  CHECK(status("gitlab-token", filled("gl{{join}}pat-{{urlsafe:27}}.0r{{crc36}}")) == sound);
  CHECK(checked("gitlab-token", filled("gl{{join}}pat-{{alnum:40}}.01.15{{crc36}}")).reason ==
        "it is not as long as it says");
  CHECK(status("gitlab-token", filled("gl{{join}}pat-{{alnum:40}}.01.14{{lower:7}}")) == broken);
  CHECK(status("gitlab-token", filled("gl{{join}}pat-{{alnum:20}}")) == undecided);
}

TEST_CASE("validators: an AWS key id names its account, older ones do not", "[detect]") {
  // 40 bits after the first: 000000000001 << 9 in base32.
  const Validation named = checked("aws-key-id", std::string("AK") + "IAQAAAAAAAAIABCDEF");
  CHECK(named.status == undecided);
  CHECK(fact(named, "aws_account") == "000000000000");
  CHECK(
      fact(checked("aws-key-id", std::string("AS") + "IAQAAAAAAGMKEM7X54"), "aws_account").size() ==
      12);
  CHECK(checked("aws-key-id", std::string("AK") + "IAI2345672345672AB").facts.empty());
  CHECK(checked("aws-key-id", std::string("AK") + "IAQAAAAAAAAIABCD01").facts.empty());
}

TEST_CASE("validators: a JSON Web Token has a header and a payload of JSON", "[detect]") {
  const std::string_view header = R"({"alg":"HS256","typ":"JWT"})", payload = R"({"sub":"42"})";
  const Validation good = checked("json-web-token", token(header, payload));
  CHECK(good.status == sound);
  CHECK(fact(good, "alg") == "HS256");
  CHECK(fact(checked("json-web-token", token(header, R"({"exp": 1893456000})")), "expires") ==
        "2030-01-01T00:00:00+00:00");
  CHECK(checked("json-web-token", token(R"({"alg":"none"})", payload)).reason == "its alg is none");
  CHECK(checked("json-web-token", token(R"({"typ":"JWT"})", payload)).reason ==
        "its header has no alg");
  CHECK(checked("json-web-token", token(header, "{\"" + Fake().hex(20))).reason ==
        "its payload is no JSON");
  CHECK(status("json-web-token", token(header, R"({"sub":"1234567890","name":"John Doe"})")) ==
        broken);
}

TEST_CASE("validators: a PyPI token is a whole macaroon of its index", "[detect]") {
  const std::string good =
      filled("pypi-{{join}}AgEIcHlwaS5vcmcCJA{{urlsafe:46}}AAAABiA{{urlsafe:43}}");
  CHECK(status("pypi-token", good) == sound);
  CHECK(fact(checked("pypi-token", good), "index") == "pypi.org");
  CHECK(status("pypi-token", good.substr(0, good.size() - 8)) == broken);
  CHECK(status("pypi-token", filled("pypi-{{join}}AgEIcHlwaS5vcmc{{urlsafe:120}}")) == broken);
  CHECK(status("pypi-token", filled("pypi-{{urlsafe:120}}")) == broken);
}

TEST_CASE("validators: of a private key, whether it is whole and whether encrypted", "[detect]") {
  const auto pem = [](std::string_view kind, std::string_view body) {
    return "-----BEGIN " + std::string(kind) + "PRIVATE KEY-----\n" + std::string(body) +
           "\n-----END " + std::string(kind) + "PRIVATE KEY-----";
  };
  const std::string der = "\x30\x81\x80" + std::string(128, 'k');
  const Validation plain = checked("private-key", pem("", base64url(der)));
  CHECK(plain.status == sound);
  CHECK(fact(plain, "format") == "PKCS#8");
  CHECK(fact(plain, "encrypted") == "no");
  CHECK(status("private-key", pem("", base64url(der.substr(0, 100)))) == undecided);
  CHECK(fact(checked("private-key", pem("ENCRYPTED ", base64url(der))), "encrypted") == "yes");
  CHECK(fact(checked("private-key",
                     pem("EC ",
                         "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\n" + base64url(der))),
             "encrypted") == "yes");
  std::string escaped = pem("RSA ", base64url(der));
  for (std::size_t at = 0; (at = escaped.find('\n', at)) != escaped.npos;)
    escaped.replace(at, 1, "\\n");
  CHECK(status("private-key", escaped) == sound);
}

TEST_CASE("validators: an OpenSSH key names its cipher", "[detect]") {
  const auto openssh = [](std::string_view cipher) {
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n" +
           base64url(std::string("openssh-key-v1\0\0\0\0", 18) + static_cast<char>(cipher.size()) +
                     std::string(cipher) + Fake().hex(64)) +
           "\n-----END OPENSSH PRIVATE KEY-----";
  };
  CHECK(fact(checked("private-key", openssh("none")), "encrypted") == "no");
  const Validation encrypted = checked("private-key", openssh("aes256-ctr"));
  CHECK(encrypted.status == sound);
  CHECK(fact(encrypted, "encrypted") == "yes");
  CHECK(fact(encrypted, "cipher") == "aes256-ctr");
}

TEST_CASE("validators: a checksum in hexadecimal digits proves, another one says nothing",
          "[detect]") {
  // As Cloudflare's and Grafana's sources compute them; the CRC-32 of "123456789" is cbf43926.
  CHECK(crc32("123456789") == 0xcbf43926);
  const std::string body = Fake(5).from(test::alnum_alphabet, 40);
  const std::string cloudflare =
      "cf" + std::string("ut_") + body + fmt::format("{:08x}", crc32(body));
  CHECK(status("cloudflare-token", cloudflare) == sound);
  CHECK(status("cloudflare-token", changed(cloudflare, 10)) == undecided);
  const std::string start = "gl" + std::string("sa_") + body.substr(0, 32);
  const std::uint32_t sum = crc32(start);
  const std::string grafana = start + fmt::format("_{:08x}", __builtin_bswap32(sum));
  CHECK(status("grafana-token", grafana) == sound);
  CHECK(status("grafana-token", changed(grafana, 10)) == undecided);
  CHECK(status("grafana-token", start + fmt::format("_{:08x}", sum)) == undecided);
}

TEST_CASE("validators: an Azure key with a mark says what it opens", "[detect]") {
  CHECK(marvin32("abc", 0xd53cd9cecd0893b7) == 0x6be02a86);  // published with the algorithm
  CHECK(marvin32("", 0x004fb61a001bdbcc) == 0x302009bc);
  CHECK(marvin32(std::string("\x37\xf4\x95", 3), 0x004fb61a001bdbcc) == 0x6b3c8b90);
  std::string bytes = Fake(9).from(std::string_view("\x01\x80\xfe\x3c\x77\x10"), 60);
  const std::uint32_t sum = marvin32(bytes, 0x44656661756c7430);
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(sum >> shift & 255);
  const std::string key = base64url(bytes) + "==";
  CHECK(status("azure-key", key) == sound);
  CHECK(fact(checked("azure-key", key), "azure_key") == "storage account");
  CHECK(status("azure-key", changed(key, 30)) == undecided);
  CHECK(status("azure-key", key.substr(0, 20)) == undecided);
}

TEST_CASE("validators: the secret keys of age have a checksum", "[detect]") {
  // Of the standard's own vectors.
  CHECK(is_bech32("A12UEL5L"));
  CHECK(is_bech32("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"));
  CHECK_FALSE(is_bech32("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x"));
  CHECK_FALSE(is_bech32("A12uEL5L"));  // of both cases
  CHECK_FALSE(is_bech32("10a06t8"));   // without a name
  const std::string good = with_bech32_checksum("AGE-SECRET-KEY-");
  CHECK(good.size() == 74);
  CHECK(status("age-key", good) == sound);
  CHECK(status("age-key", changed(good, 40)) == undecided);
}

TEST_CASE("validators: a seed of NATS says whose it is", "[detect]") {
  const std::string good = nkey_seed(20 << 3);
  CHECK(good.starts_with("SU"));
  CHECK(status("nkey", good) == sound);
  CHECK(fact(checked("nkey", good), "nkey") == "user");
  CHECK(fact(checked("nkey", nkey_seed(0)), "nkey") == "account");
  CHECK(status("nkey", changed(good, 20)) == undecided);
  CHECK(status("nkey", good.substr(1)) == undecided);
}

TEST_CASE("validators: a Sentry token names its organization", "[detect]") {
  const auto token_of = [](std::string_view json) {
    return "sn" + std::string("trys_") + base64url(json) + "=_" +
           Fake().from(test::alnum_alphabet, 43);
  };
  const Validation good = checked(
      "sentry-token",
      token_of(R"({"iat":1700000000.5,"url":"https://sentry.io","region_url":"","org":"acme"})"));
  CHECK(good.status == sound);
  CHECK(fact(good, "organization") == "acme");
  CHECK(fact(good, "server") == "https://sentry.io");
  CHECK(status("sentry-token", token_of(R"({"iat":1,"url":"https://sentry.io"})")) == undecided);
  CHECK(status("sentry-token", "sn" + std::string("tryu_") + Fake().hex(64)) == undecided);
}

TEST_CASE("validators: a Discord token names its bot, which proves nothing", "[detect]") {
  const std::string tail =
      "." + Fake().from(test::alnum_alphabet, 6) + "." + Fake(2).from(test::alnum_alphabet, 38);
  const Validation named = checked("discord-token", base64url("123456789012345678") + tail);
  CHECK(named.status == undecided);
  CHECK(fact(named, "bot_id") == "123456789012345678");
  CHECK(checked("discord-token", base64url("no number at all..") + tail).facts.empty());
}

TEST_CASE("validators: what is no secret of theirs crashes none", "[detect]") {
  const std::string bytes = Fake(3).from(std::string_view("\0.-_aA0=\n", 9), 200);
  for (const std::string_view name : validator_names) {
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      CHECK(status(name, bytes.substr(0, size)) != sound);
    }
  }
}

}  // namespace keysieve
