#include "engine/completeness.h"

#include "catch.h"
#include "git/reachable.h"
#include "unit/git/made_graph.h"

namespace keysieve {
namespace {

using test::MadeGraph;

struct Case {
  MadeGraph made;
  std::vector<ObjectId> tips;
  std::set<ObjectId> boundary;
  std::vector<MissingObject> missing_tips;
  std::vector<Notice> unread;

  Completeness result() const {
    Sweep sweep{made.build(), 10, 0, unread};
    const auto reachable = reachable_from(sweep.graph, test::nodes_of(sweep.graph, tips));
    return completeness_of(&sweep, reachable, missing_tips, boundary);
  }
};

std::set<ObjectId> noticed(const Completeness& done) {
  std::set<ObjectId> ids;
  for (const Notice& notice : done.notices) ids.insert(*notice.object);
  CHECK(ids.size() == done.notices.size());
  return ids;
}

using Ids = std::set<ObjectId>;

}  // namespace

TEST_CASE("completeness: all there, all read", "[engine]") {
  Case c;
  c.tips = {c.made.commit(c.made.tree({{"a", c.made.blob()}}), {})};
  const Completeness done = c.result();
  CHECK(done.complete());
  CHECK(done.expected == 10);
  CHECK(done.scanned == 10);
}

TEST_CASE("completeness: what could not be read is skipped", "[engine]") {
  Case c;
  const auto id = c.made.new_id();
  c.unread = {{"corrupt-object", id, "why"}};
  const Completeness done = c.result();
  CHECK(!done.complete());
  CHECK((done.expected == 11 && done.scanned == 10 && done.skipped == 1));
  CHECK(done.notices.at(0).message == "why");
}

TEST_CASE("completeness: what reachable objects refer to must be there, once each", "[engine]") {
  Case c;
  const auto blob = c.made.new_id(), tree = c.made.new_id(), parent = c.made.new_id(),
             target = c.made.new_id();
  const auto first = c.made.commit(c.made.tree({{"a", blob}, {"b", blob}}), {parent});
  const auto second = c.made.commit(tree, {first, parent});
  c.tips = {c.made.tag(second), c.made.tag(target)};
  const Completeness done = c.result();
  CHECK(noticed(done) == Ids{blob, tree, parent, target});
  CHECK(done.skipped == 4);
  CHECK(done.expected == 14);
  for (const Notice& notice : done.notices) {
    CHECK(notice.kind == "missing-object");
    CHECK(notice.message.find(notice.object->hex()) != std::string::npos);
  }
}

TEST_CASE("completeness: what only garbage refers to may be pruned", "[engine]") {
  Case c;
  c.tips = {c.made.commit(c.made.tree({}), {})};
  c.made.commit(c.made.new_id(), {c.made.new_id()});
  CHECK(c.result().complete());
}

TEST_CASE("completeness: a ref to nothing is a gap", "[engine]") {
  Case c;
  const auto gone = c.made.new_id();
  c.missing_tips = {{gone, no_node}, {gone, no_node}};
  CHECK(noticed(c.result()) == Ids{gone});
  CHECK(c.result().notices.at(0).message.find("a ref refers to it") != std::string::npos);
}

TEST_CASE("completeness: where a shallow clone ends, parents are absent by design", "[engine]") {
  Case c;
  const auto older = c.made.new_id(), lost = c.made.new_id();
  const auto edge = c.made.commit(c.made.tree({}), {older});
  c.tips = {c.made.commit(c.made.tree({}), {edge, lost})};
  c.boundary = {edge};
  CHECK(noticed(c.result()) == Ids{lost});
}

TEST_CASE("completeness: where a shallow clone ends, trees and blobs are not", "[engine]") {
  Case c;
  const auto tree = c.made.new_id(), older = c.made.new_id();
  const auto edge = c.made.commit(tree, {older});
  c.tips = {edge};
  c.boundary = {edge};
  CHECK(noticed(c.result()) == Ids{tree});
}

}  // namespace keysieve
