#include "detect/assigned.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"

namespace keysieve {
namespace {

using Texts = std::vector<std::string>;

// "name|value" of each.
Texts assigned(const std::string& text) {
  std::vector<Assigned> found;
  find_assigned(text, {0, text.size()}, &found);
  Texts texts;
  for (const auto& [name, value] : found) {
    texts.push_back(text.substr(name.begin, name.end - name.begin) + "|" +
                    text.substr(value.begin, value.end - value.begin));
  }
  return texts;
}

bool holds(const std::string& line, const std::string& pair) {
  const Texts found = assigned(line);
  return std::find(found.begin(), found.end(), pair) != found.end();
}

}  // namespace

TEST_CASE("assigned: in each language's way of giving a text to a name", "[detect]") {
  for (const char* line :
       {R"(api_key = "abc123")", R"(api_key := `abc123`)", R"('api_key' => 'abc123',)",
        R"({"api_key":"abc123"})", R"(api_key: 'abc123')", R"(config["api_key"] = "abc123";)",
        R"($config['api_key'] = 'abc123';)", R"(set("api_key", "abc123"))", R"(api_key("abc123"))",
        R"(os.getenv("api_key") or "abc123")", R"(env["api_key"] ?? "abc123")",
        R"(char api_key[] = "abc123";)", R"(api_key = b'abc123')", R"(api_key = []byte("abc123"))",
        R"("{\"api_key\": \"abc123\"}")", R"(api_key ||= "abc123")", R"(if (api_key == "abc123"))",
        R"(api_key = '''abc123''')"}) {
    CAPTURE(line);
    CHECK(holds(line, "api_key|abc123"));
  }
}

TEST_CASE("assigned: without quotes where files have none", "[detect]") {
  for (const char* line :
       {"api_key=abc123", "export api_key=abc123", "  api_key: abc123", "api_key = abc123",
        "<api_key>abc123</api_key>", "tool --api_key abc123 --verbose", "tool --api_key=abc123",
        "?api_key=abc123\"", "${api_key:-abc123}", "user=ada&api_key=abc123&x=1",
        "Server=db;api_key=abc123;Encrypt=true"}) {
    CAPTURE(line);
    CHECK(holds(line, "api_key|abc123"));
  }
}

TEST_CASE("assigned: a name beside the value's type, or in a field of its own", "[detect]") {
  CHECK(holds("const apiKey: string = 'abc123';", "apiKey|abc123"));
  CHECK(holds(R"(var apiKey string = "abc123")", "apiKey|abc123"));
  CHECK(holds(R"(<add key="ApiKey" value="abc123" />)", "ApiKey|abc123"));
  CHECK(holds(R"({"name": "API_KEY", "value": "abc123"})", "API_KEY|abc123"));
  CHECK(holds(R"(<string name="api_key">abc123</string>)", "api_key|abc123"));
}

TEST_CASE("assigned: the scheme of a header is no part of it", "[detect]") {
  CHECK(holds(R"("Authorization": "Bearer abc123")", "Authorization|abc123"));
}

TEST_CASE("assigned: calls, variables, templates and lists of words are nothing", "[detect]") {
  for (const char* line :
       {"api_key = get_key()", "api_key=$KEY", "api_key=${KEY}", "api_key: {{ key }}",
        "std::api_key::value", "api_key =~ /x/", R"(api_key = "")", "api_key = {",
        "api_key=", R"("the api_key", "is not found")", R"(api_key.encode("utf-8"))",
        R"(api_key = "{\"a\": 1}")", R"(["api_key", "abc_def", "user"])",
        R"(("user", "api_key", "abc_def"))"}) {
    CAPTURE(line);
    for (const std::string& pair : assigned(line)) CHECK(pair.substr(0, 8) != "api_key|");
  }
}

TEST_CASE("assigned: two texts of a list are name and value where no name looks like that",
          "[detect]") {
  CHECK(holds(R"(["user", "ada", "api_key", "abc123"])", "api_key|abc123"));
  CHECK(holds(R"(define("api_key", "abcdef");)", "api_key|abcdef"));
  CHECK(holds(R"(config("api_key", "abcdef", cast=str))", "api_key|abcdef"));
}

TEST_CASE("assigned: any bytes are read within their window", "[detect]") {
  const std::string text =
      "x=\"abc\n:=\"'`\\\\\"\\=([{<>key=>\"ab\" --a b) or ]?\?<a name=\"b\">c<";
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t end = begin; end <= text.size(); ++end) {
      std::vector<Assigned> found;
      find_assigned(text, {begin, end}, &found);
      for (const Assigned& one : found) {
        REQUIRE((begin <= one.name.begin && one.name.begin < one.name.end && one.name.end <= end));
        REQUIRE(
            (begin <= one.value.begin && one.value.begin < one.value.end && one.value.end <= end));
      }
    }
  }
}

}  // namespace keysieve
