#include "git/refs.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "base/file.h"
#include "base/printable.h"

namespace keysieve {
namespace {

namespace fs = std::filesystem;

// What `reference` points at after symbolic ones are followed; empty when that names nothing (the
// HEAD of a remote whose branch is gone, say).
std::optional<ObjectId> target_of(const git_reference* reference) {
  git_reference* raw = nullptr;
  if (git_reference_resolve(&raw, reference) != 0) return std::nullopt;
  const ReferenceHandle resolved(raw);
  return to_object_id(*git_reference_target(raw));
}

Status list_refs(const Repository& repository, Refs* all) {
  git_reference_iterator* raw = nullptr;
  if (const int code = git_reference_iterator_new(&raw, repository.handle.get()); code != 0) {
    return last_git_error(code, "cannot list the refs of the repository");
  }
  const ReferenceIteratorHandle iterator(raw);
  git_reference* next = nullptr;
  int code = 0;
  while ((code = git_reference_next(&next, raw)) == 0) {
    const ReferenceHandle reference(next);
    if (const auto target = target_of(next))
      all->refs.push_back({git_reference_name(next), *target});
  }
  if (code != GIT_ITEROVER) {
    all->notices.push_back(
        {"unreadable-ref", std::nullopt, last_git_error(code, "cannot read every ref").message});
  }
  return ok_status();
}

bool is_ref(const fs::path& file) {
  const auto text = read_file(file);
  return text && (text->starts_with("ref:") || ObjectId::from_hex(text->substr(0, 40)));
}

// Looks at the files of loose refs, as libgit2 does not: it would wait for ever for what comes out
// of a pipe, and passes over a ref that it cannot read, so that what only that reached would be
// called unreachable without a word.
Result<std::vector<Notice>> check_loose_refs(const fs::path& folder) {
  std::vector<Notice> notices;
  std::error_code ignored;
  fs::recursive_directory_iterator file(folder / "refs", ignored);
  for (const fs::recursive_directory_iterator end; file != end; file.increment(ignored)) {
    const fs::path& path = file->path();
    if (fs::is_other(file->status(ignored))) {
      return Error{ErrorCode::unsupported,
                   fmt::format("{} is a pipe or a device, where a repository has a ref; remove it",
                               path.string())};
    }
    if (!file->is_regular_file(ignored) || path.extension() == ".lock" || is_ref(path)) continue;
    notices.push_back(
        {"unreadable-ref", std::nullopt,
         fmt::format("cannot read the ref {}: its file names no object; what it reached may count "
                     "as unreachable (git fsck tells more)",
                     printable(path.lexically_relative(folder).generic_string()))});
  }
  return notices;
}

}  // namespace

std::optional<ObjectId> read_head(const Repository& repository) {
  git_oid oid{};
  if (git_reference_name_to_id(&oid, repository.handle.get(), "HEAD") != 0) return std::nullopt;
  return to_object_id(oid);
}

Result<Refs> read_refs(const Repository& repository) {
  const auto broken = check_loose_refs(repository.common_dir);
  if (!broken) return broken.error();
  Refs all;
  all.head = read_head(repository);
  if (const auto listed = list_refs(repository, &all); !listed) return listed.error();
  all.notices.insert(all.notices.end(), broken->begin(), broken->end());
  std::sort(all.refs.begin(), all.refs.end(),
            [](const Ref& a, const Ref& b) { return a.name < b.name; });
  return all;
}

std::set<ObjectId> read_shallow_boundary(const Repository& repository) {
  std::set<ObjectId> boundary;
  const auto text = read_file(repository.common_dir / "shallow");
  if (!text) return boundary;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (const auto id = ObjectId::from_hex(line)) boundary.insert(*id);
  }
  return boundary;
}

}  // namespace keysieve
