#include "detect/rule_cost.h"

#include "catch.h"

namespace keysieve {
namespace {

std::vector<std::string> faults(std::vector<std::string> keywords, std::string regex,
                                int context_lines) {
  Rule rule;
  rule.keywords = std::move(keywords);
  rule.regex = std::move(regex);
  rule.context_lines = context_lines;
  return cost_faults(rule);
}

}  // namespace

TEST_CASE("rule cost: words that every text is full of are no keywords", "[detect]") {
  CHECK(faults({"acme_"}, "acme_[0-9a-f]{32}", 0).empty());
  for (const char* word : {"key", "add", "value", "string", "https"}) {
    CHECK(faults({word}, "x", 0).size() == 1);
  }
}

TEST_CASE("rule cost: counting up to hundreds, and again, is too much", "[detect]") {
  CHECK(faults({"acme_"}, "acme_[0-9a-f]{32,512}", 0).empty());
  CHECK(faults({"acme_"},
               "a[0-9]{1,900}[a-f]{1,900}[0-9]{1,900}[a-f]{1,900}[0-9]{1,900}[a-f]{1,900}", 0)
            .size() == 1);
}

TEST_CASE("rule cost: what crosses lines must end", "[detect]") {
  CHECK(faults({"acme_"}, "acme_[^\"]*\"", 0).empty());
  CHECK(faults({"acme_"}, "acme_[^\"]*\"", 5).size() == 1);
  CHECK(faults({"acme_"}, "acme_[\\s\\S]+end", 5).size() == 1);
  CHECK(faults({"acme_"}, "acme_[^\"]{0,200}\"", 5).empty());
  CHECK(faults({"acme_"}, "acme_[^\"\\n]*\"", 5).empty());
  CHECK(faults({"acme_"}, "acme_\\s*[a-z]+", 5).empty());
}

}  // namespace keysieve
