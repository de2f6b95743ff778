// Who made a commit, when, and what they called it.
#pragma once

#include "git/object_text.h"
#include "git/repository.h"

namespace keysieve {

struct CommitDetails {
  Signature author, committer;
  std::string summary;
};

// Empty details for a commit that cannot be read: the scan has noticed it already.
CommitDetails read_commit_details(const Repository& repository, const ObjectId& id);

}  // namespace keysieve
