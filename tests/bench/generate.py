#!/usr/bin/env python3
"""What a key costs: the CPU time in which `keysieve generate` starts and ends, and how many times that is
what `openssl rand -base64 38` takes in the same run. Usage: generate.py path/to/keysieve [RUNS]

The two take turns, so that whatever else the machine does disturbs both; of each the median counts."""
import os
import shutil
import statistics
import sys

RUNS = 200


def cpu_milliseconds(command):
    """User and system time of one run."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    process = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status != 0:
        sys.exit(f"generate.py: {' '.join(command)} failed")
    return 1000 * (used.ru_utime + used.ru_stime)


def main():
    openssl = shutil.which("openssl")
    if openssl is None:
        sys.exit("generate.py: openssl is not installed")
    keysieve = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    commands = {
        "keysieve generate": [keysieve, "generate"],
        "openssl rand -base64 38": [openssl, "rand", "-base64", "38"],
        "keysieve --version": [keysieve, "--version"],
    }
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(cpu_milliseconds(command))
    for name, taken in times.items():
        print(f"{name:25} {statistics.median(taken):6.2f} ms   (least {min(taken):.2f})")
    ours, theirs = (statistics.median(times[name]) for name in ("keysieve generate", "openssl rand -base64 38"))
    print(f"{'ratio':25} {ours / theirs:6.2f}")


main()
