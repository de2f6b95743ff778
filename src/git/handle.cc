#include "git/handle.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/hex.h"

namespace keysieve {

void start_libgit2() {
  static const bool started = [] {
    git_libgit2_init();
    // Re-hashing every object costs more than half of all reading (measured: 60 %). Damage is
    // found without it: every entry of a pack and every loose object ends in a checksum.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    // Objects are read once: keeping them costs memory and saves nothing.
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    // What changes nothing about how objects are stored; and the SHA-256 format, so that it can be
    // refused in plain words.
    const char* known[] = {"objectformat", "partialclone", "preciousobjects", "worktreeconfig"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, std::size(known));
    return true;
  }();
  (void)started;
}

Error last_git_error(int code, const std::string& doing) {
  const git_error* last = ::git_error_last();
  const char* why = last != nullptr && last->message != nullptr ? last->message : "unknown reason";
  return {code == GIT_ENOTFOUND ? ErrorCode::not_found : ErrorCode::git,
          fmt::format("{}: {}", doing, why)};
}

ObjectId to_object_id(const git_oid& oid) {
  ObjectId id;
  std::copy_n(oid.id, id.bytes.size(), id.bytes.begin());
  return id;
}

git_oid to_git_oid(const ObjectId& id) {
  git_oid oid{};
  std::copy(id.bytes.begin(), id.bytes.end(), oid.id);
  return oid;
}

std::string ObjectId::hex() const {
  return to_hex(bytes);
}

std::optional<ObjectId> ObjectId::from_hex(std::string_view hex) {
  ObjectId id;
  if (!keysieve::from_hex(hex, id.bytes)) return std::nullopt;
  return id;
}

std::string_view to_string(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::blob:
      return "blob";
    case ObjectKind::commit:
      return "commit";
    case ObjectKind::tag:
      return "tag";
  }
  return "";
}

}  // namespace keysieve
