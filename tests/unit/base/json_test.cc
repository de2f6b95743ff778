#include "base/json.h"

#include <sstream>

#include "catch.h"

using keysieve::JsonWriter;

TEST_CASE("json: nested values are written in order, two spaces a level", "[base]") {
  std::ostringstream out;
  JsonWriter json(out);
  json.begin_object().member("text", "a").member("number", -3).member("truth", true);
  json.key("list").begin_array().value("x").begin_object().end_object().end_array();
  json.key("empty").begin_array().end_array().key("ratio").value(0.5, 2).key("none").null();
  json.end_object();
  CHECK(out.str() == R"({
  "text": "a",
  "number": -3,
  "truth": true,
  "list": [
    "x",
    {}
  ],
  "empty": [],
  "ratio": 0.50,
  "none": null
}
)");
}

TEST_CASE("json: control characters, quotes and broken UTF-8 are made safe", "[base]") {
  std::ostringstream out;
  JsonWriter(out).value("\"\\\n\r\t\x01\x7f\xff\xc3\xa9");
  CHECK(out.str() == "\"\\\"\\\\\\n\\r\\t\\u0001\\u007f\xEF\xBF\xBD\xc3\xa9\"");
}

TEST_CASE("json: what acts on a terminal is escaped, and nothing else", "[base]") {
  std::ostringstream out;
  JsonWriter(out).value(
      "\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6\xD8\x9C\xE2\x80\xA8 \xE2\x82\xAC\xC2\xA0");
  CHECK(out.str() == "\"\\u009b\\u202e\\u2066\\u061c\\u2028 \xE2\x82\xAC\xC2\xA0\"");
}

TEST_CASE("json: one line where that is asked for", "[base]") {
  std::ostringstream out;
  JsonWriter json(out, JsonWriter::Layout::line);
  json.begin_object().key("list").begin_array().value(1).value("a\nb").end_array();
  json.member("empty", true).end_object();
  CHECK(out.str() == "{\"list\": [1,\"a\\nb\"],\"empty\": true}\n");
}
