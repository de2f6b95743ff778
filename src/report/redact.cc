// What of a secret may be seen: enough to recognise it, too little to use it.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/printable.h"
#include "keysieve/report.h"

namespace keysieve {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";     // U+2026
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD, for what is no UTF-8

// The characters of a line, each safe to show.
std::vector<std::string> characters(std::string_view line) {
  std::vector<std::string> all;
  for (const char byte : printable(line)) {
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
    if (!continues) all.emplace_back();
    all.back() += byte;
  }
  std::replace(all.begin(), all.end(), std::string(replacement), std::string("?"));
  return all;
}

// "-----BEGIN RSA PRIVATE KEY-----" at the start of a PEM key: it says what the key is and nothing
// of it. Anything but capitals, digits and spaces in the label could be part of a secret.
std::string_view pem_header(std::string_view secret) {
  static constexpr std::string_view begin = "-----BEGIN ", end = "-----";
  static constexpr std::size_t longest_label = 40;
  if (!secret.starts_with(begin)) return {};
  const std::size_t close = secret.find(end, begin.size());
  if (close == std::string_view::npos) return {};
  const std::string_view label = secret.substr(begin.size(), close - begin.size());
  const bool plain = std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
  });
  return plain && label.size() <= longest_label ? secret.substr(0, close + end.size())
                                                : std::string_view();
}

}  // namespace

std::string redact(std::string_view secret) {
  if (const std::string_view header = pem_header(secret); !header.empty()) {
    return std::string(header).append(ellipsis);
  }
  const auto shown = characters(secret.substr(0, secret.find_first_of("\r\n")));
  const std::size_t each = std::min<std::size_t>(3, shown.size() / 8);  // both ends: a quarter
  std::string text;
  for (std::size_t i = 0; i < each; ++i) text += shown[i];
  text += ellipsis;
  for (std::size_t i = shown.size() - each; i < shown.size(); ++i) text += shown[i];
  return text;
}

}  // namespace keysieve
