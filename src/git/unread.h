// What cannot be known of a commit because something in its tree, or in its parent's, could not be
// read: left out of a partial clone, damaged, or too large.
#pragma once

#include "git/object_graph.h"

namespace keysieve {

// Whether `commit` has something unread at a path where `other` has not. It may hold anything
// there; what is unread at the same path in both is taken for unchanged. All of a missing commit is
// unread.
bool hides(const ObjectGraph& graph, Node commit, Node other);

}  // namespace keysieve
