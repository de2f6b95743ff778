#include "detect/prose.h"

#include <string>

#include "catch.h"

namespace keysieve {
namespace {

// Whether `value`, where it first stands in `line`, is a word of a sentence.
bool in_sentence(const std::string& line, const std::string& value) {
  const std::size_t begin = line.find(value);
  return is_in_sentence(line, {begin, begin + value.size()});
}

}  // namespace

TEST_CASE("prose: blanks and letters of other alphabets are in no key", "[detect]") {
  CHECK(is_prose("the quick fox"));
  CHECK(is_prose("\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87"));
  CHECK_FALSE(is_prose("p4ssw0rd!"));
  CHECK(has_other_letters("caf\xc3\xa9"));
  CHECK_FALSE(has_other_letters("a b"));
}

TEST_CASE("prose: a word after a colon is of a sentence that goes on", "[detect]") {
  CHECK(in_sentence("credential: document protocol updates", "document"));
  CHECK(in_sentence("+ credential: handle `url` again", "handle"));
  CHECK(in_sentence("# while holding id-token: write. A failure here", "write."));
  CHECK(in_sentence("-> ONETIME_PASSWORD: unbound variable", "unbound"));
}

TEST_CASE("prose: what is set stands alone, or beside something else that is set", "[detect]") {
  CHECK_FALSE(in_sentence("password: hunter", "hunter"));
  CHECK_FALSE(in_sentence("password: hunter  # of the shop", "hunter"));
  CHECK_FALSE(in_sentence("password: hunter user: ada", "hunter"));
  CHECK_FALSE(in_sentence("password: hunter2 is mine", "hunter2"));
  CHECK_FALSE(in_sentence("PGPASSWORD=postgres psql", "postgres"));
  CHECK_FALSE(in_sentence("hunter two", "hunter"));
}

}  // namespace keysieve
