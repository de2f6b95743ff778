// A line of commits, and what people do to it: edits, renames, reverts, amends, odd clocks.
#include "catch.h"
#include "scene.h"

namespace keysieve::test {
namespace {

void comes_and_goes(Scene& s) {
  s.put("readme", "x\n");
  s.put("app/settings.py", "\n\n" + s.setting());
  s.put("app/settings.py", "DEBUG = 1\n\n" + s.setting());
  s.put("app/settings.py", "import os\n");
}

void in_the_root(Scene& s) {
  s.put("settings.py", s.setting());
}

void reintroduced(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("settings.py", "");
  s.put("conf/settings.py", "# back\n" + s.setting());
}

void reverted(Scene& s) {
  s.put("a", "1\n");
  s.put("settings.py", s.setting());
  s.git({"revert", "--no-edit", "HEAD"});
}

void revert_reverted(Scene& s) {
  reverted(s);
  s.git({"revert", "--no-edit", "HEAD"});
}

void renamed(Scene& s) {
  s.put("settings.py", s.setting());
  s.git({"mv", "settings.py", "base.py"});
  s.repo.commit("rename");
}

void renamed_and_edited(Scene& s) {
  s.put("settings.py", s.setting());
  s.repo.remove("settings.py");
  s.put("conf/base.py", "# moved\nDEBUG = False\n\n" + s.setting());
}

void copied(Scene& s) {
  s.put("settings.py", s.setting());
  s.put("copy.py", s.setting());
  s.drop("settings.py");
}

void moved_between_files(Scene& s) {
  s.put("a.py", "A = 1\n" + s.setting());
  s.put("b.py", "B = 2\n");
  s.repo.write("a.py", "A = 1\n");
  s.put("b.py", "B = 2\n" + s.setting());
  s.repo.write("b.py", "B = 2\n");
  s.put("a.py", s.setting());
}

void one_of_two_places_left(Scene& s) {
  s.put("a.py", s.setting());
  s.put("b.py", "# b\n" + s.setting());
  s.put("a.py", "");
}

void two_keys_in_a_file(Scene& s) {
  s.put("a.py", s.setting(0));
  s.put("a.py", s.setting(0) + s.setting(1));
  s.put("a.py", s.setting(1));
}

void two_keys_in_a_commit(Scene& s) {
  s.repo.write("a.py", s.setting(0));
  s.put("b.py", s.setting(1));
  s.repo.write("a.py", s.setting(1));
  s.put("b.py", s.setting(0));
}

void empty_commits(Scene& s) {
  s.repo.commit("nothing yet");
  s.put("a.py", s.setting());
  s.repo.commit("nothing new");
  s.drop("a.py");
  s.repo.commit("nothing at all");
}

void amended(Scene& s) {
  s.put("a", "1\n");
  s.put("settings.py", s.setting());
  s.repo.write("settings.py", "fixed\n");
  s.git({"commit", "--quiet", "--all", "--amend", "--message=better"});
}

void reset(Scene& s) {
  s.put("a", "1\n");
  s.put("settings.py", s.setting());
  s.put("settings.py", "");
  s.git({"reset", "--quiet", "--hard", "HEAD~2"});
}

void rebased(Scene& s) {
  s.put("a", "1\n");
  s.branch("topic");
  s.put("settings.py", s.setting());
  s.go("main");
  s.put("a", "2\n");
  s.git({"rebase", "--quiet", "main", "topic"});
}

void odd_offsets(Scene& s) {
  const std::string tree = s.git({"mktree"}, "100644 blob " + s.blob(s.setting()) + "\ta.py\n");
  const std::string add = s.object("commit", "tree " + tree +
                                                 "\nauthor Ada <ada@example.org> 1700000000 +0545\n"
                                                 "committer Carl <c@example.org> 1700100000 -1130\n"
                                                 "\nodd offsets\n");
  const std::string none = s.git({"mktree"});
  s.git({"reset", "--quiet", "--hard",
         s.object("commit", "tree " + none + "\nparent " + add +
                                "\nauthor Bea <> 1700300000 -0001\n"
                                "committer Dan <d@example.org> 1700400000 +1400\n\ngone\n")});
}

// Makes commits at the times given, each with the key or (a negative time) without.
void at_times(Scene& s, const std::vector<long>& times) {
  std::string stream;
  for (const long time : times) {
    const std::string message = "commit at " + std::to_string(time);
    const std::string text = time < 0 ? "nothing\n" : s.setting();
    stream += "commit refs/heads/main\ncommitter C <c@x.org> " +
              std::to_string(time < 0 ? -time : time) + " +0000\ndata " +
              std::to_string(message.size()) + "\n" + message + "\nM 644 inline a.py\ndata " +
              std::to_string(text.size()) + "\n" + text + "\n";
  }
  s.git({"fast-import", "--quiet"}, stream);
}

void child_older_than_parent(Scene& s) {
  at_times(s, {-1'700'000'000, 1'600'000'000, -1'500'000'000, 1'650'000'000});
}

void times_all_the_same(Scene& s) {
  at_times(s, {1'700'000'000, -1'700'000'000, 1'700'000'000, -1'700'000'000});
}

void at_the_epoch_and_far_ahead(Scene& s) {
  at_times(s, {0, -4'000'000'000});
}

}  // namespace

TEST_CASE("scenarios: a line of commits", "[scenarios]") {
  play({
      {"comes and goes", comes_and_goes, {"history +1 -1"}},
      {"in the root commit", in_the_root, {"live +1 -0"}},
      {"reintroduced", reintroduced, {"live +2 -1"}},
      {"reverted", reverted, {"history +1 -1"}},
      {"a revert reverted", revert_reverted, {"live +2 -1"}},
      {"renamed", renamed, {"live +1 -0"}},
      {"renamed and edited", renamed_and_edited, {"live +1 -0"}},
      {"copied, the original removed", copied, {"live +1 -0"}},
      {"moved between files, and back", moved_between_files, {"live +1 -0"}},
      {"one of two places left", one_of_two_places_left, {"live +1 -0"}},
      {"two keys in a file", two_keys_in_a_file, {"history +1 -1", "live +1 -0"}},
      {"two keys change places", two_keys_in_a_commit, {"live +1 -0", "live +1 -0"}},
      {"empty commits", empty_commits, {"history +1 -1"}},
  });
}

TEST_CASE("scenarios: history rewritten", "[scenarios]") {
  play({
      {"amended away", amended, {"unreachable +1 -0"}},
      {"reset away", reset, {"unreachable +1 -1"}},
      {"rebased", rebased, {"live +2 -0"}},
  });
}

TEST_CASE("scenarios: clocks of all kinds", "[scenarios]") {
  play({
      {"author and committer in odd offsets", odd_offsets, {"history +1 -1"}},
      {"a child older than its parent", child_older_than_parent, {"live +2 -1"}},
      {"times all the same", times_all_the_same, {"history +2 -2"}},
      {"at the epoch, and far ahead", at_the_epoch_and_far_ahead, {"history +1 -1"}},
  });
}

}  // namespace keysieve::test
