// How git keeps objects: loose, packed, borrowed, cut off, left out. The story must not care.
#include <filesystem>

#include "catch.h"
#include "scene.h"

namespace keysieve::test {
namespace {

// Comes in a branch, goes, stays in a tag; and a second key was reset away.
void history(Scene& s) {
  s.put("readme", "x\n");
  s.branch("side");
  s.put("settings.py", "# one\n" + s.setting(0));
  s.git({"tag", "v1"});
  s.go("main");
  s.put("readme", "y\n");
  s.git({"merge", "--quiet", "--message=join", "side"});
  s.git({"branch", "--delete", "--quiet", "side"});
  s.put("settings.py", "import os\n");
  s.put("lost.py", s.setting(1));
  s.git({"reset", "--quiet", "--hard", "HEAD~1"});
}
const std::vector<std::string> gist{"on-ref +1 -1", "unreachable +1 -0"};

void garbage_collected(Scene& s) {
  history(s);
  s.git({"gc", "--quiet"});
}

void pruned(Scene& s) {
  history(s);
  s.git({"reflog", "expire", "--expire=now", "--all"});
  s.git({"gc", "--quiet", "--prune=now"});
}

void cruft_pack(Scene& s) {
  history(s);
  s.git({"reflog", "expire", "--expire=now", "--all"});
  s.git({"repack", "-a", "-d", "-q", "--cruft"});
}

void several_packs(Scene& s) {
  history(s);
  s.git({"repack", "-d", "-q"});
  s.put("settings.py", "# again\n" + s.setting(0));
  s.git({"repack", "-d", "-q"});
  s.drop("settings.py");
}

void multi_pack_index(Scene& s) {
  several_packs(s);
  s.git({"repack", "-d", "-q"});
  s.git({"multi-pack-index", "write"});
}

void deep_deltas(Scene& s) {
  std::string text;
  for (int line = 0; line < 200; ++line) text += "value_" + std::to_string(line) + " = 1\n";
  for (int step = 0; step < 12; ++step) {
    text.insert(0, "step = " + std::to_string(step) + "\n");
    s.put("settings.py", step % 4 == 2 ? text + s.setting() : text);
  }
  s.git({"repack", "-a", "-d", "-q", "-F", "--depth=50"});
}

void commit_graph(Scene& s) {
  history(s);
  s.git({"commit-graph", "write", "--reachable"});
}

void bare(Scene& s) {
  history(s);
  s.clone({"--bare"});
}

void mirror(Scene& s) {
  history(s);
  s.git({"update-ref", "refs/keep/lost", "HEAD@{1}"});
  s.clone({"--mirror"});
}

void in_a_subfolder(Scene& s) {
  history(s);
  s.repo.write("deep/er/file", "x\n");
  s.scanned = s.repo.path() / "deep/er";
}

void linked_worktree(Scene& s) {
  history(s);
  s.scanned = s.elsewhere / "linked";
  s.git({"worktree", "add", "--quiet", "--detach", s.scanned.string(), "v1"});
}

void beside_a_linked_worktree(Scene& s) {
  history(s);
  const std::string linked = s.elsewhere / "linked";
  s.git({"worktree", "add", "--quiet", "--detach", linked, "HEAD@{1}"});
}

void alternates(Scene& s) {
  history(s);
  s.scanned = s.elsewhere / "clone";
  s.git({"clone", "--quiet", "--shared", s.repo.path().string(), s.scanned.string()});
}

void alternates_packed(Scene& s) {
  history(s);
  s.git({"gc", "--quiet"});
  s.scanned = s.elsewhere / "clone";
  s.git({"clone", "--quiet", "--shared", "--no-tags", s.repo.path().string(), s.scanned.string()});
}

// Four commits; the key came in the first and went in the third.
void four(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("a", "2\n");
  s.put("a", "3\n");
  s.put("settings.py", "");
}

void depth_one(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("a", "2\n");
  s.clone({"--depth=1"});
}

void depth_one_too_late(Scene& s) {
  four(s);
  s.clone({"--depth=1"});
}

void depth_two(Scene& s) {
  four(s);
  s.clone({"--depth=2"});
}

void depth_enough(Scene& s) {
  s.put("a", "1\n");
  s.put("settings.py", s.setting());
  s.put("settings.py", "");
  s.clone({"--depth=3"});
}

void introduced_within_depth(Scene& s) {
  s.put("a", "1\n");
  s.put("a", "2\n");
  s.put("settings.py", s.setting());
  s.clone({"--depth=2"});
}

void boundary_in_a_side_branch(Scene& s) {
  s.put("a", "1\n");
  s.branch("side");
  s.put("settings.py", s.setting());
  s.put("b", "1\n");
  s.put("b", "2\n");
  s.go("main");
  s.git({"merge", "--quiet", "--no-ff", "--message=join", "side"});
  s.put("settings.py", "");
  s.clone({"--depth=3"});
}

void fetched_shallow(Scene& s) {
  four(s);
  s.git({"fetch", "--quiet", "--depth=2", "file://" + s.repo.path().string(), "main"});
}

void deepened(Scene& s) {
  four(s);
  s.clone({"--depth=2"});
  s.git({"-C", s.scanned.string(), "fetch", "--quiet", "--unshallow"});
}

void shallow_since_a_tag(Scene& s) {
  four(s);
  s.git({"tag", "start", "HEAD~2"});
  s.clone({"--shallow-exclude=start"});
}

void single_branch(Scene& s) {
  history(s);
  s.clone({"--single-branch", "--no-tags"});
}

void partial(Scene& s, const std::string& filter) {
  s.git({"config", "uploadpack.allowFilter", "true"});
  s.clone({"--filter=" + filter});
}

void without_old_blobs(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("a", "2\n");
  s.put("b", "1\n");
  partial(s, "blob:none");
}

// Of three versions of the settings, all with the key, the clone has the last.
void edited_without_old_blobs(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("settings.py", "# two\n" + s.setting());
  s.put("settings.py", "# three\n" + s.setting());
  partial(s, "blob:none");
}

// And here the first and the last, and not the one between.
void with_a_gap(Scene& s) {
  edited_without_old_blobs(s);
  s.git({"-C", s.scanned.string(), "cat-file", "-e", "HEAD~2:settings.py"});
}

void without_trees(Scene& s) {
  s.put("conf/settings.py", s.setting());
  s.put("conf/settings.py", "# two\n" + s.setting());
  partial(s, "tree:0");
}

void without_large_blobs(Scene& s) {
  s.put("large", std::string(3000, 'x'));
  s.put("settings.py", s.setting());
  s.put("large", "small\n");
  s.put("settings.py", "");
  partial(s, "blob:limit=2k");
}

void without_the_blob(Scene& s) {
  s.put("settings.py", s.setting());
  s.drop("settings.py");
  partial(s, "blob:none");
}

}  // namespace

TEST_CASE("scenarios: packs and loose objects", "[scenarios]") {
  play({
      {"loose", history, gist},
      {"garbage collected", garbage_collected, gist},
      {"pruned", pruned, {"on-ref +1 -1", "none"}},
      {"a cruft pack", cruft_pack, gist},
      {"several packs", several_packs, {"on-ref +2 -2", "unreachable +1 -0"}},
      {"a multi-pack-index", multi_pack_index, {"on-ref +2 -2", "unreachable +1 -0"}},
      {"deep deltas", deep_deltas, {"history +3 -3"}},
      {"a commit-graph", commit_graph, gist},
  });
}

TEST_CASE("scenarios: bare, linked and borrowing repositories", "[scenarios]") {
  play({
      {"bare", bare, {"on-ref +1 -1", "none"}},
      {"a mirror", mirror, {"on-ref +1 -1", "on-ref +1 -0"}},
      {"from a subfolder", in_a_subfolder, gist},
      {"a linked work tree", linked_worktree, {"live +1 -1", "unreachable +1 -0"}},
      {"beside a linked work tree", beside_a_linked_worktree, gist},
      {"alternates", alternates, gist},
      {"alternates, packed", alternates_packed, {"history +1 -1", "unreachable +1 -0"}},
      {"a single branch", single_branch, {"history +1 -1", "none"}},
  });
}

TEST_CASE("scenarios: shallow clones", "[scenarios]") {
  play({
      {"depth one", depth_one, {"live +1? -0"}},
      {"depth one, too late", depth_one_too_late, {"none"}},
      {"depth two", depth_two, {"history +1? -1"}},
      {"deep enough", depth_enough, {"history +1 -1"}},
      {"introduced within", introduced_within_depth, {"live +1 -0"}},
      {"a boundary in a side branch", boundary_in_a_side_branch, {"history +1? -1"}},
      {"a whole history made shallow", fetched_shallow, {"history +1 -1"}},
      {"deepened", deepened, {"history +1 -1"}},
      {"since a tag", shallow_since_a_tag, {"history +1? -1"}},
  });
}

TEST_CASE("scenarios: partial clones", "[scenarios]") {
  play({
      {"without old blobs", without_old_blobs, {"live +1 -0"}},
      {"edited, without old blobs", edited_without_old_blobs, {"live +1? -0"}},
      {"edited, with a gap", with_a_gap, {"live +2? -0"}},
      {"without trees", without_trees, {"live +1? -0"}},
      {"without large blobs", without_large_blobs, {"history +1 -1"}},
      {"without the blob", without_the_blob, {"none"}},
  });
}

}  // namespace keysieve::test
