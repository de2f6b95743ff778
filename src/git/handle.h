// Owners of libgit2's objects, and of libgit2 itself.
#pragma once

#include <git2.h>

#include <memory>
#include <string>

#include "keysieve/error.h"
#include "keysieve/object.h"

namespace keysieve {

template <auto free_function>
struct GitFree {
  template <typename T>
  void operator()(T* object) const noexcept {
    free_function(object);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, GitFree<git_repository_free>>;
using OdbHandle = std::unique_ptr<git_odb, GitFree<git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, GitFree<git_odb_object_free>>;
using ObjectHandle = std::unique_ptr<git_object, GitFree<git_object_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, GitFree<git_reference_free>>;
using ReferenceIteratorHandle =
    std::unique_ptr<git_reference_iterator, GitFree<git_reference_iterator_free>>;
using TreeHandle = std::unique_ptr<git_tree, GitFree<git_tree_free>>;
using IndexHandle = std::unique_ptr<git_index, GitFree<git_index_free>>;
using SubmoduleHandle = std::unique_ptr<git_submodule, GitFree<git_submodule_free>>;
using StatusListHandle = std::unique_ptr<git_status_list, GitFree<git_status_list_free>>;
using DiffHandle = std::unique_ptr<git_diff, GitFree<git_diff_free>>;
using ConfigHandle = std::unique_ptr<git_config, GitFree<git_config_free>>;

// Starts libgit2 once for the whole process and sets what keysieve relies on. Thread-safe.
void start_libgit2();

// What libgit2 last complained of on this thread, as an Error: "<doing>: <libgit2's words>".
// `code` is the value the failed call returned.
Error last_git_error(int code, const std::string& doing);

ObjectId to_object_id(const git_oid& oid);
git_oid to_git_oid(const ObjectId& id);

}  // namespace keysieve
