#include "cli/late_library.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <mutex>

#include "cli/command.h"

extern "C" {
int git_libgit2_init();
struct archive* archive_read_new();
}

namespace keysieve::cli {
namespace {

// Half a library is worse than none: what called it cannot be told of a failure.
[[noreturn]] void give_up() {
  const char* why = ::dlerror();
  std::cerr << "keysieve: cannot load a library that it needs: "
            << (why != nullptr ? why : "unknown reason") << ": install it\n";
  ::_exit(failed);
}

void load(const char* file, const LateFunction* functions) {
  void* const library = ::dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) give_up();
  for (; functions->name != nullptr; ++functions) {
    void* const function = ::dlsym(library, functions->name);
    if (function == nullptr) give_up();
    *functions->slot = function;
  }
}

}  // namespace
}  // namespace keysieve::cli

extern "C" {

int late_first_of_libgit2() {
  static std::once_flag once;
  std::call_once(once,
                 [] { keysieve::cli::load(late_name_of_libgit2, late_functions_of_libgit2); });
  return git_libgit2_init();
}

struct archive* late_first_of_libarchive() {
  static std::once_flag once;
  std::call_once(
      once, [] { keysieve::cli::load(late_name_of_libarchive, late_functions_of_libarchive); });
  return archive_read_new();
}

void late_called_too_early() {
  std::abort();
}
}
