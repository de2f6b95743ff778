// What sanitizers are told by programs that are built with them. In files and by other programs it
// would not reach them: a scan in its sandbox can open none and start none.

// libgit2 1.5 frees no match data of PCRE2 where a pattern does not match: it looks for extensions
// in a repository's configuration so.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpcre2\n";
}

// ASAN_OPTIONS=symbolize=1 gives reports names.
extern "C" const char* __asan_default_options() {
  return "print_suppressions=0:symbolize=0";
}
