#include "git/object_text.h"

#include <string>
#include <tuple>

#include <fmt/format.h>

#include "catch.h"
#include "made_graph.h"
#include "support/test_repo.h"

namespace keysieve {
namespace {

const std::string some_id(40, 'a'), other_id(40, 'b');

auto parts(std::string_view text) {
  const Signature s = parse_signature(text);
  return std::tuple(s.person.name, s.person.email, s.time.seconds, s.time.offset_minutes);
}

using Parts = std::tuple<std::string, std::string, std::int64_t, int>;

std::string entry(std::string_view mode, std::string_view name, char id_byte = 'x') {
  return fmt::format("{} {}", mode, name) + '\0' + std::string(20, id_byte);
}

}  // namespace

TEST_CASE("signature: name, address, seconds and offset", "[git]") {
  CHECK(parts("A U Thor <a@b.c> 1732444465 +0700") == Parts("A U Thor", "a@b.c", 1732444465, 420));
  CHECK(parts("A <a> 1 -0330") == Parts("A", "a", 1, -210));
  CHECK(parts("A <a> 1 +0530") == Parts("A", "a", 1, 330));
  CHECK(parts("A <a> -86400 +0000") == Parts("A", "a", -86400, 0));
}

TEST_CASE("signature: names may be empty, spaced, not UTF-8, or hold what looks like an address",
          "[git]") {
  CHECK(parts("<a@b.c> 7 +0000") == Parts("", "a@b.c", 7, 0));
  CHECK(parts("  A   <  a@b.c  > 7 +0000") == Parts("A", "a@b.c", 7, 0));
  CHECK(parts("Andr\xe9 <a> 7 +0000") == Parts("Andr\xe9", "a", 7, 0));
  CHECK(parts("A <> 7 +0000") == Parts("A", "", 7, 0));
  CHECK(parts("A > B <a> 7 +0000") == Parts("A > B", "a", 7, 0));
}

TEST_CASE("signature: what is missing or malformed is empty or zero", "[git]") {
  CHECK(parts("") == Parts("", "", 0, 0));
  CHECK(parts("A") == Parts("A", "", 0, 0));
  CHECK(parts("A <a>") == Parts("A", "a", 0, 0));
  CHECK(parts("A <a> yesterday") == Parts("A", "a", 0, 0));
  CHECK(parts("A <a> 7") == Parts("A", "a", 7, 0));
  CHECK(parts("A <a> 7 0700") == Parts("A", "a", 7, 0));
  CHECK(parts("A <a> 7 +") == Parts("A", "a", 7, 0));
  CHECK(std::get<2>(parts("A <a 7 +0000")) == 0);
  CHECK(std::get<2>(parts("A a> 7 +0000")) == 0);
}

TEST_CASE("signature: one sign is all an offset has", "[git]") {
  CHECK(parts("A <a> 7 --0530") == Parts("A", "a", 7, 0));
  CHECK(parts("A <a> 7 +-0530") == Parts("A", "a", 7, 0));
}

TEST_CASE("signature: numbers too large for their type do not overflow", "[git]") {
  CHECK(parts("A <a> 9223372036854775807 +0000") == Parts("A", "a", INT64_MAX, 0));
  CHECK(parts("A <a> 9223372036854775808 +0000") == Parts("A", "a", 0, 0));
  CHECK(parts("A <a> 7 +99999999999") == Parts("A", "a", 7, 0));
  CHECK(parts("A <a> 7 -2147483647") == Parts("A", "a", 7, -(2147483647 / 100 * 60 + 47)));
}

TEST_CASE("signature: reads odd ones as git does", "[git]") {
  test::TestRepo repo;
  const std::string tree = repo.git({"mktree"});
  for (const std::string text :
       {"A U Thor <a@b.c> 1732444465 +0700", "<a@b.c> 1732444465 -0330", "A<a@b.c> 12 +0000",
        "A   B  <a@b.c> 12 +1245", "A <> 12 +0000", "A <a b> 12 +0000"}) {
    const std::string id =
        repo.git({"hash-object", "-t", "commit", "-w", "--literally", "--stdin"},
                 fmt::format("tree {}\nauthor {}\ncommitter {}\n\nwords\n", tree, text, text));
    const Signature s = parse_signature(text);
    const int offset = std::abs(s.time.offset_minutes);
    CAPTURE(text);
    CHECK(fmt::format("{}|{}|{}|{}{:02}{:02}", s.person.name, s.person.email, s.time.seconds,
                      s.time.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60) ==
          repo.git({"log", "-1", "--date=format:%z", "--format=%an|%ae|%at|%ad", id}));
  }
}

TEST_CASE("commit: tree, parents, people and message", "[git]") {
  const std::string text = "tree " + some_id + "\nparent " + other_id + "\nparent " + some_id +
                           "\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0000\n" +
                           "\nsubject\n\nbody\n";
  const auto commit = parse_commit(text);
  REQUIRE(commit);
  CHECK(commit->tree.hex() == some_id);
  REQUIRE(commit->parents.size() == 2);
  CHECK(commit->parents[0].hex() == other_id);
  CHECK(commit->parents[1].hex() == some_id);
  CHECK(commit->author == "A <a> 1 +0000");
  CHECK(commit->committer == "C <c> 2 +0000");
  CHECK(commit->message == "subject\n\nbody\n");
}

TEST_CASE("commit: headers of several lines hold no header and no message", "[git]") {
  const std::string text =
      "tree " + some_id + "\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0000\nencoding ISO-8859-1\n" +
      "mergetag object " + other_id + "\n type commit\n tag v1\n \n parent " + other_id +
      "\n author no <no> 0 +0000\ngpgsig -----BEGIN\n \n abc\n -----END\n\nm\xe9ssage";
  const auto commit = parse_commit(text);
  REQUIRE(commit);
  CHECK(commit->parents.empty());
  CHECK(commit->author == "A <a> 1 +0000");
  CHECK(commit->message == "m\xe9ssage");
}

TEST_CASE("commit: the message may be absent, empty or hold blank lines first", "[git]") {
  const std::string head = "tree " + some_id + "\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0000";
  CHECK(parse_commit(head)->message.empty());
  CHECK(parse_commit(head + "\n")->message.empty());
  CHECK(parse_commit(head + "\n\n")->message.empty());
  CHECK(parse_commit(head + "\n\n\n\nlate\n")->message == "\n\nlate\n");
}

TEST_CASE("commit: text that is cut anywhere is no commit or a shorter one", "[git]") {
  const std::string whole =
      test::commit_bytes(*ObjectId::from_hex(some_id), {*ObjectId::from_hex(other_id)}, 1);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto commit = parse_commit(whole.substr(0, size));
    CAPTURE(size);
    if (size < 45) CHECK(!commit);  // within the tree's id
    if (size > 46 && size < 53) CHECK((commit && commit->parents.empty()));
    if (size > 53 && size < 93) CHECK(!commit);  // within the parent's
    if (size >= 93) CHECK((commit && commit->parents.size() == 1));
  }
}

TEST_CASE("commit: ids that are none are refused", "[git]") {
  CHECK(!parse_commit("tree " + some_id.substr(1) + "\n\n"));
  CHECK(!parse_commit("tree " + some_id + "a\n\n"));
  CHECK(!parse_commit("tree " + some_id.substr(1) + "g\n\n"));
  CHECK(!parse_commit("tree " + some_id + "\nparent xyz\n\n"));
  CHECK(!parse_commit("parent " + some_id + "\n\n"));
  CHECK(!parse_commit("tree" + some_id + "\n\n"));
}

TEST_CASE("commit: of repeated headers the same one counts as for git", "[git]") {
  test::TestRepo repo;
  const std::string text = "tree " + repo.git({"mktree"}) +
                           "\nauthor A <a> 1 +0000\ncommitter C <c> 2 +0000\n"
                           "author X <x> 3 +0000\ncommitter Y <y> 4 +0000\n\nwords\n";
  const auto commit = parse_commit(text);
  REQUIRE(commit);
  const std::string id =
      repo.git({"hash-object", "-t", "commit", "-w", "--literally", "--stdin"}, text);
  CHECK(parse_signature(commit->committer).time.seconds ==
        std::stoll(repo.git({"log", "-1", "--format=%ct", id})));
  CHECK(parse_signature(commit->author).person.name == repo.git({"log", "-1", "--format=%an", id}));
}

TEST_CASE("summary: the first line with words, trimmed", "[git]") {
  CHECK(summary_of("subject\n\nbody\n") == "subject");
  CHECK(summary_of("\n\n  subject \r\nbody") == "subject");
  CHECK(summary_of("subject") == "subject");
  CHECK(summary_of(" \n\t\n").empty());
  CHECK(summary_of("").empty());
}

TEST_CASE("commit: a tag that a merge brought in is unfolded to its own bytes", "[git]") {
  const std::string tag =
      "object " + some_id + "\ntype commit\ntag v1\ntagger T <t> 1 +0000\n\nwords\n\n more\n";
  std::string folded;
  for (const char c : tag.substr(0, tag.size() - 1)) {
    folded += c;
    if (c == '\n') folded += ' ';
  }
  const std::string text = "tree " + some_id + "\nmergetag " + folded + "\nmergetag " + folded +
                           "\nencoding latin1\n\nsubject\n";
  const auto commit = parse_commit(text);
  REQUIRE(commit);
  CHECK(commit->message == "subject\n");
  CHECK(commit->encoding == "latin1");
  REQUIRE(commit->merged_tags.size() == 2);
  for (const auto merged : commit->merged_tags) CHECK(unfold_tag(merged) == tag);
}

TEST_CASE("tag: target and message", "[git]") {
  const std::string text =
      "object " + some_id + "\ntype commit\ntag v1\ntagger T <t> 1 +0000\n\nwords\n\nmore\n";
  const auto tag = parse_tag(text);
  REQUIRE(tag);
  CHECK(tag->target.hex() == some_id);
  CHECK(tag->message == "words\n\nmore\n");
  CHECK(parse_tag("object " + some_id + "\ntype commit\ntag v1\n")->message.empty());
  CHECK(!parse_tag("type commit\nobject " + some_id + "\n\n"));
  CHECK(!parse_tag("object " + some_id.substr(1) + "\n\n"));
  CHECK(!parse_tag(""));
}

TEST_CASE("tree entry: what the mode says", "[git]") {
  using Kind = TreeEntry::Kind;
  for (const auto& [mode, kind] : {std::pair("100644", Kind::blob),
                                   {"100755", Kind::blob},
                                   {"120000", Kind::blob},
                                   {"40000", Kind::tree},
                                   {"040000", Kind::tree},
                                   {"160000", Kind::gitlink}}) {
    const std::string bytes = entry(mode, "a name");
    std::string_view rest = bytes;
    const auto taken = take_tree_entry(&rest);
    CAPTURE(mode);
    REQUIRE(taken);
    CHECK(taken->kind == kind);
    CHECK(taken->name == "a name");
    CHECK(taken->id.bytes.back() == std::uint8_t{'x'});
    CHECK(rest.empty());
  }
}

TEST_CASE("tree entry: taken one after the other, whatever bytes the id has", "[git]") {
  const std::string bytes = entry("100644", "a", '\0') + entry("40000", "b", ' ');
  std::string_view rest = bytes;
  CHECK(take_tree_entry(&rest)->name == "a");
  CHECK(take_tree_entry(&rest)->name == "b");
  CHECK(rest.empty());
}

TEST_CASE("tree entry: none where anything is missing", "[git]") {
  const std::string whole = entry("100644", "name");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string_view cut = std::string_view(whole).substr(0, size);
    CAPTURE(size);
    CHECK(!take_tree_entry(&cut));
    CHECK(cut.size() == size);
  }
  std::string_view no_zero = "100644 name and twenty bytes and more";
  CHECK(!take_tree_entry(&no_zero));
}

}  // namespace keysieve
