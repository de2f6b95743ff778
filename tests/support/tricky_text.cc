#include "support/tricky_text.h"

#include <algorithm>
#include <numeric>

#include "support/encodings.h"

namespace keysieve::test {
namespace {

// Secrets that several texts share, so that they come, go and come back.
std::string known_secret(std::uint32_t number) {
  return Fake(1000 + number % 5).slack_token();
}

std::string assignment(Fake* fake) {
  return "SECRET_KEY = '" + Fake(2000 + fake->below(5)).urlsafe_key() + "'";
}

std::string with_mark(std::string line, Fake* fake) {
  switch (fake->below(4)) {
    case 0:
      return line + "  # keysieve:allow for tests\n";
    case 1:
      return line + "  # gitleaks:allow\n";
    case 2:
      return "# keysieve:allow-next-line\n" + line + "\n";
    default:
      return line + "\n";
  }
}

// A secret, or what makes a search look at many lines: rare, for most versions are to have none.
std::string line_of_weight(Fake* fake) {
  const std::string secret = known_secret(fake->below(5));
  switch (fake->below(5)) {
    case 0:
      return "-----BEGIN PRIVATE" + std::string(" KEY-----\n");
    case 1:
      return "-----END PRIVATE" + std::string(" KEY-----\n");
    case 2:
      return with_mark("token = \"" + secret + '"', fake);
    case 3:
      return with_mark(assignment(fake), fake);
    default:
      return "data: " + base64("env: " + secret + "\n") + "\n";
  }
}

std::string some_line(Fake* fake) {
  const std::string secret = known_secret(fake->below(5));
  switch (fake->below(60)) {
    case 0:
      return "SECRET_KEY = (\n";
    case 1:
      return "    '" + Fake(3000 + fake->below(5)).urlsafe_key() + "'\n";
    case 2:
      return "SECRET_KEY = \\\n";
    case 3:
      return secret.substr(0, secret.size() / 2) + "\n";
    case 4:
      return secret.substr(secret.size() / 2) + "\n";
    case 5:
      return Fake(4000 + fake->below(9)).from(alnum_alphabet, 64) + "\n";
    case 6:
      return "# keysieve:allow-next-line\n";
    case 7:
      return line_of_weight(fake);
    default:
      return "line " + std::to_string(fake->below(1000)) + " of code;\n";
  }
}

// Writes a mark behind a line, or takes it away, and changes nothing else.
void toggle_mark(std::string* text, std::size_t line) {
  const std::string mark = "  # keysieve:allow";
  const std::size_t end = std::min(text->find('\n', line), text->size());
  const std::size_t at = text->substr(line, end - line).find(mark);
  if (at == std::string::npos) {
    text->insert(end, mark);
  } else {
    text->erase(line + at, mark.size());
  }
}

// What makes a line long: the same for the same line, nothing for most.
std::string padding_for(std::string_view line) {
  const auto sum =
      std::accumulate(line.begin(), line.end(), std::size_t{0},
                      [](std::size_t all, char c) { return all + static_cast<unsigned char>(c); });
  if (sum % 4 != 0) return {};
  std::string padding;
  for (const std::size_t length = sum % 64 == 0 ? 70'000 : 3000 + sum % 2000;
       padding.size() < length;) {
    padding += "word; ";
  }
  return padding;
}

}  // namespace

std::string tricky_text(Fake* fake, int lines) {
  std::string text;
  while (lines-- > 0) text += some_line(fake);
  return text;
}

std::string changed_text(std::string text, Fake* fake) {
  for (std::uint32_t n = 1 + fake->below(3); n > 0; --n) {
    const std::size_t at = fake->below(static_cast<std::uint32_t>(text.size()));
    const std::size_t line = text.rfind('\n', at) + 1;
    const std::size_t end = std::min(text.find('\n', line), text.size() - 1) + 1;
    switch (fake->below(6)) {
      case 0:
        text.insert(line, some_line(fake));
        break;
      case 1:
        text.erase(line, end - line);
        break;
      case 2:
        text.erase(at, 1 + fake->below(3));  // maybe the end of a line: two are joined
        break;
      case 3:
        toggle_mark(&text, line);
        break;
      case 4:  // a line moves
        text += text.substr(line, end - line);
        text.erase(line, end - line);
        break;
      default:
        text.insert(at, fake->below(2) == 0 ? "x" : "\n");
    }
    if (text.empty()) text = "\n";
  }
  return text;
}

std::string in_form(std::string_view text, TextForm form) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (form == TextForm::long_lines) out += padding_for(line);
    out += line;
    if (form == TextForm::windows_lines) out += '\r';
    out += form == TextForm::one_line ? ' ' : '\n';
  }
  if (form == TextForm::no_last_newline) out.pop_back();
  return out;
}

}  // namespace keysieve::test
