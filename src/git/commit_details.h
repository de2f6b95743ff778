// Who made a commit, when, and what they called it, in UTF-8 where the commit says how it is
// encoded.
#pragma once

#include "git/object_database.h"
#include "git/object_text.h"

namespace keysieve {

struct CommitDetails {
  Signature author, committer;
  std::string summary;
};

// Empty details for a commit that cannot be read: the scan has noticed it already.
CommitDetails read_commit_details(ObjectDatabase* database, const ObjectId& id);

}  // namespace keysieve
