#include "git/object_environment.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace keysieve {
namespace {

namespace fs = std::filesystem;

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// The character that begins at `text`, after a backslash; takes it off.
char take_escaped(std::string_view* text) {
  constexpr std::string_view letters = "abfnrtv", meant = "\a\b\f\n\r\t\v";
  if (text->size() >= 3 && std::all_of(text->begin(), text->begin() + 3, is_octal)) {
    const int code = (*text)[0] % 8 * 64 + (*text)[1] % 8 * 8 + (*text)[2] % 8;
    text->remove_prefix(3);
    return static_cast<char>(code);
  }
  const char c = text->front();
  text->remove_prefix(1);
  const auto letter = letters.find(c);
  return letter == std::string_view::npos ? c : meant[letter];
}

// Takes a quoted name off, with both of its quotes.
std::string take_quoted(std::string_view* list) {
  std::string name;
  list->remove_prefix(1);
  while (!list->empty() && list->front() != '"') {
    char c = list->front();
    list->remove_prefix(1);
    if (c == '\\' && !list->empty()) c = take_escaped(list);
    name += c;
  }
  if (!list->empty()) list->remove_prefix(1);
  return name;
}

}  // namespace

std::vector<fs::path> split_object_dirs(std::string_view list) {
  std::vector<fs::path> folders;
  while (!list.empty()) {
    std::string name = list.front() == '"' ? take_quoted(&list) : std::string();
    const std::size_t end = std::min(list.find(':'), list.size());
    name += list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    if (!name.empty()) folders.emplace_back(std::move(name));
  }
  return folders;
}

std::vector<fs::path> object_dirs_of_environment() {
  const char* own = std::getenv("GIT_OBJECT_DIRECTORY");
  const char* others = std::getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
  std::vector<fs::path> folders;
  if (own != nullptr && *own != '\0') folders.emplace_back(own);
  if (others == nullptr) return folders;
  for (fs::path& folder : split_object_dirs(others)) folders.push_back(std::move(folder));
  return folders;
}

}  // namespace keysieve
