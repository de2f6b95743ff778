#include "git/entry_names.h"

#include <string>

#include "catch.h"

namespace keysieve {
namespace {

// Two English words with one FNV-1a hash.
constexpr std::string_view a_name = "costarring", its_twin = "liquid";

void add(EntryNames* names, std::string_view name) {
  names->add(name_hash(name), name);
}

}  // namespace

TEST_CASE("name hash: FNV-1a, and names of one letter differ", "[git]") {
  CHECK(name_hash("") == 0x811c9dc5);
  CHECK(name_hash("a") == 0xe40c292c);
  CHECK(name_hash("foobar") == 0xbf9cf968);
  CHECK(name_hash("\xff") != name_hash("\x7f"));
}

TEST_CASE("entry names: a name is found by its hash", "[git]") {
  EntryNames names;
  add(&names, "README");
  add(&names, "README");
  CHECK(names.of(name_hash("README")) == "README");
  CHECK(names.of(name_hash("src")) == std::nullopt);
}

TEST_CASE("entry names: two names with one hash are none", "[git]") {
  REQUIRE(name_hash(a_name) == name_hash(its_twin));
  EntryNames names;
  add(&names, a_name);
  add(&names, its_twin);
  add(&names, its_twin);
  CHECK(names.of(name_hash(a_name)) == std::nullopt);
}

TEST_CASE("entry names: two threads' names become one table", "[git]") {
  EntryNames all, first, second;
  for (const auto name : {std::string_view("a"), a_name}) add(&first, name);
  for (const auto name : {std::string_view("b"), its_twin}) add(&second, name);
  all.adopt(std::move(first));
  all.adopt(std::move(second));
  CHECK(all.of(name_hash("a")) == "a");
  CHECK(all.of(name_hash("b")) == "b");
  CHECK(all.of(name_hash(a_name)) == std::nullopt);
}

TEST_CASE("entry names: when there are too many to keep, none is taken for the only one", "[git]") {
  EntryNames names;
  add(&names, "first");
  for (int i = 0; i < 300'000; ++i) add(&names, "name " + std::to_string(i));
  CHECK(names.of(name_hash("first")) == std::nullopt);
}

}  // namespace keysieve
