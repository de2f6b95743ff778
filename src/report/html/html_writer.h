// Writes HTML so that text stays text: whatever is put between tags or into attributes is escaped,
// there is no other way in. Names of tags and attributes are the program's own.
#pragma once

#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keysieve {

// An attribute with an empty value stands as its name alone.
using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

class HtmlWriter {
 public:
  explicit HtmlWriter(std::ostream& out) : out_(out) {}

  HtmlWriter& open(std::string_view tag, Attributes attributes = {});
  HtmlWriter& close();  // what was opened last
  HtmlWriter& lone(std::string_view tag,
                   Attributes attributes);  // an element of HTML without an end
  HtmlWriter& shape(std::string_view tag,
                    Attributes attributes);  // an element of SVG without content
  HtmlWriter& text(std::string_view text);
  HtmlWriter& element(std::string_view tag, Attributes attributes, std::string_view text);
  HtmlWriter& line();  // breaks the source, for whoever reads or compares it

  // The page's own script or style, as it stands.
  HtmlWriter& verbatim(std::string_view tag, std::string_view content);

 private:
  void start(std::string_view tag, Attributes attributes);
  void escape(std::string_view bytes);

  std::ostream& out_;
  std::vector<std::string_view> open_;
};

}  // namespace keysieve
