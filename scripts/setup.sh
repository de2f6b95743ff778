#!/bin/sh
# Installs the Debian packages that keysieve is built from. Does nothing when all are there.
#   scripts/setup.sh        to build and test
#   scripts/setup.sh --ci   and what the checks of .ci/run need
set -eu

build="g++ cmake ninja-build pkg-config git python3 libgit2-dev libsodium-dev libre2-dev
  libcli11-dev catch2 libtomlplusplus-dev libfmt-dev zlib1g-dev libdeflate-dev
  libarchive-dev libxxhash-dev nlohmann-json3-dev"
optional="libbenchmark-dev" # installed along with others, where apt has them
checks="clang-14 clang-format-14 clang-tidy-14 python3-jsonschema git-filter-repo jq strace pre-commit
  python3-dotenv ruby-dotenv php-cli php-vlucas-phpdotenv
  chromium chromium-driver python3-selenium" # without -14 where the system has no such version

say() { echo "setup: $*" >&2; }

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing() {
  for package in "$@"; do
    installed "$package" || installed "${package%-14}" || echo "$package"
  done
}

# The first of a package's names that apt can install.
available() {
  for name in "$1" "${1%-14}"; do
    if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
      echo "$name"
      return
    fi
  done
  return 1
}

# The names under which apt can install all of these packages.
names() {
  for package in "$@"; do
    available "$package" || return 1
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "neither root nor sudo: run as root: $*"
    exit 1
  fi
}

case "${1-}" in
  '') packages=$build ;;
  --ci) packages="$build $checks" ;;
  *)
    say "unknown option $1; usage: scripts/setup.sh [--ci]"
    exit 2
    ;;
esac
packages=$(echo $packages) # one line

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  say "this is not a Debian system; install what corresponds to these packages of Debian 12:"
  say "$packages"
  exit 1
fi

needed=$(missing $packages)
[ -n "$needed" ] || exit 0

install() {
  found=$(names $needed) || return 1
  found="$found $(names $(missing $optional) || :)"
  say "installing with apt-get:" $found
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $found </dev/null >"$log" 2>&1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! install; then # apt's list of packages is absent or old
  say "fetching apt's list of packages"
  as_root apt-get update -qq </dev/null >"$log" 2>&1 && install || {
    cat "$log" >&2
    say "could not install all of these (Debian 12 or newer has them):" $needed
    exit 1
  }
fi
