// What points into history, and what does not: tags, stashes, notes, odd refs, messages, HEADs.
#include "catch.h"
#include "scene.h"

namespace keysieve::test {
namespace {

// A commit with the key that `main` has left behind; returns its id.
std::string side_commit(Scene& s) {
  s.put("a", "1\n");
  const std::string id = s.put("settings.py", s.setting());
  s.git({"reset", "--quiet", "--hard", "HEAD~1"});
  return id;
}

void lightweight_tag(Scene& s) {
  s.git({"tag", "v1", side_commit(s)});
}

void annotated_tag(Scene& s) {
  s.git({"tag", "--annotate", "--message=words", "v1", side_commit(s)});
}

void nested_tag(Scene& s) {
  annotated_tag(s);
  s.git({"tag", "--annotate", "--message=more words", "v2", "v1"});
  s.git({"tag", "--delete", "v1"});
}

void unnamed_tag(Scene& s) {
  annotated_tag(s);
  s.git({"tag", "--delete", "v1"});
}

void ref_at_a_blob(Scene& s) {
  s.put("a", "1\n");
  s.git({"update-ref", "refs/odd/blob", s.blob(s.setting())});
}

void ref_at_a_tree(Scene& s) {
  s.put("a", "1\n");
  s.git({"update-ref", "refs/odd/tree",
         s.git({"mktree"}, "100644 blob " + s.blob(s.setting()) + "\tname\n")});
}

void tag_at_a_blob(Scene& s) {
  s.put("a", "1\n");
  s.git({"tag", "--annotate", "--message=words", "blob", s.blob(s.setting())});
}

void tag_at_a_tree(Scene& s) {
  s.git({"tag", "--annotate", "--message=words", "tree", side_commit(s) + "^{tree}"});
}

void other_namespaces(Scene& s) {
  const std::string id = side_commit(s);
  for (const char* name : {"refs/remotes/origin/topic", "refs/pull/1/head", "refs/original/x"}) {
    s.git({"update-ref", name, id});
  }
  s.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/topic"});
  s.git({"symbolic-ref", "refs/remotes/origin/gone", "refs/remotes/origin/nothing"});
}

void packed_refs(Scene& s) {
  const std::string id = side_commit(s);
  s.git({"tag", "--annotate", "--message=words", "annotated", id});
  s.git({"branch", "old", id});
  s.git({"pack-refs", "--all"});
  s.git({"branch", "--force", "old", "main"});
}

void detached_head(Scene& s) {
  const std::string id = side_commit(s);
  s.git({"checkout", "--quiet", "--detach", id});
  s.put("b", "2\n");
}

void unborn_head(Scene& s) {
  s.put("settings.py", s.setting());
  s.git({"symbolic-ref", "HEAD", "refs/heads/nothing/yet"});
}

void empty_repository(Scene&) {}

void empty_but_for_the_index(Scene& s) {
  s.repo.write("settings.py", s.setting());
  s.git({"add", "--all"});
}

void only_the_reflog(Scene& s) {
  side_commit(s);
  s.git({"branch", "other"});
  s.go("other");
}

void stashes(Scene& s) {
  s.put("a", "1\n");
  s.put("b", "1\n");
  s.repo.write("a", s.setting(0));  // in the older entry
  s.git({"stash", "--quiet"});
  s.repo.write("b", s.setting(1));  // in the index alone
  s.git({"add", "b"});
  s.repo.write("b", "2\n");
  s.repo.write("a", s.setting(2));          // in the work tree
  s.repo.write("untracked", s.setting(3));  // in the third parent
  s.git({"stash", "--quiet", "--include-untracked"});
}

void dropped_stash(Scene& s) {
  s.put("a", "1\n");
  s.repo.write("a", s.setting());
  s.git({"stash", "--quiet"});
  s.git({"stash", "drop", "--quiet"});
}

void notes(Scene& s) {
  s.put("a", "1\n");
  s.git({"notes", "add", "--message", s.setting(0)});
  s.git({"notes", "add", "--force", "--message", s.setting(1)});
  s.git({"notes", "--ref=builds", "add", "--message", "# build\n" + s.setting(0)});
}

void dangling(Scene& s) {
  s.put("a", "1\n");
  s.blob(s.setting(0));
  s.git({"mktree"}, "100644 blob " + s.blob(s.setting(1)) + "\tsettings.py\n");
}

void replaced(Scene& s) {
  const std::string bad = s.put("settings.py", s.setting(0));
  s.git({"replace", bad + ":settings.py", s.blob("nothing\n")});
  const std::string worse = s.put("settings.py", s.setting(1));
  s.git({"replace", "--graft", worse});
}

void grafted(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("a", "1\n");
  const std::string id = s.put("settings.py", "");
  s.repo.write(".git/info/grafts", id + "\n");
}

void in_a_message(Scene& s) {
  s.put("a", "1\n");
  s.repo.write("a", "2\n").commit("deploy\n\nDJANGO_SECRET_KEY=" + s.key());
  s.put("a", "3\n");
}

void in_message_and_file(Scene& s) {
  s.put("a", "1\n");
  s.repo.write("settings.py", s.setting()).commit("add\n\n" + s.setting());
  s.repo.write("settings.py", "").commit("remove\n\n" + s.setting());
}

void in_an_amended_message(Scene& s) {
  s.repo.write("a", "1\n").commit(s.setting());
  s.git({"commit", "--quiet", "--amend", "--message=better"});
}

void in_a_tags_message(Scene& s) {
  s.put("a", "1\n");
  s.git({"tag", "--annotate", "--message=release\n\n" + s.setting(0), "v1"});
  s.git({"tag", "--annotate", "--message=" + s.setting(1), "v2"});
  s.git({"tag", "--delete", "v2"});
}

void in_tag_and_file(Scene& s) {
  s.put("settings.py", s.setting());
  s.drop("settings.py");
  s.git({"tag", "--annotate", "--message=" + s.setting(), "v1"});
}

void broken_ref(Scene& s) {
  s.put("settings.py", s.setting());
  s.repo.write(".git/refs/heads/broken", std::string(40, '1') + "\n");
}

}  // namespace

TEST_CASE("scenarios: refs of all kinds", "[scenarios]") {
  play({
      {"a lightweight tag", lightweight_tag, {"on-ref +1 -0"}},
      {"an annotated tag", annotated_tag, {"on-ref +1 -0"}},
      {"a tag of a tag", nested_tag, {"on-ref +1 -0"}},
      {"a tag nothing names", unnamed_tag, {"unreachable +1 -0"}},
      {"a ref at a blob", ref_at_a_blob, {"on-ref +0 -0"}},
      {"a ref at a tree", ref_at_a_tree, {"on-ref +0 -0"}},
      {"a tag at a blob", tag_at_a_blob, {"on-ref +0 -0"}},
      {"a tag at a tree", tag_at_a_tree, {"on-ref +1 -0"}},
      {"remotes, pull requests, a dangling symbolic ref", other_namespaces, {"on-ref +1 -0"}},
      {"packed refs, one of them stale", packed_refs, {"on-ref +1 -0"}},
      {"a ref to nothing", broken_ref, {"live +1 -0"}},
  });
}

TEST_CASE("scenarios: HEAD, reflogs, stashes, notes, objects of no ref", "[scenarios]") {
  play({
      {"a detached HEAD", detached_head, {"live +1 -0"}},
      {"an unborn HEAD", unborn_head, {"on-ref +1 -0"}},
      {"an empty repository", empty_repository, {}},
      {"nothing but an index", empty_but_for_the_index, {"unreachable +0 -0"}},
      {"only in the reflog", only_the_reflog, {"unreachable +1 -0"}},
      {"stashes", stashes, {"unreachable +1 -0", "history +1 -0", "on-ref +1 -0", "history +1 -0"}},
      {"a dropped stash", dropped_stash, {"unreachable +1 -0"}},
      {"notes", notes, {"on-ref +2 -1", "on-ref +1 -0"}},
      {"a dangling blob and a dangling tree", dangling, {"unreachable +0 -0", "unreachable +0 -0"}},
      {"replaced objects", replaced, {"history +1 -1", "live +2 -0"}},
      {"a grafts file", grafted, {"history +1 -1"}},
  });
}

TEST_CASE("scenarios: messages", "[scenarios]") {
  play({
      {"in a message", in_a_message, {"history +1 -0"}},
      {"in message and file", in_message_and_file, {"history +2 -1"}},
      {"in an amended message", in_an_amended_message, {"unreachable +1 -0"}},
      {"in a tag's message", in_a_tags_message, {"history +0 -0", "unreachable +0 -0"}},
      {"in a tag's message and a file", in_tag_and_file, {"history +1 -1"}},
  });
}

}  // namespace keysieve::test
