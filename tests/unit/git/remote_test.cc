#include "git/remote.h"

#include "catch.h"
#include "support/test_repo.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

std::string remote_of(const TestRepo& repo) {
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  return remote_url(*repository);
}

}  // namespace

TEST_CASE("remote: names and passwords in a URL are left out", "[git]") {
  const std::string page = "https://example.org/ada/shop.git";
  for (const char* url :
       {"https://example.org/ada/shop.git", "https://ada@example.org/ada/shop.git",
        "https://ada:word@example.org/ada/shop.git", "https://ada:w@rd@example.org/ada/shop.git",
        "https://example.org/ada/shop.git?token=word", "https://example.org/ada/shop.git#word"}) {
    CAPTURE(url);
    CHECK(without_credentials(url) == page);
  }
  CHECK(without_credentials("https://ada:wo/rd@example.org/shop").empty());
  CHECK(without_credentials("https://example.org:8443/a@b") == "https://example.org:8443/a@b");
  CHECK(without_credentials("git@example.org:ada/shop.git") == "example.org:ada/shop.git");
  CHECK(without_credentials("ssh://git@example.org:22/ada/shop") ==
        "ssh://example.org:22/ada/shop");
  CHECK(without_credentials("https://ada:word@[::1]:8443/shop") == "https://[::1]:8443/shop");
  CHECK(without_credentials("/srv/git/a@b:c") == "/srv/git/a@b:c");
  CHECK(without_credentials("").empty());
}

TEST_CASE("remote: origin, else the only one", "[git]") {
  TestRepo repo;
  CHECK(remote_of(repo).empty());
  repo.git({"remote", "add", "mirror", "https://ada:word@example.org/mirror"});
  CHECK(remote_of(repo) == "https://example.org/mirror");
  repo.git({"remote", "add", "other", "https://example.org/other"});
  CHECK(remote_of(repo).empty());
  repo.git({"remote", "add", "origin", "https://example.org/origin"});
  CHECK(remote_of(repo) == "https://example.org/origin");
}
