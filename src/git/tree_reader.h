// Trees as differences. A version of a folder differs from the next in an entry or two, and so does
// its delta from its base: what the delta copies entry for entry is the same in both, and need not
// be looked at. Of git's own history that is 97 of 100 entries.
#pragma once

#include <cstdint>
#include <vector>

#include "git/object_graph.h"
#include "git/object_text.h"
#include "git/raw_object.h"

namespace keysieve {

// What stands in a tree: what stands in `base`, without `removed`, and `added`. An entry may be in
// both lists.
struct TreeDifference {
  Node base = no_node;  // a tree; none: `added` is everything
  std::vector<TreeEntry> removed, added;
  bool sound = true;  // false: malformed; the entries before the damage are there
};

// Reads the trees that one visitor is handed, in that order.
class TreeReader {
 public:
  // The views in the answer are valid as long as those in `tree`, the answer until the next call.
  const TreeDifference& read(Node node, const RawObject& tree);

 private:
  // Where the entries of a tree begin, and at last its end.
  using Starts = std::vector<std::uint32_t>;
  struct Seen {
    Node node = no_node;
    Starts starts;
  };

  // Entries of the base, by number: half-open.
  struct Run {
    std::size_t begin = 0, end = 0;
  };

  void read_difference(std::string_view bytes, const DeltaView& delta, const Starts& base,
                       Starts* starts);
  void remove_all_but_kept(std::string_view base_bytes, const Starts& base);
  void read_entries(std::string_view bytes, Starts* starts);
  bool add_entry(std::string_view bytes, std::size_t* at);

  std::vector<Seen> seen_;  // by slot
  std::vector<Run> kept_;   // of the base's entries
  TreeDifference difference_;
};

}  // namespace keysieve
