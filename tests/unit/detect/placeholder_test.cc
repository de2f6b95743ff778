#include "detect/placeholder.h"

#include <vector>

#include "catch.h"
#include "support/fake.h"

namespace keysieve {

TEST_CASE("placeholder: words, templates, runs and sequences are recognised", "[detect]") {
  const std::vector<std::string> values = {"changeme",
                                           "CHANGE_ME",
                                           "change-this-in-production",
                                           "please-change-it",
                                           "your-api-key-here",
                                           "YOUR_SECRET",
                                           "yourpassword",
                                           "<secret>",
                                           "<your token>",
                                           "{{ secret_key }}",
                                           "${SECRET_KEY}",
                                           "${SECRET_KEY:-}",
                                           "$(cat key)",
                                           "$SECRET_KEY",
                                           "%(secret_key)s",
                                           "%SECRET_KEY%",
                                           "#{secret_key}",
                                           "<%= ENV %>",
                                           "__SECRET_KEY__",
                                           "key_alias_password",
                                           "jupyterhub_crypt_key",
                                           "@secret.key@",
                                           "[your key]",
                                           "{secret}",
                                           "xxxxxxxxxxxx",
                                           "sk-XXXXXXXXXXXXXXXX",
                                           "********",
                                           "***REMOVED***",
                                           "aaaaaaaaaaaaaaaa",
                                           "0000000000000000",
                                           "abcdefghijklmnop",
                                           "1234567890",
                                           "0123456789abcdef0123456789abcdef",
                                           "9876543210",
                                           "abc123abc123abc123",
                                           "an-example-value",
                                           "EXAMPLEKEY",
                                           "dummy_key",
                                           "sample-secret",
                                           "secret",
                                           "password",
                                           "test",
                                           "test_secret_key",
                                           "my-secret-key-1",
                                           "REPLACE_ME",
                                           "replace-with-yours",
                                           "TODO",
                                           "todo: make one",
                                           "redacted",
                                           "[REDACTED]",
                                           "abcd...wxyz",
                                           "insert-your-key",
                                           "not-a-real-key",
                                           "key-goes-here",
                                           "fake-token",
                                           "None",
                                           "null",
                                           "undefined",
                                           "!!!SET",
                                           "!!!SET SECRET_KEY!!!",
                                           "$PROJECT_DIR$/keys/id_rsa",
                                           "$user\\n$place\\n",
                                           "prefix-{}-{}"};
  for (const std::string& value : values) {
    CAPTURE(value);
    CHECK(placeholder_reason(value));
  }
}

TEST_CASE("placeholder: the reason is said in words", "[detect]") {
  REQUIRE(placeholder_reason("changeme") == "a placeholder: it asks to be changed");
  REQUIRE(placeholder_reason("${SECRET_KEY}") == "a template");
  REQUIRE(placeholder_reason("secret") == "a placeholder: nothing but plain words");
}

TEST_CASE("placeholder: of 100 000 random keys of each kind at most one in 10 000 is taken for one",
          "[detect]") {
  constexpr int samples = 100000;
  std::string printable;
  for (char c = '!'; c <= '~'; ++c) printable += c;
  struct Kind {
    std::string_view alphabet;
    std::size_t length;
  };
  for (const Kind kind : {Kind{test::hex_digits, 64}, Kind{test::django_alphabet, 50},
                          Kind{test::urlsafe_alphabet, 51}, Kind{test::alnum_alphabet, 40},
                          Kind{"abcdefghijklmnopqrstuvwxyz0123456789", 40}, Kind{printable, 24}}) {
    test::Fake fake(21);
    int vetoed = 0;
    for (int i = 0; i < samples; ++i) {
      vetoed += placeholder_reason(fake.from(kind.alphabet, kind.length)).has_value();
    }
    CAPTURE(kind.alphabet);
    CHECK(vetoed <= samples / 10000);
  }
}

TEST_CASE("placeholder: a short word inside random characters is no evidence", "[detect]") {
  const std::string random = test::Fake(22).from(test::alnum_alphabet, 30);
  for (const char* word : {"test", "todo", "fake", "key", "your", "demo", "pass", "xxx"}) {
    CAPTURE(word);
    CHECK(!placeholder_reason("Q" + random + word + "7" + random));
  }
}

}  // namespace keysieve
