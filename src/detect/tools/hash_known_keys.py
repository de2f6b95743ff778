#!/usr/bin/env python3
"""Hashes for known_keys.inc: of keys that everybody knows, so that none stands in our own files.

    printf '%s\\t%s\\n' "Grafana's default" "$(printf %s "$KEY" | xxd -p -c 0)" |
        hash_known_keys.py known_keys.inc

Standard input: where the key is known from, TAB, its bytes in hexadecimal, one a line. They are
added to those of the file, which is kept sorted by hash.
"""
import hashlib
import pathlib
import re
import sys


def entries(lines):
    for line in lines:
        where, digits = line.rstrip("\n").split("\t")
        yield hashlib.sha256(bytes.fromhex(digits)).hexdigest()[:16], where


def known(text):
    return re.findall(r'\{0x([0-9a-f]{16}), "(.*)"\},', text)


def main():
    file = pathlib.Path(sys.argv[1])
    all_known = dict(known(file.read_text())) if file.exists() else {}
    all_known.update(entries(sys.stdin))
    file.write_text("".join(f'{{0x{key}, "{where}"}},\n' for key, where in sorted(all_known.items())))


main()
