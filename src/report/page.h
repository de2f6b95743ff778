// A page of text for a terminal of 80 columns: labelled rows, colour where it is wanted. Whatever
// came from a repository goes through safe() on its way here.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace keysieve {

enum class Tone { faint, strong, good, notable, bad, worst };

class Page {
 public:
  static constexpr std::size_t columns = 80;
  static constexpr std::size_t indent = 15;  // where the words after a label begin

  Page(std::ostream& out, bool color) : out_(out), color_(color) {}

  void line(std::string_view text = {}) { out_ << text << '\n'; }

  // A label, and beside it lines as they are.
  void row(std::string_view label, const std::vector<std::string>& lines);

  // A label, and beside it a text broken into lines as needed.
  void paragraph(std::string_view label, std::string_view text);

  // Coloured, if the page is.
  std::string paint(Tone tone, std::string_view text) const;

  // Bytes of the scanned repository, with nothing in it that acts on a terminal.
  std::string safe(std::string_view bytes) const;

  // A secret, as the report has it.
  std::string secret(std::string_view secret) const;

 private:
  std::ostream& out_;
  bool color_;
};

}  // namespace keysieve
