#!/usr/bin/env python3
"""Prints common_fragments.inc: the 6000 commonest runs of four characters in code and its comments.

    apt-get install libc6-dev libpython3.11-stdlib perl-base   # Debian 12
    src/detect/tools/train_common_fragments.py > src/detect/common_fragments.inc

Counted, in lower case, are the runs of printable ASCII characters in the C headers and the Python and Perl modules
that these packages list (dpkg -L), the first six megabytes of each kind. Runs with a quote or a backslash are left
out. Sorted, so that they can be sought by halves. The same packages give the same bytes.
"""
import collections
import subprocess

KINDS = [(["libc6-dev", "linux-libc-dev"], ".h"), (["libpython3.11-minimal", "libpython3.11-stdlib"], ".py"),
         (["perl-base"], (".pm", ".pl"))]
MOST_BYTES = 6_000_000
COUNT = 6000
A_LINE = 20


def text_of(packages, suffix):
    listed = subprocess.run(["dpkg", "-L", *packages], check=True, capture_output=True, text=True).stdout
    text = b""
    for path in sorted(set(listed.split("\n"))):
        if path.endswith(suffix) and len(text) < MOST_BYTES:
            text += open(path, "rb").read() + b"\n"
    return text[:MOST_BYTES].lower()


def usable(fragment):
    return all(32 <= byte < 127 and byte not in b"\"'\\?" for byte in fragment)


counts = collections.Counter()
for packages, suffix in KINDS:
    text = text_of(packages, suffix)
    counts.update(text[i:i + 4] for i in range(len(text) - 3))
ranked = sorted((fragment for fragment in counts if usable(fragment)), key=lambda f: (-counts[f], f))
fragments = [fragment.decode() for fragment in sorted(ranked[:COUNT])]

print("// Made by tools/train_common_fragments.py, which says what they are.")
for i in range(0, COUNT, A_LINE):
    print(f'"{"".join(fragments[i:i + A_LINE])}"')
