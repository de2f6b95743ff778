# libgit2 and libarchive bring some twenty libraries with them, whose loading takes most of the time
# in which the program starts, and most commands need neither, or one. So the program is linked with
# stubs in their place, and loads a library when its first function is called (late_library.cc).
#
# The stubs are those of a library's functions that the sources name. Where one is missing, or this
# is another kind of system, the linker takes the library itself: all works, and starts later.

function(keysieve_functions_named_in_sources prefix out)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*.cc ${PROJECT_SOURCE_DIR}/src/*.h)
  set(all)
  foreach(source ${sources})
    file(STRINGS ${source} lines REGEX "${prefix}[a-z0-9_]+")
    string(REGEX MATCHALL "${prefix}[a-z0-9_]+" names "${lines}")
    list(APPEND all ${names})
  endforeach()
  list(REMOVE_DUPLICATES all)
  list(SORT all)
  set(${out} ${all} PARENT_SCOPE)
endfunction()

# Adds the stubs for the shared library `file` to the variable `out`: for its functions that begin
# with `prefix`, of which `first` is always called before any other.
function(keysieve_write_stubs id file prefix first out)
  execute_process(COMMAND ${CMAKE_NM} -D --defined-only ${file} OUTPUT_VARIABLE symbols
                  RESULT_VARIABLE failed ERROR_QUIET)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${file} OUTPUT_VARIABLE headers ERROR_QUIET)
  if(failed OR NOT headers MATCHES "SONAME +([^ \n]+)")
    return()
  endif()
  set(soname ${CMAKE_MATCH_1})
  keysieve_functions_named_in_sources(${prefix} named)
  set(text)
  foreach(name ${named})
    if(symbols MATCHES " T ${name}[@\n]")
      if(name STREQUAL first)
        string(APPEND text "LATE_FIRST(${id}, ${name})\n")
      else()
        string(APPEND text "LATE_FUNCTION(${id}, ${name})\n")
      endif()
    endif()
  endforeach()
  set(${out} "${${out}}LATE_LIBRARY(${id}, \"${soname}\")\n${text}LATE_END(${id})\n" PARENT_SCOPE)
endfunction()

function(keysieve_load_late target)
  if(KEYSIEVE_SANITIZE OR NOT CMAKE_SYSTEM_NAME STREQUAL "Linux" OR NOT CMAKE_NM OR NOT CMAKE_OBJDUMP
     OR NOT CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|aarch64)$" OR NOT CMAKE_SIZEOF_VOID_P EQUAL 8)
    return()
  endif()
  find_library(KEYSIEVE_LIBGIT2_FILE NAMES git2 HINTS ${libgit2_LIBRARY_DIRS})
  find_library(KEYSIEVE_LIBARCHIVE_FILE NAMES archive HINTS ${libarchive_LIBRARY_DIRS})
  mark_as_advanced(KEYSIEVE_LIBGIT2_FILE KEYSIEVE_LIBARCHIVE_FILE)
  set(stubs)
  keysieve_write_stubs(libgit2 ${KEYSIEVE_LIBGIT2_FILE} git_ git_libgit2_init stubs)
  keysieve_write_stubs(libarchive ${KEYSIEVE_LIBARCHIVE_FILE} archive_ archive_read_new stubs)
  if(NOT stubs MATCHES "libgit2.*LATE_END.libarchive")
    return()
  endif()
  file(CONFIGURE OUTPUT late_stubs.inc CONTENT "${stubs}" @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/late_library.cc
                                   ${CMAKE_CURRENT_SOURCE_DIR}/late_stubs.cc)
  # Assembler at the top of a file is not for the optimisation of whole programs.
  set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/late_stubs.cc TARGET_DIRECTORY ${target}
                              PROPERTIES COMPILE_OPTIONS -fno-lto
                              OBJECT_DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/late_stubs.inc)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  # The names of no_certificates.cc: libraries that come late look for them in the program.
  target_link_options(${target} PRIVATE LINKER:--as-needed
                      LINKER:--export-dynamic-symbol=mbedtls_x509_crt_parse_file
                      LINKER:--export-dynamic-symbol=mbedtls_x509_crt_parse_path)
  target_link_libraries(${target} PRIVATE ${CMAKE_DL_LIBS})
endfunction()
