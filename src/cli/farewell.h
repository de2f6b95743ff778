// What a terminal is still to be told when a signal ends the program: to take back a progress line,
// to stop being red.
#pragma once

#include <string_view>

namespace keysieve::cli {

// While it lives, SIGINT, SIGTERM and SIGHUP write `words` to `fd` before they end the program as
// they always do (exit status 130, 143 and 129 to a shell). A signal that is ignored stays so. One
// lives at a time; of more than one the first counts.
class Farewell {
 public:
  Farewell(int fd, std::string_view words);  // of static storage
  ~Farewell();
  Farewell(const Farewell&) = delete;
  Farewell& operator=(const Farewell&) = delete;

 private:
  bool counts_;
};

}  // namespace keysieve::cli
