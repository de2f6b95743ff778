// Trees of odd shapes: types that change, links, submodules, names of any bytes.
#include <filesystem>

#include "catch.h"
#include "scene.h"

namespace keysieve::test {
namespace {

void file_link_folder(Scene& s) {
  s.put("config", s.setting());
  s.repo.remove("config");
  std::filesystem::create_symlink("elsewhere", s.repo.path() / "config");
  s.repo.commit("a link");
  s.repo.remove("config");
  s.put("config/settings.py", "# in a folder\n" + s.setting());
}

void file_to_folder(Scene& s) {
  s.put("settings", s.setting());
  s.repo.remove("settings");
  s.put("settings/base.py", s.setting());
}

void folder_to_file(Scene& s) {
  s.put("settings/base.py", s.setting());
  s.repo.remove("settings");
  s.put("settings", s.setting());
}

void in_a_links_target(Scene& s) {
  s.put("a", "1\n");
  std::filesystem::create_symlink("SECRET_KEY='" + s.key() + "'", s.repo.path() / "link.py");
  s.repo.commit("a link");
  s.drop("link.py");
}

void one_blob_many_paths(Scene& s) {
  for (const char* path : {"z.py", "a/b/c.py", "a/b.py", "m.py", "a.py"}) {
    s.repo.write(path, s.setting());
  }
  s.repo.commit("many");
  s.repo.remove("a").remove("a.py");
  s.put("k.py", s.setting());
}

void mode_change(Scene& s) {
  s.put("a.py", s.setting());
  s.git({"update-index", "--chmod=+x", "a.py"});
  s.git({"commit", "--quiet", "--message=mode"});
}

void folder_moved(Scene& s) {
  s.repo.write("app/conf/settings.py", s.setting()).write("app/conf/urls.py", "1\n");
  s.put("app/main.py", "2\n");
  s.git({"mv", "app", "src"});
  s.repo.commit("move");
  s.git({"mv", "src/conf", "conf"});
  s.repo.commit("move again");
}

void folder_copied(Scene& s) {
  s.put("one/conf/settings.py", s.setting());
  s.put("two/conf/settings.py", s.setting());
  s.drop("one");
}

void names_of_any_bytes(Scene& s) {
  s.put("with space/in it.py", s.setting(0));
  s.put("line\nbreak.py", s.setting(1));
  s.put("not\xFFutf8/\x80.py", s.setting(2));
  s.put("-leading/--dash.py", s.setting(3));
  s.put("t\tab \"quote\" \\slash\x01.py", s.setting(4));
  s.put("\xC3\xA4\xE2\x82\xAC.py", s.setting(5));
}

// Git sorts folders as if their names ended in a slash: "a.py" < "a/" < "a0".
void order_of_names(Scene& s) {
  for (const char* path : {"a0/x.py", "a/x.py", "a.py", "a-b.py", "A.py"}) {
    s.repo.write(path, s.setting() + "# " + path + "\n");
  }
  s.repo.commit("names");
}

void submodule(Scene& s) {
  const std::string commit = s.put("settings.py", s.setting());
  s.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",vendor/itself"});
  s.git({"update-index", "--add", "--cacheinfo", "160000," + std::string(40, '2') + ",other"});
  s.git({"commit", "--quiet", "--message=submodules"});
  s.git({"rm", "--quiet", "--cached", "settings.py"});
  s.git({"commit", "--quiet", "--message=gone"});
}

void empty_tree(Scene& s) {
  s.put("a.py", s.setting());
  s.drop("a.py");
  s.put("a.py", s.setting());
}

// Trees git itself would not write: an empty folder, old modes, the same name twice.
void hand_made_trees(Scene& s) {
  const std::string blob = s.blob(s.setting());
  const std::string folder = s.git({"mktree"}, "100664 blob " + blob + "\tsettings.py\n");
  const std::string none = s.git({"mktree"});
  const std::string top =
      s.git({"mktree"}, "040000 tree " + none + "\tempty\n040000 tree " + folder +
                            "\tfull\n120000 blob " + blob + "\tlink\n");
  const std::string one = s.git({"commit-tree", "-m", "one", top});
  s.git({"reset", "--quiet", "--soft", s.git({"commit-tree", "-m", "two", "-p", one, none})});
}

void deep_folders(Scene& s) {
  std::string path;
  for (int depth = 0; depth < 60; ++depth) path += "d" + std::to_string(depth) + "/";
  s.put(path + "settings.py", s.setting());
  s.put(path + "other.py", "1\n");
  s.git({"mv", "d0/d1", "e"});
  s.repo.commit("up");
}

void case_only(Scene& s) {
  s.put("Settings.py", s.setting());
  s.git({"mv", "Settings.py", "settings.py"});
  s.repo.commit("case");
}

}  // namespace

TEST_CASE("scenarios: trees", "[scenarios]") {
  play({
      {"file, link, folder", file_link_folder, {"live +2 -1"}},
      {"a file becomes a folder", file_to_folder, {"live +1 -0"}},
      {"a folder becomes a file", folder_to_file, {"live +1 -0"}},
      {"in a link's target", in_a_links_target, {"history +1 -1"}},
      {"one blob, many paths", one_blob_many_paths, {"live +1 -0"}},
      {"a mode changes", mode_change, {"live +1 -0"}},
      {"a folder moved", folder_moved, {"live +1 -0"}},
      {"a folder copied", folder_copied, {"live +1 -0"}},
      {"the order of names", order_of_names, {"live +1 -0"}},
      {"submodules", submodule, {"history +1 -1"}},
      {"an empty tree between", empty_tree, {"live +2 -1"}},
      {"trees made by hand", hand_made_trees, {"history +1 -1"}},
      {"deep folders", deep_folders, {"live +1 -0"}},
      {"only the case of a name", case_only, {"live +1 -0"}},
      {"names of any bytes", names_of_any_bytes, std::vector<std::string>(6, "live +1 -0")},
  });
}

}  // namespace keysieve::test
