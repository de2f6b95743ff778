#include "catch.h"
#include "keysieve/hooks.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

const std::string scissors = "# ------------------------ >8 ------------------------\n";

TEST_CASE("commit message: what git shows below its scissors is no part of it", "[hooks]") {
  CHECK(message_to_commit("") == "");
  CHECK(message_to_commit("Subject\n# a comment\n") == "Subject\n# a comment\n");
  CHECK(message_to_commit("Subject\n" + scissors + "# Do not modify\ndiff\n") == "Subject\n");
  CHECK(message_to_commit(scissors + "# Do not modify\ndiff\n") == "");
}

TEST_CASE("commit message: scissors that people wrote cut nothing off", "[hooks]") {
  const std::vector<std::string> texts = {
      "Subject\n" + scissors, "Subject\n" + scissors + "diff\n",
      "Subject\n on a line # ------------------------ >8 ------------------------\n# x\n"};
  for (const std::string& text : texts) {
    CHECK(message_to_commit(text) == text);
  }
}

TEST_CASE("pushed range: deleted refs and what the remote lacks, an expression with spaces",
          "[hooks]") {
  test::TestRepo repo;
  const std::string id = repo.write("a", "1").commit("one");
  const std::string zeros(40, '0');
  const auto deleted =
      pushed_range(repo.path(), "origin", "(delete) " + zeros + " refs/heads/a " + id + "\n");
  REQUIRE(deleted);
  CHECK(deleted->ends->tips.empty());
  const auto pushed =
      pushed_range(repo.path(), "origin", ":/one of them " + id + " refs/heads/a " + zeros + "\n");
  REQUIRE(pushed);
  CHECK(pushed->ends->tips == std::vector<ObjectId>{*ObjectId::from_hex(id)});
  CHECK(pushed->ends->known.empty());
  for (const char* line : {"a b c d", "x", "a 12 b 34\n"}) {
    CHECK_FALSE(pushed_range(repo.path(), "origin", line));
    CHECK_FALSE(received_range(repo.path(), line));
  }
}

TEST_CASE("received range: what the refs lead to is known", "[hooks]") {
  test::TestRepo repo;
  const std::string id = repo.write("a", "1").commit("one");
  const std::string zeros(40, '0'), other(40, '1');
  const auto range = received_range(repo.path(), zeros + " " + other + " refs/heads/a\n");
  REQUIRE(range);
  CHECK(range->ends->tips == std::vector<ObjectId>{*ObjectId::from_hex(other)});
  CHECK(range->ends->known.front() == *ObjectId::from_hex(id));
}

}  // namespace
}  // namespace keysieve
