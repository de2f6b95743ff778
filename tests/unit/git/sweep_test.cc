#include "git/sweep.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "catch.h"
#include "support/fake.h"
#include "swept_repo.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;
using test::sweep_all;
using test::SweptRepo;
using test::TestRepo;

// Some commits, a merge, a tag, odd bytes, and more objects than one thread takes at a time.
void fill(TestRepo& repo) {
  test::Fake fake(3);
  for (int i = 0; i < 300; ++i) {
    repo.write("many/" + std::to_string(i), fake.from(test::hex_digits, 100));
  }
  repo.write("empty", "").write("binary", std::string("\0\xff\n\n\0", 5)).write("a", "one\n");
  repo.commit("first\n\nbody");
  repo.git({"switch", "--quiet", "--create", "side"});
  repo.write("b", "two\n").commit("on the side");
  repo.git({"switch", "--quiet", "main"});
  for (int i = 0; i < 5; ++i) {
    repo.write("a", repo.read("a") + fake.from(test::hex_digits, 300) + "\n").commit("more");
  }
  repo.git({"merge", "--quiet", "--no-edit", "side"});
  repo.git({"tag", "--annotate", "v1", "--message", "a tag's\n\nwords"});
  repo.git({"tag", "--annotate", "v1-again", "v1", "--message", "of a tag"});
}

void check_as_git(TestRepo& repo, const fs::path& path) {
  const auto expected = test::texts_by_git(repo, path);
  const auto ids = test::ids_by_git(repo, path);
  for (const unsigned threads : {1U, 2U, 8U}) {
    const SweptRepo swept = sweep_all(path, threads);
    CAPTURE(path, threads);
    CHECK(swept.texts == expected);
    CHECK(test::ids_in(swept.sweep.graph) == ids);
    CHECK(swept.sweep.texts == expected.size());
    CHECK(swept.sweep.notices.empty());
    CHECK(swept.sweep.graph.missing().empty());
  }
}

bool is_even(const ObjectId& id) {
  return id.bytes[0] % 2 == 0;
}

// Each tree's edges, but for those to blobs whose ids are odd.
std::vector<std::set<Edge>> edges_but_to_odd_blobs(const ObjectGraph& graph) {
  std::vector<std::set<Edge>> all(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.kind(node) != NodeKind::tree) continue;
    for (const Edge& edge : edges_of(graph, node)) {
      const bool odd = graph.kind(edge.node) == NodeKind::blob && !is_even(graph.id(edge.node));
      if (!odd) all[node].insert(edge);
    }
  }
  return all;
}

std::size_t edges_in(const ObjectGraph& graph) {
  std::size_t count = 0;
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.kind(node) == NodeKind::tree) count += edges_of(graph, node).size();
  }
  return count;
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending = "") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().string().ends_with(ending)) {
      files.push_back(entry.path());
    }
  }
  return files;
}

fs::path loose_file(const TestRepo& repo, const std::string& id) {
  return repo.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Git writes its objects read-only.
void replace(const fs::path& file, const std::string& bytes) {
  fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::set<std::string> noticed(const Sweep& sweep) {
  std::set<std::string> ids;
  for (const Notice& notice : sweep.notices) {
    if (notice.object) ids.insert(notice.object->hex());
  }
  return ids;
}

// What git has but for `lost`.
test::Texts without(test::Texts texts, const std::set<std::string>& lost) {
  for (const std::string& id : lost) texts.erase(id);
  return texts;
}

}  // namespace

TEST_CASE("sweep: packed trees keep what leads to a blob with something in it, or to a tree",
          "[git]") {
  TestRepo repo;
  fill(repo);
  repo.git({"repack", "-adfq", "--depth=50"});
  const auto repository = open_repository(repo.path());
  REQUIRE(repository);
  const ObjectGraph whole = sweep_all(repo.path()).sweep.graph;
  const auto slim =
      sweep(*repository, {{2, 1 << 30}, {}}, [](const ObjectGraph& graph) -> TextVisitor {
        return [&](const SweptText& text) { return is_even(graph.id(text.node)); };
      });
  REQUIRE(slim);
  CHECK(edges_but_to_odd_blobs(slim->graph) == edges_but_to_odd_blobs(whole));
  CHECK(edges_in(slim->graph) < edges_in(whole) * 2 / 3);
}

TEST_CASE("sweep: every loose object, as git reads it", "[git]") {
  TestRepo repo;
  fill(repo);
  check_as_git(repo, repo.path());
}

TEST_CASE("sweep: every packed object, in one pack or two, deltas and all", "[git]") {
  TestRepo repo;
  fill(repo);
  repo.git({"gc", "--quiet"});
  check_as_git(repo, repo.path());
  repo.write("a", repo.read("a") + "and on\n").commit("in a second pack");
  repo.git({"repack", "--quiet"});
  repo.write("loose", "not packed\n").commit("loose");
  REQUIRE(files_below(repo.path() / ".git/objects/pack", ".pack").size() == 2);
  check_as_git(repo, repo.path());
}

TEST_CASE("sweep: an object that is packed twice and loose is read once", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  const std::string blob = repo.git({"rev-parse", "HEAD:a"});
  repo.git({"repack", "--quiet"});
  repo.git({"pack-objects", "--quiet", ".git/objects/pack/pack"}, blob + "\n");
  REQUIRE(files_below(repo.path() / ".git/objects/pack", ".pack").size() == 2);
  REQUIRE(fs::exists(loose_file(repo, blob)));
  const SweptRepo swept = sweep_all(repo.path());
  CHECK(swept.sweep.texts == 2);
  CHECK(swept.sweep.text_bytes == std::string("one\n").size() + std::string("first\n").size());
  CHECK(test::ids_in(swept.sweep.graph) == test::ids_by_git(repo, repo.path()));
}

TEST_CASE("sweep: objects that are borrowed from another repository", "[git]") {
  TestRepo repo;
  fill(repo);
  repo.git({"gc", "--quiet"});
  const test::TempDir place;
  const std::string clone = (place / "clone").string();
  repo.git({"clone", "--quiet", "--shared", repo.path().string(), clone});
  place.write("clone/new", "only here\n");
  repo.git({"-C", clone, "add", "new"});
  check_as_git(repo, clone);
  CHECK(sweep_all(clone).texts.size() == sweep_all(repo.path()).texts.size() + 1);
}

TEST_CASE("sweep: a bare repository, and one with nothing in it", "[git]") {
  TestRepo repo;
  fill(repo);
  const test::TempDir place;
  const std::string bare = (place / "bare.git").string();
  repo.git({"clone", "--quiet", "--bare", repo.path().string(), bare});
  check_as_git(repo, bare);
  TestRepo empty;
  CHECK(sweep_all(empty.path()).texts.empty());
  CHECK(test::ids_in(sweep_all(empty.path()).sweep.graph) == test::ids_by_git(empty, empty.path()));
}

TEST_CASE("sweep: the empty tree is known, stored or not", "[git]") {
  TestRepo repo;
  const std::string tree = repo.git({"hash-object", "-t", "tree", "--stdin"});
  const std::string commit = repo.git({"commit-tree", "-m", "on nothing", tree});
  const SweptRepo swept = sweep_all(repo.path());
  CHECK(swept.sweep.graph.missing().empty());
  CHECK(swept.sweep.texts == 1);
  const Node node = swept.sweep.graph.find(*ObjectId::from_hex(commit));
  CHECK(swept.sweep.graph.id(swept.sweep.graph.tree_of(node)).hex() == tree);
}

TEST_CASE("sweep: what no ref reaches is read as well", "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  repo.write("a", "amended away\n").commit("second");
  repo.git({"reset", "--quiet", "--hard", "HEAD~1"});
  const std::string dangling = repo.git({"hash-object", "-w", "--stdin"}, "never in a tree");
  const auto texts = sweep_all(repo.path()).texts;
  CHECK(texts.at(dangling).second == "never in a tree");
  CHECK(std::any_of(texts.begin(), texts.end(),
                    [](const auto& text) { return text.second.second == "amended away\n"; }));
}

TEST_CASE("sweep: a damaged loose object is a notice, the rest is read", "[git]") {
  TestRepo repo;
  fill(repo);
  const auto whole = test::texts_by_git(repo, repo.path());
  const std::string blob = repo.git({"rev-parse", "HEAD:binary"}),
                    commit = repo.git({"rev-parse", "HEAD~1"}),
                    empty = repo.git({"rev-parse", "HEAD:empty"});
  replace(loose_file(repo, blob), "not even compressed");
  replace(loose_file(repo, commit), bytes_of(loose_file(repo, blob)));
  replace(loose_file(repo, empty), "");
  for (const unsigned threads : {1U, 8U}) {
    const SweptRepo swept = sweep_all(repo.path(), threads);
    const std::set<std::string> lost{blob, commit, empty};
    CHECK(noticed(swept.sweep) == lost);
    CHECK(swept.texts == without(whole, lost));
    CHECK(swept.sweep.notices.size() == 3);
    for (const Notice& notice : swept.sweep.notices) {
      CHECK(notice.kind == "corrupt-object");
      CHECK(notice.message.find(notice.object->hex()) != std::string::npos);
    }
  }
}

TEST_CASE("sweep: a flipped byte in a loose object is noticed by its checksum", "[git]") {
  TestRepo repo;
  repo.write("a", test::Fake().from(test::alnum_alphabet, 5000)).commit("first");
  const std::string blob = repo.git({"rev-parse", "HEAD:a"});
  std::string bytes = bytes_of(loose_file(repo, blob));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  replace(loose_file(repo, blob), bytes);
  CHECK(noticed(sweep_all(repo.path()).sweep) == std::set<std::string>{blob});
}

TEST_CASE("sweep: the objects of a truncated pack are notices, the rest is read", "[git]") {
  TestRepo repo;
  fill(repo);
  repo.git({"gc", "--quiet"});
  const auto in_pack = test::ids_by_git(repo, repo.path());
  const fs::path pack = files_below(repo.path() / ".git/objects/pack", ".pack").at(0);
  const std::string loose = repo.git({"hash-object", "-w", "--stdin"}, "still here");
  fs::permissions(pack, fs::perms::owner_write, fs::perm_options::add);
  fs::resize_file(pack, fs::file_size(pack) / 2);
  const SweptRepo swept = sweep_all(repo.path());
  CHECK(swept.texts.at(loose).second == "still here");
  CHECK(swept.sweep.graph.size() == in_pack.size() + 1);
  CHECK(noticed(swept.sweep).size() + swept.sweep.texts <= in_pack.size() + 1);
  CHECK(!noticed(swept.sweep).empty());
  for (const Notice& notice : swept.sweep.notices) {
    CHECK(notice.kind == (notice.object ? "corrupt-object" : "corrupt-pack"));
  }
  for (const std::string& id : in_pack) {  // read, or noticed, or a tree
    const Node node = swept.sweep.graph.find(*ObjectId::from_hex(id));
    const bool read = swept.sweep.graph.kind(node) != NodeKind::unread;
    REQUIRE(read != noticed(swept.sweep).contains(id));
  }
}

TEST_CASE("sweep: a pack index that is damaged is a notice that names it, the rest is read",
          "[git]") {
  TestRepo repo;
  repo.write("a", "one\n").commit("first");
  repo.git({"gc", "--quiet"});
  const fs::path index = files_below(repo.path() / ".git/objects/pack", ".idx").at(0);
  replace(index, bytes_of(index).substr(0, 100));
  const std::string loose = repo.git({"hash-object", "-w", "--stdin"}, "still here");
  const SweptRepo swept = sweep_all(repo.path());
  CHECK(swept.texts == test::Texts{{loose, {"blob", "still here"}}});
  REQUIRE(swept.sweep.notices.size() == 1);
  CHECK(swept.sweep.notices[0].kind == "corrupt-pack");
  CHECK(swept.sweep.notices[0].message.find(index.string()) != std::string::npos);
}

TEST_CASE("sweep: objects over the limit are noticed and not read", "[git]") {
  TestRepo repo;
  repo.write("small", std::string(100, 's')).write("large", std::string(101, 'l'));
  repo.commit("m");
  const std::string large = repo.git({"rev-parse", "HEAD:large"});
  for (const bool packed : {false, true}) {
    if (packed) repo.git({"gc", "--quiet"});
    const SweptRepo swept = sweep_all(repo.path(), 2, 100);
    CAPTURE(packed);
    REQUIRE(swept.texts.size() == 1);  // the commit of HEAD is larger as well
    CHECK(swept.texts.begin()->second.second == std::string(100, 's'));
    CHECK(noticed(swept.sweep) == std::set<std::string>{large, repo.head()});
    for (const Notice& notice : swept.sweep.notices) CHECK(notice.kind == "too-large");
  }
}

TEST_CASE("sweep: malformed commits, tags and trees are notices", "[git]") {
  TestRepo repo;
  const auto store = [&](const std::string& kind, const std::string& bytes) {
    return repo.git({"hash-object", "-t", kind, "-w", "--literally", "--stdin"}, bytes);
  };
  const std::set<std::string> bad{store("commit", "tree of wood\n\nwords"),
                                  store("tag", "of no object\n\nwords"),
                                  store("tree", "100644 cut")};
  repo.write("a", "one\n").commit("first");
  const SweptRepo swept = sweep_all(repo.path());
  CHECK(noticed(swept.sweep) == bad);
  CHECK(swept.texts.size() == 2);
}

}  // namespace keysieve
