#include <algorithm>
#include <string>

#include "base/printable.h"
#include "catch.h"
#include "keysieve/report.h"
#include "support/fake.h"

using namespace keysieve;

namespace {

const std::string ellipsis = "\xE2\x80\xA6";

std::string pem_marker(const char* what, const char* kind) {
  return std::string(5, '-') + what + kind + " PRIVATE KEY" + std::string(5, '-');
}

}  // namespace

TEST_CASE("redact: the first three and last three characters of a long secret", "[report]") {
  const std::string key = test::Fake().django_key();
  CHECK(redact(key) == key.substr(0, 3) + ellipsis + key.substr(47));
}

TEST_CASE("redact: never more than six characters, nor a quarter of the secret", "[report]") {
  test::Fake fake;
  for (std::size_t size = 0; size <= 200; ++size) {
    const std::string secret = fake.from(test::alnum_alphabet, size), shown = redact(secret);
    const std::size_t cut = shown.find(ellipsis);
    REQUIRE(cut != std::string::npos);
    const std::string head = shown.substr(0, cut), tail = shown.substr(cut + ellipsis.size());
    INFO(size);
    CHECK(head.size() + tail.size() <= std::min<std::size_t>(6, size / 4));
    CHECK(secret.starts_with(head));
    CHECK(secret.ends_with(tail));
  }
}

TEST_CASE("redact: a short secret shows nothing", "[report]") {
  for (const char* secret : {"", "a", "abc", "hunter2"}) CHECK(redact(secret) == ellipsis);
}

TEST_CASE("redact: a character is a code point, and none is cut in two", "[report]") {
  std::string secret;
  for (int i = 0; i < 24; ++i) secret += i % 2 == 0 ? "\xC3\xA9" : "\xF0\x9F\x94\x91";
  const std::string shown = redact(secret);
  CHECK(shown == secret.substr(0, 8) + ellipsis + secret.substr(secret.size() - 10));
  CHECK(to_utf8(shown) == shown);
}

TEST_CASE("redact: what is not printable is shown as a question mark", "[report]") {
  const std::string body = test::Fake().hex(26);
  CHECK(redact("\x1b\x07z" + body + "y\xFF\x7F") == "??z" + ellipsis + "y??");
}

TEST_CASE("redact: every byte is safe to show, whatever the bytes", "[report]") {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (std::size_t begin = 0; begin < bytes.size(); ++begin) {
    const std::string shown = redact(bytes.substr(begin));
    CHECK(printable(shown) == shown);
  }
}

TEST_CASE("redact: of a PEM key the line that says what it is", "[report]") {
  const std::string begin = pem_marker("BEGIN ", "RSA"), end = pem_marker("END ", "RSA");
  const std::string body = test::Fake().from(test::alnum_alphabet, 64);
  for (const char* newline : {"\n", "\r\n", "\\n", ""}) {
    CHECK(redact(begin + newline + body + newline + end) == begin + ellipsis);
  }
}

TEST_CASE("redact: a frame of dashes is no licence to show what is in it", "[report]") {
  const std::string dashes(5, '-'), body = test::Fake().from(test::alnum_alphabet, 50);
  for (const std::string& secret :
       {dashes + "BEGIN " + body + dashes, dashes + "BEGIN " + std::string(41, 'A') + dashes,
        dashes + "BEGIN RSA " + body}) {
    CHECK(redact(secret).size() == 6 + ellipsis.size());
  }
}

TEST_CASE("redact: other secrets of several lines are shown by their first", "[report]") {
  test::Fake fake;
  const std::string first = fake.hex(32), rest = fake.hex(32);
  const std::string shown = first.substr(0, 3) + ellipsis + first.substr(29);
  CHECK(redact(first + "\n" + rest) == shown);
  CHECK(redact(first + "\r\n" + rest) == shown);
  CHECK(redact("\n" + rest) == ellipsis);
}
