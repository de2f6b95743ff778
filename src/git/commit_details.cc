#include "git/commit_details.h"

namespace keysieve {

CommitDetails read_commit_details(ObjectDatabase* database, const ObjectId& id) {
  const ObjectBytes object = database->read(id, UINT64_MAX);
  const auto commit = parse_commit(object.view());
  if (!commit) return {};
  return {parse_signature(commit->author), parse_signature(commit->committer),
          std::string(summary_of(commit->message))};
}

}  // namespace keysieve
