#include "report/web_links.h"

#include <algorithm>
#include <string>

#include "catch.h"
#include "support/fake.h"

using namespace keysieve;
using namespace keysieve::test;

namespace {

const ObjectId id = *ObjectId::from_hex(Fake().hex(40));

std::string commit_page(std::string_view remote) {
  const auto web = WebLinks::of(remote);
  if (!web) return "none";
  std::string url = web->commit(id);
  return url.replace(url.find(id.hex()), 40, "ID");
}

std::string line_page(std::string_view remote, std::string_view path = "a b/c.py") {
  const auto web = WebLinks::of(remote);
  if (!web) return "none";
  std::string url = web->line(id, path, 7);
  return url.replace(url.find(id.hex()), 40, "ID");
}

}  // namespace

TEST_CASE("web links: each forge has its own pages", "[report]") {
  CHECK(commit_page("https://github.com/ada/shop.git") == "https://github.com/ada/shop/commit/ID");
  CHECK(line_page("https://github.com/ada/shop.git") ==
        "https://github.com/ada/shop/blob/ID/a%20b/c.py#L7");
  CHECK(commit_page("https://gitlab.com/a/b/shop") == "https://gitlab.com/a/b/shop/-/commit/ID");
  CHECK(line_page("https://gitlab.com/a/b/shop") ==
        "https://gitlab.com/a/b/shop/-/blob/ID/a%20b/c.py#L7");
  CHECK(commit_page("https://bitbucket.org/ada/shop") ==
        "https://bitbucket.org/ada/shop/commits/ID");
  CHECK(line_page("https://bitbucket.org/ada/shop") ==
        "https://bitbucket.org/ada/shop/src/ID/a%20b/c.py#lines-7");
  CHECK(commit_page("https://codeberg.org/ada/shop") == "https://codeberg.org/ada/shop/commit/ID");
  CHECK(line_page("https://gitea.example.org:8443/ada/shop/") ==
        "https://gitea.example.org:8443/ada/shop/src/commit/ID/a%20b/c.py#L7");
}

TEST_CASE("web links: remotes are written in many ways", "[report]") {
  const std::string page = "https://github.com/ada/shop/commit/ID";
  for (const char* remote : {"github.com:ada/shop.git", "ssh://github.com:22/ada/shop.git",
                             "git://github.com/ada/shop", "https://github.com/ada/shop/"}) {
    CAPTURE(remote);
    CHECK(commit_page(remote) == page);
  }
  CHECK(commit_page("http://gitlab.example.org/ada/shop") ==
        "http://gitlab.example.org/ada/shop/-/commit/ID");
}

TEST_CASE("web links: hosts that are not known have none", "[report]") {
  for (const char* remote :
       {"", "/srv/git/shop.git", "../shop", "C:\\shop", "https://example.org/ada/shop",
        "https://notgithub.com/ada/shop", "https://bitbucket.example.org/ada/shop",
        "https://github.com", "https://github.com/ada", "github.com:shop", "file:///srv/shop",
        "https://github/ada/shop", "https://github.com\x1b]/ada/shop"}) {
    CAPTURE(remote);
    CHECK(commit_page(remote) == "none");
  }
}

TEST_CASE("web links: nothing in a URL acts on a terminal or ends an attribute", "[report]") {
  const std::string evil = "a\x1b\\\x07\"'<>\xE2\x80\xAE\xFF\n/?#%b";
  const auto web = WebLinks::of("https://github.com/a\"\x1b/" + evil);
  REQUIRE(web);
  const std::string url = web->line(id, evil, 1);
  CHECK(url.find("/a%1B%5C%07%22%27%3C%3E%E2%80%AE%FF%0A/%3F%23%25b#L1") != std::string::npos);
  CHECK(std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c <= '~'; }));
  CHECK(url.find_first_of("\"'<>\\") == std::string::npos);
}

TEST_CASE("web links: a member of an archive leads to its commit", "[report]") {
  CHECK(line_page("https://github.com/ada/shop", "dist/app.zip!settings.py") ==
        "https://github.com/ada/shop/commit/ID");
}
