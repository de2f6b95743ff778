#include "git/tree_names.h"

namespace keysieve {
namespace {

constexpr std::size_t most_kept = 4096;  // trees; then it starts over, to bound memory

}  // namespace

TreeNames::TreeNames(const Repository& repository, const ObjectGraph& graph) : graph_(&graph) {
  git_odb* raw = nullptr;
  if (git_repository_odb(&raw, repository.handle.get()) == 0) database_.reset(raw);
}

std::vector<std::string> TreeNames::read(Node tree) const {
  std::vector<std::string> names;
  const git_oid oid = to_git_oid(graph_->id(tree));
  git_odb_object* raw = nullptr;
  if (database_ == nullptr || git_odb_read(&raw, database_.get(), &oid) != 0) return names;
  const OdbObjectHandle object(raw);
  std::string_view bytes(static_cast<const char*>(git_odb_object_data(raw)),
                         git_odb_object_size(raw));
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
