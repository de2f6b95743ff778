// Where a repository says that it came from.
#pragma once

#include <string>
#include <string_view>

#include "git/repository.h"

namespace keysieve {

// The URL of the remote `origin`, else of the only remote there is, without credentials; empty: no
// such remote, or nothing of its URL that could be told.
std::string remote_url(const Repository& repository);

// `url` without what may be secret in it: names and passwords before the host, queries, fragments.
// Empty where a part cannot be told from a password.
std::string without_credentials(std::string_view url);

}  // namespace keysieve
