// A table of shapes that texts have, and what each shape means in words.
#pragma once

#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace keysieve {

class ShapeTable {
 public:
  struct Shape {
    std::string_view regex;  // searched in the text, without regard to case
    std::string_view meaning;
  };

  explicit ShapeTable(std::initializer_list<Shape> shapes);
  ~ShapeTable();

  // What the first shape found in `text` means; empty if there is none.
  std::string_view meaning_of(std::string_view text) const;

 private:
  std::vector<std::unique_ptr<const re2::RE2>> regexes_;
  std::vector<std::string_view> meanings_;
};

}  // namespace keysieve
