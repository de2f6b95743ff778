#include "report/page.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "report/words.h"

namespace keysieve {
namespace {

std::string_view escape(Tone tone) {
  switch (tone) {
    case Tone::faint:
      return "2";
    case Tone::strong:
      return "1";
    case Tone::good:
      return "32";
    case Tone::notable:
      return "33";
    case Tone::bad:
      return "31";
    case Tone::worst:
      return "1;31";
  }
  return {};
}

}  // namespace

std::string Page::paint(Tone tone, std::string_view text) const {
  if (!color_) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", escape(tone), text);
}

std::string Page::safe(std::string_view bytes) const {
  return printable(bytes);
}

std::string Page::secret(std::string_view secret) const {
  return printable(secret);
}

void Page::row(std::string_view label, const std::vector<std::string>& lines) {
  std::string beside = paint(Tone::faint, fmt::format("  {:<{}}", label, indent - 2));
  for (const std::string& text : lines) {
    out_ << beside << text << '\n';
    beside.assign(indent, ' ');
  }
}

void Page::paragraph(std::string_view label, std::string_view text) {
  row(label, wrapped(text, columns - indent));
}

}  // namespace keysieve
