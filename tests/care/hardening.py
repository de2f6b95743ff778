#!/usr/bin/env python3
"""What the compiler and the linker did for the program: it runs at any address, the table of the functions that it takes
from libraries is read-only, its stack is not executable and is guarded, and copies and accesses are checked.
Usage: hardening.py path/to/keysieve BUILT_SO, where BUILT_SO is OFF for builds that do without."""
import os
import platform
import re
import shutil
import subprocess
import sys

SKIPPED = 77


def readelf(*options):
    return subprocess.run(["readelf", "--wide", *options, sys.argv[1]], capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}).stdout


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


if sys.argv[2] != "ON":
    skip("only optimised builds without sanitizers are hardened")
if shutil.which("readelf") is None:
    skip("readelf (binutils) is not installed")

# Where the processor checks jumps each function that may be reached by one begins with this. Whether it does check also
# depends on the C library's own parts, so the mark on the file says nothing.
LANDING = b"\xf3\x0f\x1e\xfa"
header, segments, dynamic = readelf("--file-header"), readelf("--program-headers"), readelf("--dynamic")
symbols = readelf("--dyn-syms")
stack = re.search(r"^ *GNU_STACK .* (R\S*) +0x", segments, re.M)
holds = {
    "is position-independent": re.search(r"Type: +DYN\b", header) and "INTERP" in segments,
    "has a read-only table of functions (RELRO)": "GNU_RELRO" in segments,
    "binds all functions at its start (BIND_NOW)": re.search(r"\(FLAGS_1\).*\bNOW\b|\(FLAGS\).*\bBIND_NOW\b", dynamic),
    "has no text that is written to when it is loaded": "TEXTREL" not in dynamic,
    "has a stack that is not executable": stack and "E" not in stack.group(1),
    "has no segment that is both writable and executable": not re.search(r"^ *LOAD .* RWE ", segments, re.M),
    "guards its stack": "__stack_chk_fail" in symbols,
    "checks copies (_FORTIFY_SOURCE)": re.search(r"\b__\w+_chk\b", symbols.replace("__stack_chk_fail", "")),
    "checks accesses to containers (_GLIBCXX_ASSERTIONS)": "__glibcxx_assert_fail" in symbols,
}
if platform.machine() == "x86_64":
    with open(sys.argv[1], "rb") as file:
        holds["marks where jumps may go (CET)"] = file.read().count(LANDING) > 1000

failures = [what for what, held in holds.items() if not held]
for what in failures:
    print(f"not so: the program {what}")
if not failures:
    print(f"the program {', '.join(holds)}")
sys.exit(1 if failures else 0)
