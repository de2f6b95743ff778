// A shared library that is loaded when its first function is called; see late_libraries.cmake. Each
// of its functions has a stub of its name in the program, which jumps to where its slot points.
#pragma once

extern "C" {

struct LateFunction {
  const char* name;
  void** slot;
};

// In late_stubs.cc: tables that end in a null name, and the file to load.
extern const LateFunction late_functions_of_libgit2[], late_functions_of_libarchive[];
extern const char late_name_of_libgit2[], late_name_of_libarchive[];

// Where the slots of the functions point that are always called first.
int late_first_of_libgit2();
struct archive* late_first_of_libarchive();

// Where all others point until then.
[[noreturn]] void late_called_too_early();
}
