#!/usr/bin/env python3
"""Prints common_fragments.inc: the 16000 commonest runs of four characters in code, data and prose.

    apt-get install libc6-dev libpython3.11-stdlib perl-base python3-django git-doc iso-codes   # Debian 12
    src/detect/tools/train_common_fragments.py > src/detect/common_fragments.inc

Counted, in lower case, are the runs of printable ASCII characters in files of these packages (dpkg -L), the first six
megabytes of each kind. The same packages give the same bytes.

A number is a run: its characters, seven bits each, the first one uppermost, and below them in four bits how common it
is: the binary logarithm of its count, from 1 for the rarest printed.
"""
import collections
import subprocess

KINDS = [(["libc6-dev", "linux-libc-dev"], ".h"), (["libpython3.11-minimal", "libpython3.11-stdlib"], ".py"),
         (["perl-base"], (".pm", ".pl")), (["python3-django"], (".js", ".html", ".css", ".py")),
         (["git-doc"], ".txt"), (["iso-codes"], ".json")]
MOST_BYTES = 6_000_000
COUNT = 16000
A_LINE = 10


def text_of(packages, suffix):
    listed = subprocess.run(["dpkg", "-L", *packages], check=True, capture_output=True, text=True).stdout
    text = b""
    for path in sorted(set(listed.split("\n"))):
        if path.endswith(suffix) and len(text) < MOST_BYTES:
            text += open(path, "rb").read() + b"\n"
    return text[:MOST_BYTES].lower()


def is_printable(fragment):
    return all(32 <= byte < 127 for byte in fragment)


def number_of(fragment, commonness):
    number = 0
    for byte in fragment:
        number = number << 7 | byte
    return number << 4 | commonness


counts = collections.Counter()
for packages, suffix in KINDS:
    text = text_of(packages, suffix)
    counts.update(text[i:i + 4] for i in range(len(text) - 3))
ranked = sorted((fragment for fragment in counts if is_printable(fragment)), key=lambda f: (-counts[f], f))[:COUNT]
rarest = counts[ranked[-1]].bit_length()
numbers = sorted(number_of(f, min(counts[f].bit_length() - rarest + 1, 15)) for f in ranked)

print("// Made by tools/train_common_fragments.py, which says what they are.")
for i in range(0, COUNT, A_LINE):
    print("".join(f"{number:#x}," for number in numbers[i:i + A_LINE]))
