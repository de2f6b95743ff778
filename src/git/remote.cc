#include "git/remote.h"

#include <algorithm>
#include <memory>

namespace keysieve {
namespace {

using RemoteHandle = std::unique_ptr<git_remote, GitFree<git_remote_free>>;

std::string url_of(git_repository* repository, const char* name) {
  git_remote* raw = nullptr;
  if (git_remote_lookup(&raw, repository, name) != 0) return {};
  const RemoteHandle remote(raw);
  const char* url = git_remote_url(raw);
  return url == nullptr ? std::string() : std::string(url);
}

std::string url_of_only_remote(git_repository* repository) {
  git_strarray names{};
  if (git_remote_list(&names, repository) != 0) return {};
  const std::string url = names.count == 1 ? url_of(repository, names.strings[0]) : std::string();
  git_strarray_dispose(&names);
  return url;
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

std::string remote_url(const Repository& repository) {
  const std::string origin = url_of(repository.handle.get(), "origin");
  return without_credentials(origin.empty() ? url_of_only_remote(repository.handle.get()) : origin);
}

}  // namespace keysieve
