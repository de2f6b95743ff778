#include "rules/provider_key.h"

#include <re2/re2.h>

#include "catch.h"

namespace {

// The key of ACME that is found in `text`, in which KEY stands for it; else "nothing".
std::string found_in(std::string text) {
  static const RE2 regex(keysieve::provider_regex({"acme", "[0-9a-z]{12}"}));
  const std::string key = "k3y0f4cm3abc";
  for (std::size_t at = text.find("KEY!"); at != text.npos; at = text.find("KEY!")) {
    text.replace(at, 4, key);
  }
  std::string name, found;
  if (!RE2::PartialMatch(text, regex, &name, &found)) return "nothing";
  return found == key ? "the key" : found;
}

}  // namespace

TEST_CASE("provider key: it is found wherever its provider's name and a word for it stand before",
          "[rules]") {
  const auto text = GENERATE(values<std::string>({
      "ACME_API_KEY=KEY!",
      "acmeToken: 'KEY!'",
      "const acmeKey = \"KEY!\";",
      "acme token = 'KEY!'",
      "acme token - 'KEY!'",
      "acme SECRET KEY!",
      "Using acme Key=KEY!",
      "https://api.acme.example/v1/find?key=KEY!&q=x",
      "acme = 'KEY!'",
      "acme => \"KEY!\"",
      "\"acme\": \"KEY!\"",
      "new Acme(\"KEY!\")",
      "acme.client('KEY!')",
      "acme:\n  key: KEY!",
      "# acme\nhost = x\nclient_secret = KEY!",
      "calls acme\n[DEBUG] Using Key=KEY!",
      "<id>acme</id>\n<secret>{acme KEY!}</secret>",
  }));
  INFO(text);
  CHECK(found_in(text) == "the key");
}

TEST_CASE("provider key: a word of its length that nothing calls a key is none", "[rules]") {
  const auto text = GENERATE(values<std::string>({
      "token = KEY!",
      "acme: KEY!",
      "acme KEY!",
      "https://acme.example/keys/KEY!",
      "acme-keys.tgz#KEY!",
      "acme token = KEY!x",
      "acme token = x-KEY!",
      "acme\nKEY!",
      "acme\nother_key = KEY!",
      "acme\na\nb\nkey = KEY!",
  }));
  INFO(text);
  CHECK(found_in(text) == "nothing");
}
