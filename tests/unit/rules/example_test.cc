#include "rules/example.h"

#include <set>

#include "catch.h"

using keysieve::example_fault;
using keysieve::expand_example;

TEST_CASE("example: a template becomes as many characters of its alphabet", "[rules]") {
  const std::string key = expand_example("key = '{{hex:40}}'", 1);
  CHECK(key.size() == std::string("key = ''").size() + 40);
  CHECK(key.find_first_not_of("0123456789abcdef", 7) == key.size() - 1);
  CHECK(expand_example("{{base32:200}}", 1).find_first_of("0189abc") == std::string::npos);
  CHECK(expand_example("{{digits:64}}", 1).find_first_not_of("0123456789") == std::string::npos);
}

TEST_CASE("example: the same seed gives the same text, another seed another", "[rules]") {
  CHECK(expand_example("{{alnum:30}}", 7) == expand_example("{{alnum:30}}", 7));
  CHECK(expand_example("{{alnum:30}}", 7) != expand_example("{{alnum:30}}", 8));
}

TEST_CASE("example: two templates of one text differ", "[rules]") {
  const std::string text = expand_example("{{urlsafe:30}} {{urlsafe:30}}", 3);
  CHECK(text.substr(0, 30) != text.substr(31));
}

TEST_CASE("example: an alphabet is used whole", "[rules]") {
  const std::string text = expand_example("{{django:2000}}", 5);
  CHECK(std::set<char>(text.begin(), text.end()).size() == 50);
}

TEST_CASE("example: join stands for nothing", "[rules]") {
  CHECK(expand_example("gh{{join}}p_ and {{{join}}{name}}", 1) == "ghp_ and {{name}}");
}

TEST_CASE("example: braces that are no template stay", "[rules]") {
  for (const std::string text : {"{{ vault_key }}", "${{ secrets.KEY }}", "{{", "{{}}", "{{a-b}}",
                                 "{{hex:4", "{{Hex:4}}", "f(){{return;}}"}) {
    CHECK(expand_example(text, 1) == text);
    CHECK(example_fault(text) == std::nullopt);
  }
}

TEST_CASE("example: an unknown alphabet is a fault that names the known ones", "[rules]") {
  const auto fault = example_fault("fine {{hex:4}} not {{octal:8}}");
  REQUIRE(fault);
  CHECK(fault->find("\"{{octal:8}}\"") != std::string::npos);
  CHECK(fault->find("urlsafe") != std::string::npos);
}

TEST_CASE("example: a length must be there and be sensible", "[rules]") {
  for (const char* text : {"{{hex}}", "{{hex:0}}", "{{hex:4097}}", "{{hex:1x}}", "{{join:3}}",
                           "{{hex:99999999999999999999999}}"}) {
    INFO(text);
    CHECK(example_fault(text));
    CHECK(expand_example(text, 1) == text);
  }
  CHECK_FALSE(example_fault("{{hex:4096}}"));
}
