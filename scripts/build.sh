# Read by try.sh and test.sh: builds a CMake preset from a bare system, and says little.

CDPATH= cd -- "$(dirname "$0")/.." || exit 2

say() { echo "keysieve: $*" >&2; }

# Runs a step in silence; shows what it said when it fails.
quietly() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return
  fi
  tail -n 60 "$log" >&2
  say "failed: $*"
  say "the whole log: $log"
  exit 2
}

# build PRESET [TARGET]: without a target, all of it.
build() {
  scripts/setup.sh || exit 2
  say "building ($1): the first time this takes some minutes"
  quietly cmake --preset "$1"
  quietly cmake --build --preset "$1" ${2:+--target "$2"}
}
