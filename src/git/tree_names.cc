#include "git/tree_names.h"

namespace keysieve {
namespace {

constexpr std::size_t most_kept = 4096;  // trees; then it starts over, to bound memory

}  // namespace

TreeNames::TreeNames(const Repository& repository, const ObjectGraph& graph)
    : graph_(&graph), database_(ObjectDatabase::open(repository)) {}

std::vector<std::string> TreeNames::read(Node tree) {
  std::vector<std::string> names;
  if (!database_) return names;
  const ObjectBytes object = database_->read(graph_->id(tree), UINT64_MAX);
  std::string_view bytes = object.view();
  while (!bytes.empty()) {
    const auto entry = take_tree_entry(&bytes);
    if (!entry) break;
    if (entry->kind != TreeEntry::Kind::gitlink) names.emplace_back(entry->name);
  }
  return names;
}

const std::string& TreeNames::name(Node tree, std::size_t index) {
  static const std::string unknown = "?";
  auto known = known_.find(tree);
  if (known == known_.end()) {
    if (known_.size() >= most_kept) known_.clear();
    known = known_.emplace(tree, read(tree)).first;
  }
  return index < known->second.size() ? known->second[index] : unknown;
}

}  // namespace keysieve
