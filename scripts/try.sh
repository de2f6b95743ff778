#!/bin/sh
# Tries keysieve: installs what it needs, builds it, and audits the history of a repository.
#   scripts/try.sh [REPOSITORY]     without one: keysieve's own
# Ends as the scan does: 0 clean, 1 findings, 2 could not run, 3 incomplete.
set -u

case "${1-}" in
  -h | --help)
    sed -n '2,4s/^# //p' "$0"
    exit
    ;;
esac
repository=$(CDPATH= cd -- "${1:-$(dirname "$0")/..}" && pwd) || exit 2
. "$(dirname "$0")/build.sh"

build release keysieve_cli
say "build/release/bin/keysieve scan $repository"
build/release/bin/keysieve scan "$repository"
status=$?
case $status in
  0) say "clean: every object was scanned, and no secret was found" ;;
  1) say "secrets were found; they are listed above" ;;
  3) say "nothing was found, but not everything could be scanned; see the notices above" ;;
  *) say "the scan did not run; see above" ;;
esac
exit $status
