#include "git/places.h"

#include <algorithm>
#include <chrono>

#include "catch.h"
#include "git/commit_order.h"
#include "made_graph.h"
#include "swept_repo.h"

namespace keysieve {
namespace {

using test::TestRepo;
using Told = std::vector<std::pair<std::string, std::string>>;  // commit, path

// A repository read whole, with the blobs at `paths` of their commits found.
struct Found {
  test::SweptRepo swept;
  std::vector<Node> order, blobs;
  HeldEdges edges;
  Holdings holdings;
  TreeNames names;

  Found(const TestRepo& repo, const std::vector<std::string>& ids)
      : swept(test::sweep_all(repo.path())),
        order(parents_first(swept.sweep.graph)),
        blobs(nodes(ids)),
        edges(swept.sweep.graph, blobs),
        holdings(swept.sweep.graph, edges, blobs),
        names(swept.repository, swept.sweep.graph, edges) {}

  std::vector<Node> nodes(const std::vector<std::string>& ids) const {
    std::vector<Node> found;
    for (const std::string& id : ids) {
      found.push_back(swept.sweep.graph.find(*ObjectId::from_hex(id)));
    }
    return found;
  }

  Told places(std::size_t blob = 0) {
    Told all;
    const auto found = find_places(swept.sweep.graph, order, edges, holdings, &names, blobs.size());
    for (const Place& place : found.by_blob[blob]) {
      all.emplace_back(swept.sweep.graph.id(place.commit).hex(), place.path);
    }
    return all;
  }

  std::optional<HeldAt> first(const std::string& tree, std::uint32_t wanted) {
    return first_path(swept.sweep.graph, holdings, &names, nodes({tree})[0],
                      [&](std::uint32_t item) { return item == wanted; });
  }
};

// The places of one blob in a graph that no repository has.
struct MadeSearch {
  ObjectGraph graph;
  std::vector<Node> found;
  HeldEdges edges;
  Holdings holdings;
  TestRepo unrelated{};
  Result<Repository> repository;
  TreeNames names;

  MadeSearch(const test::MadeGraph& made, const ObjectId& blob)
      : graph(made.build()),
        found(test::nodes_of(graph, {blob})),
        edges(graph, found),
        holdings(graph, edges, found),
        repository(open_repository(unrelated.path())),
        names(*repository, graph, edges) {}

  Places places() { return find_places(graph, parents_first(graph), edges, holdings, &names, 1); }
  std::optional<HeldAt> first(const ObjectId& tree) {
    return first_path(graph, holdings, &names, graph.find(tree), [](auto) { return true; });
  }
};

}  // namespace

TEST_CASE("places: each path of a blob with the first commit that has it there", "[git]") {
  TestRepo repo;
  repo.write("unrelated", "0").commit("root");
  const auto add = repo.write("dir/deep/key", "secret").commit("add");
  const auto blob = repo.git({"rev-parse", "HEAD:dir/deep/key"});
  repo.write("unrelated", "1").commit("elsewhere");
  repo.git({"mv", "dir", "moved"});
  const auto renamed = repo.commit("rename the folder");
  const auto copied = repo.write("a copy", "secret").write("moved/copy", "secret").commit("copy");
  repo.remove("moved").remove("a copy").commit("drop");
  repo.write("dir/deep/key", "secret").commit("back where it was");
  CHECK(Found(repo, {blob}).places() == Told{{add, "dir/deep/key"},
                                             {renamed, "moved/deep/key"},
                                             {copied, "a copy"},
                                             {copied, "moved/copy"}});
}

TEST_CASE("places: a blob in no commit's tree has none", "[git]") {
  TestRepo repo;
  repo.write("a", "one").commit("root");
  const auto blob = repo.git({"hash-object", "-w", "--stdin"}, "alone");
  const auto staged = repo.git({"hash-object", "-w", "--stdin"}, "in a tree");
  repo.git({"mktree"}, "100644 blob " + staged + "\tname\n");
  Found found(repo, {blob, staged});
  CHECK(found.places(0).empty());
  CHECK(found.places(1).empty());
}

TEST_CASE("places: branches and merges", "[git]") {
  TestRepo repo;
  repo.write("a", "one").commit("root");
  repo.git({"switch", "--quiet", "--create", "side"});
  const auto side = repo.write("side key", "secret").commit("side");
  repo.git({"switch", "--quiet", "main"});
  const auto trunk = repo.write("trunk key", "secret").commit("trunk");
  repo.git({"merge", "--quiet", "--no-commit", "side"});
  repo.write("evil key", "secret");
  const auto merge = repo.commit("evil merge");
  const auto blob = repo.git({"rev-parse", "HEAD:evil key"});
  CHECK(Found(repo, {blob}).places() ==
        Told{{side, "side key"}, {trunk, "trunk key"}, {merge, "evil key"}});
}

TEST_CASE("places: names are bytes; submodules before a file do not shift them", "[git]") {
  TestRepo repo;
  repo.write("a", "one").commit("root");
  const auto other = repo.head();
  repo.write("z \xff\n\"q", "secret");
  repo.git({"add", "--all"});
  repo.git({"update-index", "--add", "--cacheinfo", "160000," + other + ",sub"});
  repo.git({"commit", "--quiet", "--message", "odd"});
  const auto blob = repo.git({"hash-object", "--stdin"}, "secret");
  CHECK(Found(repo, {blob}).places() == Told{{repo.head(), "z \xff\n\"q"}});
}

TEST_CASE("places: names that share a hash are told apart by the tree itself", "[git]") {
  TestRepo repo;
  const auto add = repo.write("liquid", "secret").write("costarring", "none").commit("add");
  const auto blob = repo.git({"rev-parse", "HEAD:liquid"});
  CHECK(Found(repo, {blob}).places() == Told{{add, "liquid"}});
}

TEST_CASE("places: a symbolic link is a blob at its path", "[git]") {
  TestRepo repo;
  std::filesystem::create_symlink("target text", repo.path() / "link");
  const auto commit = repo.commit("link");
  const auto blob = repo.git({"hash-object", "--stdin"}, "target text");
  CHECK(Found(repo, {blob}).places() == Told{{commit, "link"}});
}

TEST_CASE("first path: the first in git's order that holds what is wanted", "[git]") {
  TestRepo repo;
  repo.write("b/x", "one").write("b/y/z", "two").write("c", "one").write("a", "nothing");
  repo.commit("root");
  const auto one = repo.git({"rev-parse", "HEAD:c"}), two = repo.git({"rev-parse", "HEAD:b/y/z"});
  Found found(repo, {one, two});
  const auto root = repo.git({"rev-parse", "HEAD^{tree}"});
  REQUIRE(found.first(root, 0));
  CHECK(found.first(root, 0)->path == "b/x");
  CHECK(found.first(root, 0)->item == 0);
  CHECK(found.first(root, 1)->path == "b/y/z");
  CHECK(!found.first(root, 7));
}

TEST_CASE("places: 20,000 folders in each other take no time", "[git]") {
  test::MadeGraph made;
  const auto secret = made.blob();
  auto tree = made.tree({{"s", secret}});
  for (int i = 0; i < 20'000; ++i) tree = made.tree({{"f/", tree}});
  made.commit(tree, {});
  MadeSearch search(made, secret);
  const auto begun = std::chrono::steady_clock::now();
  const auto places = search.places();
  REQUIRE(places.by_blob[0].size() == 1);
  CHECK(places.by_blob[0][0].path.size() == 40'001);
  const auto at = search.first(tree);
  REQUIRE(at);
  CHECK(at->path == places.by_blob[0][0].path);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
}

TEST_CASE("places: where trees repeat in each other without end, the commit is named", "[git]") {
  test::MadeGraph made;
  const auto secret = made.blob();
  auto tree = made.tree({{"s", secret}});
  for (int i = 0; i < 20; ++i) tree = made.tree({{"a/", tree}, {"b/", tree}});
  const auto commit = made.commit(tree, {});
  MadeSearch search(made, secret);
  const auto places = search.places();
  CHECK(!places.by_blob[0].empty());
  CHECK(test::ids_of(search.graph, places.cut_short) == std::vector<ObjectId>{commit});
}

TEST_CASE("places: trees that claim to hold each other come to an end", "[git]") {
  test::MadeGraph made;
  const auto secret = made.blob();
  const auto one = made.new_id(), two = made.new_id();
  made.tree(one, {{"f/", two}});
  made.tree(two, {{"f/", one}, {"s", secret}});
  made.commit(one, {});
  MadeSearch search(made, secret);
  const auto places = search.places();
  CHECK(std::any_of(places.by_blob[0].begin(), places.by_blob[0].end(),
                    [](const Place& place) { return place.path == "f/s"; }));
}

}  // namespace keysieve
