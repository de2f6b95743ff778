// Where commits, and lines of files in them, can be looked at on the web.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "keysieve/scan.h"

namespace keysieve {

// The pages of one repository, as GitHub, GitLab, Bitbucket or Gitea (so Forgejo, Codeberg) have
// them. URLs hold nothing but letters, digits and what URLs are made of: every other byte is
// escaped, so they are safe on a terminal and in HTML.
class WebLinks {
 public:
  // Nothing where `remote`'s host is not known by its name to be one of them, or a secret was
  // redacted in it.
  static std::optional<WebLinks> of(std::string_view remote);

  std::string commit(const ObjectId& commit) const;

  // A line of `path` as `commit` has it. A member of an archive (`a.zip!b`) has no page, nor has a
  // path in which a secret was redacted: the commit's is given.
  std::string line(const ObjectId& commit, std::string_view path, std::uint32_t line) const;

 private:
  struct Forge;
  WebLinks(std::string base, const Forge* forge) : base_(std::move(base)), forge_(forge) {}
  static const Forge* forge_of(std::string_view host);

  std::string base_;  // "https://github.com/ada/shop"
  const Forge* forge_;
};

// The page of the line that an introduction is about, of its commit where a secret stands in its
// path or it has none; empty where there is no page.
std::string page_of(const std::optional<WebLinks>& web, const Introduction& by);

// The page of what `head` holds at `at`, likewise.
std::string page_of(const std::optional<WebLinks>& web, const std::optional<ObjectId>& head,
                    const Occurrence& at);

}  // namespace keysieve
