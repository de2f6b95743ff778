#include "git/commit_details.h"

namespace keysieve {

CommitDetails read_commit_details(const Repository& repository, const ObjectId& id) {
  git_odb* raw_database = nullptr;
  if (git_repository_odb(&raw_database, repository.handle.get()) != 0) return {};
  const OdbHandle database(raw_database);
  const git_oid oid = to_git_oid(id);
  git_odb_object* raw = nullptr;
  if (git_odb_read(&raw, raw_database, &oid) != 0) return {};
  const OdbObjectHandle object(raw);
  const auto commit =
      parse_commit({static_cast<const char*>(git_odb_object_data(raw)), git_odb_object_size(raw)});
  if (!commit) return {};
  return {parse_signature(commit->author), parse_signature(commit->committer),
          std::string(summary_of(commit->message))};
}

}  // namespace keysieve
