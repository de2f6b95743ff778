#include "report/page.h"

#include <algorithm>

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

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return Tone::worst;
    case Severity::high:
      return Tone::bad;
    case Severity::medium:
      return Tone::notable;
    case Severity::low:
      return Tone::faint;
  }
  return Tone::strong;
}

std::string Page::paint(Tone tone, std::string_view text) const {
  if (!options_.color) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", escape(tone), text);
}

// OSC 8, as terminals and pagers know it. The URL must hold nothing but what URLs are made of.
std::string Page::linked(const std::string& url, std::string_view text) const {
  if (!options_.links || url.empty()) return std::string(text);
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", url, text);
}

std::size_t Page::room() const {
  constexpr std::size_t least = 20;
  return std::max(least, columns() - std::min(columns(), indent));
}

std::size_t Page::shown_of(std::size_t count) const {
  return is_full() ? count : std::min(count, few);
}

std::string Page::listed(const std::vector<std::string>& items) const {
  return is_full() ? joined(items) : first_few(items);
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

// Lines of prose must not be as wide as some terminals are.
void Page::paragraph(std::string_view label, std::string_view text) {
  constexpr std::size_t readable = 100;
  row(label, wrapped(text, std::min(readable, room())));
}

}  // namespace keysieve
