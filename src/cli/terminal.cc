#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace keysieve::cli {

ColorChoice color_choice(std::string_view word) {
  if (word == "always") return ColorChoice::always;
  return word == "never" ? ColorChoice::never : ColorChoice::automatic;
}

bool wants_color(ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

bool wants_links() {
  const char* terminal = std::getenv("TERM");
  const std::string_view name = terminal == nullptr ? "" : terminal;
  return ::isatty(STDOUT_FILENO) == 1 && name != "dumb" && name != "linux";
}

std::optional<std::size_t> columns_of(int fd) {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

std::size_t terminal_columns() {
  constexpr std::size_t narrowest = 40, widest = 400, usual = 80;
  const char* asked = std::getenv("COLUMNS");
  const long wanted = asked == nullptr ? 0 : std::atol(asked);
  if (wanted > 0) return std::clamp(static_cast<std::size_t>(wanted), narrowest, widest);
  const auto columns = columns_of(STDOUT_FILENO);
  return columns ? std::clamp(*columns, narrowest, widest) : usual;
}

}  // namespace keysieve::cli
