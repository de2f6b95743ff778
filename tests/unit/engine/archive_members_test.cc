#include "engine/archive_members.h"

#include <algorithm>
#include <utility>

#include "catch.h"
#include "engine/archive_kind.h"
#include "support/archives.h"
#include "support/fake.h"

namespace keysieve {
namespace {

using test::bzip2;
using test::gzip;
using test::tar;
using test::xz;
using test::zip;
using test::zstd;
using Read = std::vector<std::pair<MemberPath, std::string>>;

struct Members {
  Read read;
  std::vector<UnreadMembers> unread;
};

Members members_of(std::string_view bytes, ArchiveLimits limits = {1 << 20}) {
  Members members;
  members.unread = read_members(bytes, limits, [&](const ArchiveMember& member) {
    members.read.emplace_back(member.path, member.bytes);
  });
  return members;
}

std::string random_bytes(std::size_t size) {
  return test::Fake(7).from(test::urlsafe_alphabet, size);
}

bool says(const UnreadMembers& unread, std::string_view what) {
  return unread.why.find(what) != std::string::npos;
}

bool any_says(const Members& members, const MemberPath& path, std::string_view what) {
  return std::any_of(members.unread.begin(), members.unread.end(), [&](const UnreadMembers& part) {
    return part.path == path && says(part, what);
  });
}

}  // namespace

TEST_CASE("archive members: each format gives its files and their bytes", "[engine][archive]") {
  const Read files{{{"a.txt"}, "one\n"}, {{"folder/b"}, std::string("\0two", 4)}, {{"empty"}, ""}};
  const test::Members made{
      {"a.txt", "one\n"}, {"folder/", ""}, {"folder/b", std::string("\0two", 4)}, {"empty", ""}};
  for (const std::string& archive :
       {zip(made), test::stored_zip(made), tar(made), gzip(tar(made), "made.tar"), gzip(tar(made)),
        bzip2(tar(made)), xz(tar(made))}) {
    const Members members = members_of(archive);
    CHECK(members.read == files);
    CHECK(members.unread.empty());
  }
}

TEST_CASE("archive members: a compressed file has the name it keeps, or none",
          "[engine][archive]") {
  CHECK(members_of(gzip("text", "kept.py")).read == Read{{{"kept.py"}, "text"}});
  CHECK(members_of(gzip("text")).read == Read{{{""}, "text"}});
  CHECK(members_of(bzip2("text")).read == Read{{{""}, "text"}});
  CHECK(members_of(xz("text")).read == Read{{{""}, "text"}});
  CHECK(members_of(zstd("text")).read == Read{{{""}, "text"}});
}

TEST_CASE("archive members: only archives are archives", "[engine][archive]") {
  for (const std::string& text :
       {std::string(), std::string("P"), std::string("PK\3"), std::string("BZh"),
        std::string("BZh91 is no bzip2"), std::string("PKCS12 = 'x'"), std::string("\x1f\x8b"),
        std::string(600, '\0'), std::string(257, 'x') + "ustar", zip({})}) {
    CHECK(archive_kind(text) == ArchiveKind::none);
    CHECK(members_of(text).read.empty());
  }
}

TEST_CASE("archive members: archives inside archives, an archive before its members",
          "[engine][archive]") {
  const std::string inner = tar({{"c.txt", "deep"}}), middle = zip({{"b.tar", inner}});
  CHECK(members_of(gzip(middle, "a.zip")).read == Read{{{"a.zip"}, middle},
                                                       {{"a.zip", "b.tar"}, inner},
                                                       {{"a.zip", "b.tar", "c.txt"}, "deep"}});
}

TEST_CASE("archive members: what is too deep is said, and read itself", "[engine][archive]") {
  std::string bytes = "core";
  for (const char* name : {"core", "d.zip", "c.zip", "b.zip"}) bytes = zip({{name, bytes}});
  const Members members = members_of(bytes);
  REQUIRE(members.read.size() == 3);
  CHECK(members.read.back().first == MemberPath{"b.zip", "c.zip", "d.zip"});
  REQUIRE(members.unread.size() == 1);
  CHECK(members.unread[0].path == MemberPath{"b.zip", "c.zip", "d.zip"});
  CHECK(says(members.unread[0], "inside 3 others"));
}

TEST_CASE("archive members: layers of compression count as archives", "[engine][archive]") {
  std::string bytes = "core";
  for (int layer = 0; layer < 5; ++layer) bytes = gzip(bytes);
  const Members members = members_of(bytes);
  CHECK(members.read.size() == 3);
  CHECK(members.unread.size() == 1);
}

TEST_CASE("archive members: names keep their bytes", "[engine][archive]") {
  const std::string latin = "caf\xe9", line = "a\nb", up = "../../etc/x", utf8 = "caf\xc3\xa9";
  const auto names = [](const std::string& archive) {
    std::vector<std::string> all;
    for (const auto& [path, bytes] : members_of(archive).read) all.push_back(path.at(0));
    return all;
  };
  CHECK(names(tar({{latin, ""}, {line, ""}, {up, ""}, {utf8, ""}, {"/root", ""}})) ==
        std::vector<std::string>{latin, line, up, utf8, "/root"});
  CHECK(names(zip({{line, ""}, {up, ""}, {utf8, ""}, {"a!b", ""}})) ==
        std::vector<std::string>{line, up, utf8, "a!b"});
}

TEST_CASE("archive members: the encrypted are counted, the rest is read", "[engine][archive]") {
  const std::string secret = test::marked_encrypted(zip({{"a", "1"}, {"b", "2"}}));
  const Members members = members_of(tar({{"s.zip", secret}, {"c", "3"}}));
  CHECK(members.read == Read{{{"s.zip"}, secret}, {{"c"}, "3"}});
  REQUIRE(members.unread.size() == 1);
  CHECK(members.unread[0].path == MemberPath{"s.zip", "a"});
  CHECK(says(members.unread[0], "encrypted"));
  CHECK(members.unread[0].count == 2);
}

TEST_CASE("archive members: of a zip cut short, what is whole is read", "[engine][archive]") {
  const std::string whole = zip({{"a", "first"}, {"b", random_bytes(5000)}});
  const Members members = members_of(whole.substr(0, whole.size() / 2));
  REQUIRE(!members.read.empty());
  CHECK(members.read[0] == Read::value_type{{"a"}, "first"});
  CHECK(any_says(members, {}, "no list of its members"));
  CHECK(any_says(members, {"b"}, "cut short"));
}

TEST_CASE("archive members: of a tar.gz cut short, what is whole is read", "[engine][archive]") {
  const std::string whole = gzip(tar({{"a", "first"}, {"b", random_bytes(500'000)}}));
  const Members members = members_of(whole.substr(0, whole.size() / 2));
  REQUIRE(members.read.size() == 2);
  CHECK(members.read[0] == Read::value_type{{"a"}, "first"});
  CHECK(members.read[1].second == random_bytes(500'000).substr(0, members.read[1].second.size()));
  CHECK(any_says(members, {}, "cannot be read to its end"));
  CHECK(any_says(members, {"b"}, "cut short"));
}

TEST_CASE("archive members: a damaged member of a zip does not hide the next",
          "[engine][archive]") {
  std::string damaged = zip({{"a", random_bytes(5000)}, {"b", "second"}});
  for (std::size_t i = 100; i < 200; ++i) damaged[i] = '\xff';
  const Members members = members_of(damaged);
  CHECK(members.read.back() == Read::value_type{{"b"}, "second"});
  REQUIRE(members.unread.size() == 1);
  CHECK(members.unread[0].path == MemberPath{"a"});
  CHECK(says(members.unread[0], "damaged"));
}

TEST_CASE("archive members: nothing but a beginning is said", "[engine][archive]") {
  for (const std::string& bytes :
       {gzip("x").substr(0, 5), xz("x").substr(0, 8), bzip2("text").substr(0, 12),
        std::string("PK\3\4"), std::string("\x28\xb5\x2f\xfd"), tar({{"a", "x"}}).substr(0, 513)}) {
    const Members members = members_of(bytes);
    CHECK(!members.unread.empty());
  }
}

TEST_CASE("archive members: a member over the limit is said, the rest is read",
          "[engine][archive]") {
  const test::Members made{{"a", "x"}, {"large", std::string(1001, 'l')}, {"b", "y"}};
  for (const std::string& archive : {zip(made), tar(made), gzip(tar(made))}) {
    const Members members = members_of(archive, {1000});
    CHECK(members.read == Read{{{"a"}, "x"}, {{"b"}, "y"}});
    REQUIRE(members.unread.size() == 1);
    CHECK(members.unread[0].path == MemberPath{"large"});
    CHECK(says(members.unread[0], "1000 bytes"));
  }
  const Members single = members_of(gzip(std::string(1001, 'l')), {1000});
  CHECK((single.read.empty() && single.unread.size() == 1));
}

TEST_CASE("archive members: a bomb ends at the limit on the whole", "[engine][archive]") {
  const std::string zeros(100'000, '\0');
  const std::string flat = zip({{"a", zeros}, {"b", zeros}, {"c", zeros}, {"d", zeros}}),
                    nested = zip({{"a.gz", gzip(zeros)}, {"b.gz", gzip(zeros)}, {"z.zip", flat}}),
                    stream = gzip(tar({{"a", zeros}, {"b", zeros}, {"c", zeros}}));
  for (const std::string& bomb : {flat, nested, stream}) {
    const Members members = members_of(bomb, {1 << 20, 250'000});
    std::size_t unpacked = 0;
    for (const auto& [path, bytes] : members.read) unpacked += bytes.size();
    CHECK(unpacked >= 200'000);
    CHECK(unpacked <= 250'000);
    REQUIRE(members.unread.size() == 1);
    CHECK(says(members.unread[0], "more than 250000 bytes"));
  }
}

TEST_CASE("archive members: what is unpacked only to be skipped counts", "[engine][archive]") {
  const std::string large(600'000, '\0');
  const std::string bomb = gzip(tar({{"a", large}, {"b", large}, {"c", "text"}}));
  const Members members = members_of(bomb, {1000, 1'000'000});
  CHECK(members.read.empty());
  CHECK(any_says(members, {}, "1000000 bytes"));
}

TEST_CASE("archive members: headers count as well", "[engine][archive]") {
  test::Members folders;
  for (int i = 0; i < 200; ++i) folders.push_back({std::to_string(i) + "/", ""});
  const Members members = members_of(gzip(tar(folders)), {1000, 50'000});
  REQUIRE(members.unread.size() == 1);
  CHECK(says(members.unread[0], "50000 bytes"));
}

TEST_CASE("archive members: more than the limit are not read, at all depths together",
          "[engine][archive]") {
  test::Members ten;
  for (int i = 0; i < 10; ++i) ten.push_back({std::to_string(i), "x"});
  const ArchiveLimits fifteen{1 << 20, most_unpacked_bytes, 15};
  const Members members = members_of(zip({{"a.zip", zip(ten)}, {"b.tar", tar(ten)}}), fifteen);
  CHECK(members.read.size() == 15);
  REQUIRE(members.unread.size() == 1);
  CHECK(members.unread[0].path == MemberPath{"b.tar"});
  CHECK(says(members.unread[0], "more than 15 members"));
}

}  // namespace keysieve
