// Where a repository says that it came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/refs.h"
#include "git/repository.h"

namespace keysieve {

// The URL of the remote `origin`, else of the only remote there is, without credentials; empty: no
// such remote, or nothing of its URL that could be told.
std::string remote_url(const Repository& repository);

// The refs that say what was last seen of a remote: of the one of this name or address, as git
// names it to a pre-push hook. None where there is no such remote. A mirror's refspec, by which
// every ref would be one, says nothing about what the remote has.
std::vector<ObjectId> seen_on_remote(const Repository& repository, const Refs& refs,
                                     const std::string& name);

// `url` without what may be secret in it: names and passwords before the host, queries, fragments.
// Empty where a part cannot be told from a password.
std::string without_credentials(std::string_view url);

}  // namespace keysieve
