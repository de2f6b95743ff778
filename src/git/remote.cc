#include "git/remote.h"

#include <algorithm>
#include <memory>

namespace keysieve {
namespace {

using RemoteHandle = std::unique_ptr<git_remote, GitFree<git_remote_free>>;

RemoteHandle named_remote(git_repository* repository, const std::string& name) {
  git_remote* raw = nullptr;
  return RemoteHandle(git_remote_lookup(&raw, repository, name.c_str()) == 0 ? raw : nullptr);
}

std::vector<std::string> names_of_remotes(git_repository* repository) {
  std::vector<std::string> all;
  git_strarray names{};
  if (git_remote_list(&names, repository) != 0) return all;
  all.assign(names.strings, names.strings + names.count);
  git_strarray_dispose(&names);
  return all;
}

std::string url_of(git_repository* repository, const std::string& name) {
  const auto remote = named_remote(repository, name);
  const char* url = remote ? git_remote_url(remote.get()) : nullptr;
  return url == nullptr ? std::string() : std::string(url);
}

std::string url_of_only_remote(git_repository* repository) {
  const auto names = names_of_remotes(repository);
  return names.size() == 1 ? url_of(repository, names[0]) : std::string();
}

bool has_address(const git_remote* remote, const std::string& address) {
  const char* url = git_remote_url(remote);
  const char* push = git_remote_pushurl(remote);
  return (url != nullptr && url == address) || (push != nullptr && push == address);
}

// The remote of this name; where git was given an address instead, one that has it.
RemoteHandle find_remote(git_repository* repository, const std::string& name) {
  if (auto remote = named_remote(repository, name)) return remote;
  for (const std::string& other : names_of_remotes(repository)) {
    auto remote = named_remote(repository, other);
    if (remote && has_address(remote.get(), name)) return remote;
  }
  return nullptr;
}

bool tracks(const git_remote* remote, const std::string& ref) {
  if (!ref.starts_with("refs/remotes/")) return false;
  for (std::size_t i = 0; i < git_remote_refspec_count(remote); ++i) {
    const git_refspec* spec = git_remote_get_refspec(remote, i);
    if (git_refspec_direction(spec) == GIT_DIRECTION_FETCH &&
        git_refspec_dst_matches(spec, ref.c_str()) == 1) {
      return true;
    }
  }
  return false;
}

// "host", "host:8443" or "[::1]:22": anything else may be a name and a part of a password that has
// a "/" in it.
bool is_host(std::string_view text) {
  if (text.starts_with('[')) return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string_view port = text.substr(colon + 1);
  return std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view after_last_at(std::string_view text) {
  return text.substr(text.rfind('@') + 1);  // all of it without one: npos + 1 is 0
}

}  // namespace

std::string without_credentials(std::string_view url) {
  const std::size_t mark = url.find("://");
  if (mark == std::string_view::npos) {  // "git@host:path", or a path on this machine
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos || url.find('/') < colon) return std::string(url);
    return std::string(after_last_at(url.substr(0, colon))).append(url.substr(colon));
  }
  const std::string_view rest = url.substr(mark + 3);
  const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view host = after_last_at(rest.substr(0, slash));
  if (!is_host(host)) return {};
  const std::string_view path = rest.substr(slash, rest.find_first_of("?#", slash) - slash);
  return std::string(url.substr(0, mark + 3)).append(host).append(path);
}

std::vector<ObjectId> seen_on_remote(const Repository& repository, const Refs& refs,
                                     const std::string& name) {
  std::vector<ObjectId> seen;
  const auto remote = find_remote(repository.handle.get(), name);
  for (const Ref& ref : refs.refs) {
    if (remote && tracks(remote.get(), ref.name)) seen.push_back(ref.target);
  }
  return seen;
}

std::string remote_url(const Repository& repository) {
  const std::string origin = url_of(repository.handle.get(), "origin");
  return without_credentials(origin.empty() ? url_of_only_remote(repository.handle.get()) : origin);
}

}  // namespace keysieve
