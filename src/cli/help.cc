#include "cli/help.h"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace keysieve::cli {
namespace {

constexpr std::size_t descriptions_at = 30;  // the column where descriptions begin
constexpr std::size_t columns = 80;

// `text` in lines that end before the last column, all but the first indented to the description.
std::string indented(std::string_view text) {
  constexpr std::size_t room = columns - descriptions_at - 1;
  std::string lines;
  while (text.size() > room) {
    std::size_t space = text.rfind(' ', room);
    if (space == std::string_view::npos) space = text.find(' ');
    if (space == std::string_view::npos) break;
    lines += fmt::format("{}\n{:{}}", text.substr(0, space), "", descriptions_at);
    text.remove_prefix(space + 1);
  }
  return lines.append(text);
}

// "--archives,--no-archives" of "--archives,--no-archives{false}"
std::string without_values(std::string name) {
  for (std::size_t begin = name.find('{'); begin != std::string::npos; begin = name.find('{')) {
    name.erase(begin, name.find('}', begin) - begin + 1);
  }
  return name;
}

std::string what_it_takes(const CLI::Option& option) {
  if (option.get_type_size() == 0) return {};
  const bool several = option.get_expected_max() == CLI::detail::expected_max_vector_size;
  const std::string type = option.get_type_name();  // "N:UINT in [1 - 9]"
  return fmt::format(" {}{}", type.substr(0, type.find(':')), several ? " ..." : "");
}

// A name, and beside it, or below it if it is long, what it is.
std::string entry(const std::string& name, const std::string& description) {
  const std::string beside = indented(description);
  if (name.size() + 4 > descriptions_at) {
    return fmt::format("  {}\n{:{}}{}\n", name, "", descriptions_at, beside);
  }
  return fmt::format("  {:<{}}{}\n", name, descriptions_at - 2, beside);
}

class Pages : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    const std::string name =
        is_positional ? option->get_name(true, false)
                      : without_values(option->get_name(false, true)) + what_it_takes(*option);
    return entry(name, option->get_description());
  }

  std::string make_subcommand(const CLI::App* command) const override {
    return entry(command->get_name(), command->get_description());
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_pages() {
  return std::make_shared<Pages>();
}

}  // namespace keysieve::cli
