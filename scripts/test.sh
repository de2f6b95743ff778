#!/bin/sh
# Installs what keysieve needs, builds it with asserts, and runs every test.
set -u
. "$(dirname "$0")/build.sh"

build dev
exec ctest --preset dev --progress
