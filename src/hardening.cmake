# What compilers and linkers can do so that a mistake in our code stays a mistake: keysieve reads
# what attackers write. For optimised builds; sanitizers watch over the same things in their own
# way, and debug builds are for whoever debugs. The test `hardening` looks at the built program.
#
# All of it together costs a scan of the history of redis less than its time varies by. Functions of
# libraries are bound when the program starts (now), so that the table of their addresses can be
# read-only: some 280 more are looked up, in 0.02 of the 3.2 milliseconds that --version takes. With
# libgit2 and libarchive among them it would be more: see src/cli/late_libraries.cmake.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CheckLinkerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

add_library(keysieve_hardening INTERFACE)
set(KEYSIEVE_HARDENED OFF)
if(KEYSIEVE_SANITIZE OR KEYSIEVE_FUZZ)
  return()
endif()
set(optimised $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$")
  set(KEYSIEVE_HARDENED ON)
endif()

# Level 3 also knows sizes that only the running program does; an old C library warns of it.
set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
check_cxx_source_compiles("#include <cstring>\nint main() {}" KEYSIEVE_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
target_compile_options(keysieve_hardening INTERFACE
  $<${optimised}:-U_FORTIFY_SOURCE> $<${optimised}:-D_FORTIFY_SOURCE=$<IF:$<BOOL:${KEYSIEVE_FORTIFY_3}>,3,2>>)
target_compile_definitions(keysieve_hardening INTERFACE $<${optimised}:_GLIBCXX_ASSERTIONS>)

foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER KEYSIEVE_KNOWS${flag} known)
  check_cxx_compiler_flag("-Werror ${flag}" ${known})
  if(${known})
    target_compile_options(keysieve_hardening INTERFACE $<${optimised}:${flag}>)
  endif()
endforeach()
if(NOT BUILD_SHARED_LIBS)  # for a program at any address; the library's own flags know better
  target_compile_options(keysieve_hardening INTERFACE $<${optimised}:-fPIE>)
endif()

foreach(flag relro now noexecstack)
  check_linker_flag(CXX LINKER:-z,${flag} KEYSIEVE_LINKS_${flag})
  if(KEYSIEVE_LINKS_${flag})
    target_link_options(keysieve_hardening INTERFACE $<${optimised}:LINKER:-z,${flag}>)
  endif()
endforeach()
