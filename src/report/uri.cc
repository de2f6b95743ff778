#include "report/uri.h"

#include <fmt/format.h>

namespace keysieve {
namespace {

// What stands for itself in a path.
constexpr std::string_view path_marks = "-._~/!$&'()*+,;=@";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string escaped(std::string_view bytes, std::string_view also_plain) {
  return percent_encoded(bytes, std::string(path_marks).append(also_plain));
}

// A scheme as RFC 3986 has it, in front of "://".
bool has_scheme(std::string_view url) {
  const std::size_t end = url.find("://");
  if (end == std::string_view::npos || end == 0) return false;
  return url.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") == end;
}

}  // namespace

std::string percent_encoded(std::string_view bytes, std::string_view plain) {
  std::string out;
  for (const char c : bytes) {
    if (is_letter_or_digit(c) || plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string path_uri(std::string_view path) {
  if (path.starts_with('/')) return "file://" + escaped(path, "");
  if (path.starts_with("./")) path.remove_prefix(2);
  return escaped(path, "");
}

std::string remote_uri(std::string_view remote) {
  if (has_scheme(remote)) return escaped(remote, ":?#[]%");
  if (remote.starts_with('/')) return path_uri(remote);
  const std::size_t colon = remote.find(':');
  if (colon == std::string_view::npos || colon == 0 || remote.find('/') < colon) return {};
  std::string_view host = remote.substr(0, colon), path = remote.substr(colon + 1);
  host.remove_prefix(host.find('@') == std::string_view::npos ? 0 : host.find('@') + 1);
  while (path.starts_with('/')) path.remove_prefix(1);
  return fmt::format("ssh://{}/{}", escaped(host, "[]:"), escaped(path, ""));
}

}  // namespace keysieve
