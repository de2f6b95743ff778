"""Runs a command and says what it cost: wall time, CPU time, most memory."""
import os
import subprocess
import sys
import time
from dataclasses import dataclass


class Failed(Exception):
    """A command ended otherwise than it should; its text says which, and how."""


@dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # user and system, of the process and of those it waited for
    peak: int  # bytes resident


def say(text):
    print(f"history.py: {text}", file=sys.stderr, flush=True)


def run_once(command, good=(0,), environment=None):
    """The cost of one run; what it prints is thrown away, but for complaints, which are kept."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    complaint = process.stderr.read()  # until it ends
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode not in good:
        words = complaint.decode(errors="replace").strip()[-500:]
        raise Failed(f"{' '.join(map(str, command))} ended with status {process.returncode}: {words}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def least(costs):
    """What several runs cost that were not disturbed: the least of each, but the most memory."""
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), max(c.peak for c in costs))


def measure(name, command, runs, **how):
    say(f"{name}: {' '.join(map(str, command))}" + (f" ({runs} times)" if runs > 1 else ""))
    return least([run_once(command, **how) for _ in range(runs)])
