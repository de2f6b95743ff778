#include "engine/member_path.h"

#include <array>

namespace keysieve {
namespace {

// The name of what a compressed file holds when it says none itself.
std::string_view without_suffix(std::string_view archive) {
  const std::string_view name = archive.substr(archive.find_last_of("/\\") + 1);
  constexpr std::array<std::string_view, 4> suffixes = {".gz", ".bz2", ".xz", ".zst"};
  for (const std::string_view suffix : suffixes) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return name;
}

std::string joined(std::string_view container, const MemberPath& member, char separator) {
  std::string path(container), around(container);
  for (const std::string& name : member) {
    around = name.empty() ? std::string(without_suffix(around)) : name;
    path += separator;
    path += around;
  }
  return path;
}

}  // namespace

std::optional<std::string> shown_path(const std::optional<std::string>& container,
                                      const MemberPath& member) {
  if (member.empty()) return container;
  return joined(container.value_or(""), member, '!');
}

std::string weighed_path(std::string_view container, const MemberPath& member) {
  return joined(container, member, '/');
}

}  // namespace keysieve
