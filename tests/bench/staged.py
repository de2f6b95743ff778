#!/usr/bin/env python3
"""What a commit waits for: the CPU time of `keysieve scan --staged` on a small change, and how many
times that is what `git diff --cached` takes. Usage: staged.py path/to/keysieve [RUNS]"""
import os
import resource
import subprocess
import sys
import tempfile


def cpu_seconds(command, runs, folder):
    """User and system time of one run, on average."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(runs):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) / runs


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def small_change(folder):
    """A repository of one commit with a change of thirty lines staged; nothing in it is secret."""
    git(folder, "init", "-q")
    lines = [f"def step_{i}(user, password):\n    return lookup(user, i={i})\n" for i in range(200)]
    path = os.path.join(folder, "steps.py")
    with open(path, "w") as file:
        file.writelines(lines)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "First")
    lines[90:105] = [f"def turn_{i}(api_key=None):\n    return api_key or load({i})\n" for i in range(15)]
    with open(path, "w") as file:
        file.writelines(lines)
    git(folder, "add", ".")


def main():
    keysieve = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with tempfile.TemporaryDirectory() as folder:
        small_change(folder)
        ours = cpu_seconds([keysieve, "scan", "--staged"], runs, folder)
        start = cpu_seconds([keysieve, "--version"], runs, folder)
        theirs = cpu_seconds(["git", "diff", "--cached"], runs, folder)
    print(f"keysieve scan --staged  {1000 * ours:6.1f} ms   (keysieve --version {1000 * start:.1f} ms)")
    print(f"git diff --cached       {1000 * theirs:6.1f} ms")
    print(f"ratio                   {ours / theirs:6.1f}")


main()
