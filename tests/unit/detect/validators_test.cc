#include "detect/validators.h"

#include <re2/re2.h>

#include "base/crc32.h"
#include "catch.h"
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

TEST_CASE("validators: what is no secret of theirs crashes none", "[detect]") {
  const std::string bytes = Fake(3).from(std::string_view("\0.-_aA0=\n", 9), 200);
  for (const std::string_view name : validator_names) {
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      CHECK(status(name, bytes.substr(0, size)) != sound);
    }
  }
}

}  // namespace keysieve
