#include "report/web_links.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/uri.h"

namespace keysieve {

// What stands between the repository's address and a commit's id, and around a path and a line.
struct WebLinks::Forge {
  std::string_view name, commit, file, line;
};

namespace {

// Safe on a terminal and in HTML, too.
std::string escaped(std::string_view bytes) {
  return percent_encoded(bytes, "-._~/");
}

// redact() leaves an ellipsis.
bool is_redacted(std::string_view text) {
  return text.find("\xE2\x80\xA6") != std::string_view::npos;
}

struct Address {
  std::string_view scheme, host, path;  // the host with its port where that is the web's
};

// "https://host/path", "ssh://host:22/path", "git://…" and "host:path".
Address parsed(std::string_view remote) {
  const std::size_t mark = remote.find("://");
  if (mark == std::string_view::npos) {
    const std::size_t colon = remote.find(':');
    if (colon == std::string_view::npos || remote.find('/') < colon) return {};
    return {"https", remote.substr(0, colon), remote.substr(colon + 1)};
  }
  const std::string_view scheme = remote.substr(0, mark), rest = remote.substr(mark + 3);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return {};
  std::string_view host = rest.substr(0, slash);
  if (scheme != "https" && scheme != "http") host = host.substr(0, host.find(':'));
  return {scheme == "http" ? "http" : "https", host, rest.substr(slash + 1)};
}

bool is_host(std::string_view host) {
  return !host.empty() && percent_encoded(host, ":-.") == host;
}

std::string_view trimmed(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  return path;
}

}  // namespace

// Self-hosted ones are known by the first word of their host's name: gitlab.example.org.
const WebLinks::Forge* WebLinks::forge_of(std::string_view host) {
  static constexpr std::array forges = {
      Forge{"github", "/commit/", "/blob/", "#L"},
      Forge{"gitlab", "/-/commit/", "/-/blob/", "#L"},
      Forge{"gitea", "/commit/", "/src/commit/", "#L"},
      Forge{"forgejo", "/commit/", "/src/commit/", "#L"},
      Forge{"codeberg", "/commit/", "/src/commit/", "#L"},
      Forge{"bitbucket", "/commits/", "/src/", "#lines-"},
  };
  if (host.starts_with("bitbucket.") && host != "bitbucket.org") return nullptr;  // other pages
  const auto known = std::find_if(forges.begin(), forges.end(), [&](const Forge& forge) {
    return host.substr(0, host.find('.')) == forge.name && host.size() > forge.name.size();
  });
  return known == forges.end() ? nullptr : &*known;
}

std::optional<WebLinks> WebLinks::of(std::string_view remote) {
  if (is_redacted(remote)) return std::nullopt;
  const auto [scheme, host, path] = parsed(remote);
  const std::string_view repository = trimmed(path);
  if (!is_host(host) || repository.find('/') == std::string_view::npos) return std::nullopt;
  const Forge* forge = forge_of(host);
  if (forge == nullptr) return std::nullopt;
  return WebLinks(fmt::format("{}://{}/{}", scheme, host, escaped(repository)), forge);
}

std::string WebLinks::commit(const ObjectId& commit) const {
  return fmt::format("{}{}{}", base_, forge_->commit, commit.hex());
}

std::string WebLinks::line(const ObjectId& commit, std::string_view path,
                           std::uint32_t line) const {
  if (path.find('!') != std::string_view::npos || is_redacted(path)) return this->commit(commit);
  return fmt::format("{}{}{}/{}{}{}", base_, forge_->file, commit.hex(), escaped(path),
                     forge_->line, line);
}

std::string page_of(const std::optional<WebLinks>& web, const Introduction& by) {
  if (!web || !by.submodule.empty()) return {};
  return by.path ? web->line(by.commit, *by.path, by.line) : web->commit(by.commit);
}

std::string page_of(const std::optional<WebLinks>& web, const std::optional<ObjectId>& head,
                    const Occurrence& at) {
  if (!web || !head || !at.path || !at.submodule.empty()) return {};
  return web->line(*head, *at.path, at.region.start_line);
}

}  // namespace keysieve
