#!/bin/sh
# Installs the build in $1 into a folder of its own and builds, against that alone, a second project
# that finds its own freshly made key.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix" >"$prefix/install.log"
sanitize=$(sed -n 's/^KEYSIEVE_SANITIZE:STRING=//p' "$build/CMakeCache.txt")
cmake -S "$here/consumer" -B "$prefix/consumer" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")" \
  -DCMAKE_CXX_FLAGS="${sanitize:+-fsanitize=$sanitize}" >"$prefix/configure.log"
cmake --build "$prefix/consumer"
"$prefix/consumer/consumer"
"$prefix/bin/keysieve" --version
