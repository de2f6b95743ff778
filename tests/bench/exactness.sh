#!/bin/sh
# Proves on real repositories that a report does not depend on how git stored the texts: one made by
# searching only what differs between versions, one by searching every text whole.
#
#   tests/bench/exactness.sh REPO…          (KEYSIEVE: the program, build/release/bin/keysieve)
set -eu

keysieve=${KEYSIEVE:-build/release/bin/keysieve}
[ $# -gt 0 ] || { echo "usage: $0 REPO…" >&2; exit 2; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# keysieve exits with 1 when it finds something, with 3 when something is missing.
report() {
  "$keysieve" scan "$1" --format json --show-secrets --no-progress --output "$2" ${3-} || [ $? -ne 2 ]
}

status=0
for repo in "$@"; do
  report "$repo" "$dir/changes.json"
  report "$repo" "$dir/whole.json" --whole-texts
  count=$(grep -c '"fingerprint"' "$dir/whole.json" || true)
  if cmp -s "$dir/changes.json" "$dir/whole.json"; then
    echo "same       $repo ($count lines with findings)"
  else
    echo "DIFFERENT  $repo"
    status=1
  fi
done
exit $status
