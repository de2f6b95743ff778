# Writes the rule files into one C++ file, each as one raw string literal.
#   cmake -DOUTPUT=rules.cc -P embed.cmake -- django.toml github.toml …
cmake_minimum_required(VERSION 3.22)

# What every C++ compiler must take as one literal.
set(longest_literal 65535)

set(files "")
set(past_dashes FALSE)
foreach(i RANGE ${CMAKE_ARGC})
  if(past_dashes AND i LESS CMAKE_ARGC)
    list(APPEND files "${CMAKE_ARGV${i}}")
  elseif("${CMAKE_ARGV${i}}" STREQUAL "--")
    set(past_dashes TRUE)
  endif()
endforeach()

set(entries "")
foreach(file IN LISTS files)
  file(SIZE "${file}" size)
  if(size GREATER longest_literal)
    message(FATAL_ERROR "${file} has ${size} bytes; split it: at most ${longest_literal} can be embedded")
  endif()
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(APPEND entries "    {\"${name}\", R\"keysieve(${text})keysieve\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Made by patterns/embed.cmake from patterns/*.toml: change those.
#include \"rules/embedded.h\"

namespace keysieve {
namespace {

constexpr EmbeddedFile files[] = {
${entries}};

}  // namespace

std::span<const EmbeddedFile> embedded_rule_files() {
  return files;
}

}  // namespace keysieve
")
