// Where lines of commits part and meet again.
#include "catch.h"
#include "scene.h"

namespace keysieve::test {
namespace {

// Two branches, main and side, from one commit; each then has a file of its own.
void fork(Scene& s) {
  s.put("base", "1\n");
  s.branch("side");
  s.put("b", "2\n");
  s.go("main");
  s.put("c", "3\n");
}

void evil_merge(Scene& s) {
  fork(s);
  s.begin_merge({"side"});
  s.put("settings.py", s.setting());
}

// main and side write different lines at the same place: main key 0, side key 1.
void begin_conflict(Scene& s) {
  s.put("settings.py", "DEBUG = 1\n");
  s.branch("side");
  s.put("settings.py", s.setting(1));
  s.go("main");
  s.put("settings.py", s.setting(0));
  s.begin_merge({"side"});
}

void conflict_ours(Scene& s) {
  begin_conflict(s);
  s.put("settings.py", s.setting(0));
}

void conflict_theirs(Scene& s) {
  begin_conflict(s);
  s.put("settings.py", s.setting(1));
}

void conflict_both(Scene& s) {
  begin_conflict(s);
  s.put("settings.py", s.setting(0) + s.setting(1));
}

void conflict_neither(Scene& s) {
  begin_conflict(s);
  s.put("settings.py", "import os\n");
}

void conflict_another(Scene& s) {
  begin_conflict(s);
  s.put("settings.py", s.setting(2));
}

void conflict_markers(Scene& s) {
  begin_conflict(s);
  s.repo.commit("as it is");
}

// Branches x, y and z, the first `with` of which hold the key, and main with none.
void fan(Scene& s, int with) {
  s.put("base", "1\n");
  for (const char* name : {"x", "y", "z"}) {
    s.branch(name, "main");
    const std::string comment = "# " + std::string(name) + "\n";
    s.put(name, with-- > 0 ? comment + s.setting() : comment);
  }
  s.go("main");
}

void octopus(Scene& s) {
  fan(s, 2);
  s.put("m", "m\n");
  s.git({"merge", "--quiet", "--message=octopus", "x", "y", "z"});
}

void octopus_adds(Scene& s) {
  fan(s, 0);
  s.begin_merge({"x", "y", "z"});
  s.put("settings.py", s.setting());
}

void octopus_drops_what_some_hold(Scene& s) {
  fan(s, 2);
  s.begin_merge({"x", "y", "z"});
  s.repo.write("x", "").write("y", "").commit("clean");
}

void octopus_drops_what_all_hold(Scene& s) {
  fan(s, 3);
  s.put("settings.py", s.setting());
  s.begin_merge({"x", "y", "z"});
  s.repo.write("x", "").write("y", "").write("z", "");
  s.drop("settings.py");
}

// A commit of `tree` on main with these parents.
std::string commit_of(Scene& s, const std::string& tree, const std::vector<std::string>& parents) {
  std::vector<std::string> command{"commit-tree", "-m", "made"};
  for (const std::string& parent : parents) command.insert(command.end(), {"-p", parent});
  command.push_back(tree);
  const std::string id = s.git(command);
  s.git({"reset", "--quiet", "--hard", id});
  return id;
}

void octopus_of_equals(Scene& s) {
  const std::string root = s.put("a", "1\n");
  s.put("settings.py", s.setting());
  std::vector<std::string> parents;
  for (const char* message : {"one", "two", "three"}) {
    parents.push_back(s.git({"commit-tree", "-m", message, "-p", root, "HEAD^{tree}"}));
  }
  commit_of(s, "HEAD^{tree}", parents);
  commit_of(s, root + "^{tree}", {s.repo.head(), parents[0], parents[1]});
}

void the_same_parent_twice(Scene& s) {
  const std::string root = s.put("settings.py", s.setting());
  const std::string tree = s.git({"mktree"});
  const std::string who = " A <a@x.org> 1704200000 +0000\n";
  s.git({"update-ref", "refs/heads/twice",
         s.object("commit", "tree " + tree + "\nparent " + root + "\nparent " + root + "\nauthor" +
                                who + "committer" + who + "\ntwice\n")});
}

// Each side merges the other's last commit: main keeps the key, side drops it; then they meet.
void begin_criss_cross(Scene& s) {
  fork(s);
  s.put("settings.py", s.setting());
  const std::string main = s.repo.head(), side = s.git({"rev-parse", "side"});
  s.git({"merge", "--quiet", "--no-ff", "--message=one", side});
  s.go("side");
  s.git({"merge", "--quiet", "--no-ff", "--strategy=ours", "--message=two", main});
  s.go("main");
  s.begin_merge({"side"});
}

void criss_cross(Scene& s) {
  begin_criss_cross(s);
  s.repo.commit("as git merges it");
}

void criss_cross_kept(Scene& s) {
  begin_criss_cross(s);
  s.put("settings.py", s.setting());
}

void cherry_picked(Scene& s) {
  fork(s);
  s.go("side");
  const std::string picked = s.put("settings.py", s.setting());
  s.go("main");
  s.git({"cherry-pick", picked});
}

void on_both_sides_then_merged(Scene& s) {
  fork(s);
  s.put("main.py", s.setting());
  s.go("side");
  s.put("side.py", "# side\n" + s.setting());
  s.go("main");
  s.git({"merge", "--quiet", "--message=join", "side"});
}

void removed_here_kept_there(Scene& s) {
  s.put("settings.py", s.setting());
  fork(s);
  s.put("settings.py", "import os\n");
}

void merge_of_a_removal(Scene& s) {
  removed_here_kept_there(s);
  s.git({"merge", "--quiet", "--message=join", "side"});
}

void merge_undoes_a_removal(Scene& s) {
  removed_here_kept_there(s);
  s.begin_merge({"side"});
  s.put("settings.py", s.setting());
}

void ours_drops_one_sides(Scene& s) {
  fork(s);
  s.go("side");
  s.put("settings.py", s.setting());
  s.go("main");
  s.git({"merge", "--quiet", "--strategy=ours", "--message=ours", "side"});
}

void ours_after_removal(Scene& s) {
  removed_here_kept_there(s);
  s.git({"merge", "--quiet", "--strategy=ours", "--message=ours", "side"});
  s.git({"branch", "--quiet", "--delete", "--force", "side"});
}

void merge_drops_what_both_hold(Scene& s) {
  s.put("settings.py", s.setting());
  fork(s);
  s.begin_merge({"side"});
  s.put("settings.py", "");
}

void unrelated(Scene& s) {
  s.put("a", "1\n");
  s.git({"checkout", "--quiet", "--orphan", "other"});
  s.put("settings.py", s.setting());
  s.go("main");
  s.git({"merge", "--quiet", "--allow-unrelated-histories", "--message=join", "other"});
}

void two_roots_with_it(Scene& s) {
  s.put("settings.py", s.setting());
  s.git({"checkout", "--quiet", "--orphan", "other"});
  s.put("conf.py", "# two\n" + s.setting());
}

void subtree(Scene& s) {
  s.git({"checkout", "--quiet", "--orphan", "library"});
  s.put("settings.py", s.setting());
  s.git({"checkout", "--quiet", "--orphan", "trunk"});
  s.git({"rm", "-r", "--quiet", "--force", "."});
  s.put("a", "1\n");
  s.git({"merge", "--quiet", "--strategy=ours", "--no-commit", "--allow-unrelated-histories",
         "library"});
  s.git({"read-tree", "--prefix=vendor/library/", "-u", "library"});
  s.repo.commit("subtree");
  s.drop("vendor");
}

void fast_forward(Scene& s) {
  s.put("a", "1\n");
  s.branch("side");
  s.put("settings.py", s.setting());
  s.go("main");
  s.git({"merge", "--quiet", "--ff-only", "side"});
}

void squashed(Scene& s) {
  fork(s);
  s.go("side");
  s.put("settings.py", s.setting());
  s.put("b", "4\n");
  s.go("main");
  s.git({"merge", "--quiet", "--squash", "side"});
  s.repo.commit("squash");
}

}  // namespace

TEST_CASE("scenarios: merges of two", "[scenarios]") {
  play({
      {"an evil merge", evil_merge, {"live +1 -0"}},
      {"conflict: ours", conflict_ours, {"live +1 -0", "on-ref +1 -0"}},
      {"conflict: theirs", conflict_theirs, {"history +1 -0", "live +1 -0"}},
      {"conflict: both", conflict_both, {"live +1 -0", "live +1 -0"}},
      {"conflict: neither", conflict_neither, {"history +1 -0", "on-ref +1 -0"}},
      {"conflict: another", conflict_another, {"history +1 -0", "on-ref +1 -0", "live +1 -0"}},
      {"conflict: markers and all", conflict_markers, {"live +1 -0", "live +1 -0"}},
      {"criss-cross", criss_cross, {"history +1 -0"}},
      {"criss-cross, kept in the end", criss_cross_kept, {"live +1 -0"}},
      {"on both sides, then merged", on_both_sides_then_merged, {"live +2 -0"}},
      {"removed here, kept there", removed_here_kept_there, {"on-ref +1 -1"}},
      {"a removal merged", merge_of_a_removal, {"on-ref +1 -1"}},
      {"a removal undone by a merge", merge_undoes_a_removal, {"live +1 -1"}},
      {"ours drops one side's", ours_drops_one_sides, {"on-ref +1 -0"}},
      {"ours after a removal", ours_after_removal, {"history +1 -1"}},
      {"a merge drops what both hold", merge_drops_what_both_hold, {"on-ref +1 -1"}},
      {"the same parent twice", the_same_parent_twice, {"live +1 -1"}},
  });
}

TEST_CASE("scenarios: merges of many, and no merges", "[scenarios]") {
  play({
      {"an octopus", octopus, {"live +2 -0"}},
      {"an octopus adds it", octopus_adds, {"live +1 -0"}},
      {"an octopus drops what some hold", octopus_drops_what_some_hold, {"on-ref +2 -0"}},
      {"an octopus drops what all hold", octopus_drops_what_all_hold, {"on-ref +4 -1"}},
      {"an octopus of equals", octopus_of_equals, {"history +4 -1"}},
      {"cherry-picked", cherry_picked, {"live +2 -0"}},
      {"unrelated histories", unrelated, {"live +1 -0"}},
      {"two roots with it", two_roots_with_it, {"live +2 -0"}},
      {"a subtree merged", subtree, {"on-ref +1 -1"}},
      {"fast-forward", fast_forward, {"live +1 -0"}},
      {"squashed", squashed, {"live +2 -0"}},
  });
}

}  // namespace keysieve::test
