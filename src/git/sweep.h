// The first pass over a repository: reads every object once, hands every text that people wrote to
// a visitor, and keeps the shape of the rest as an ObjectGraph.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "git/object_graph.h"
#include "git/read_objects.h"

namespace keysieve {

// A blob, or the message of a commit or an annotated tag. A commit that merged tags comes once more
// for each, with the message of the tag it holds.
struct SweptText {
  Node node = no_node;
  ObjectKind kind = ObjectKind::blob;
  std::string_view bytes;  // valid only during the call

  // Of blobs, as in RawObject.
  std::uint32_t slot = 0;
  const DeltaView* delta = nullptr;
  const LargeBlob* large = nullptr;
};
// Answers whether anything is in a text that the graph will be asked about: where it stands, and
// since when. A blob without is left out of trees that are read later.
using TextVisitor = std::function<bool(const SweptText&)>;

struct SweepOptions {
  ReadOptions read;
  // By any thread: what it has read since it last said so.
  std::function<void(std::uint64_t objects, std::uint64_t bytes)> on_read;
  const std::vector<ObjectId>* only = nullptr;  // each once; null: the whole database
};

struct Sweep {
  ObjectGraph graph;             // of all objects, and of the empty tree, stored or not; not every
                                 // tree has its edges to blobs in which nothing is
  std::uint64_t texts = 0;       // visited
  std::uint64_t text_bytes = 0;  // their size
  std::vector<Notice> notices;   // on each object and each pack that could not be read
};

// `make_visitor` is called once for each thread, before anything is read; its visitor is used by
// that thread alone.
Result<Sweep> sweep(const Repository& repository, const SweepOptions& options,
                    const std::function<TextVisitor(const ObjectGraph&)>& make_visitor);

}  // namespace keysieve
