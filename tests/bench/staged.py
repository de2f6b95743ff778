#!/usr/bin/env python3
"""What a commit waits for when the hook is installed, on repositories made here.

  large    100,000 tracked files, 1,000 commits: `git commit` of ten changed lines, with the hook and
           without it, in turn
  own      a clone of a repository (--own PATH), the same way
  initial  10,000 files of 50 MB in all, staged for the first commit: `keysieve scan --staged` against
           `git diff --cached`

Usage: staged.py path/to/keysieve [--runs 50] [--own PATH] [--only NAME]... [--keep FOLDER]
Medians of wall time, on warm caches, and CPU time of all processes. Writes Markdown."""
import argparse
import os
import pathlib
import random
import resource
import statistics
import subprocess
import tempfile
import time

WORDS = "user password token load session value path name item count secret_of key list index".split()
IDENTITY = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
}


def run(folder, *command, feed=None):
    return subprocess.run(command, cwd=folder, check=True, input=feed, stdout=subprocess.PIPE,
                          env={**os.environ, **IDENTITY}).stdout


def git(folder, *arguments, feed=None):
    return run(folder, "git", *arguments, feed=feed)


def measured(folder, *command):
    """Wall and CPU milliseconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    run(folder, *command)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return 1000 * wall, 1000 * cpu


def medians(times):
    return [statistics.median(column) for column in zip(*times)]


def line(fake):
    return f"def {fake.choice(WORDS)}_{fake.randrange(1000)}({fake.choice(WORDS)}): return {fake.choice(WORDS)}\n"


def large_repository(folder, files=100_000, commits=1_000):
    """Made by git fast-import: as many files in 100 folders of folders, then a change a commit."""
    fake = random.Random(1)
    git(folder, "init", "-q", "-b", "main")
    paths = [f"part{i % 100:02}/group{i // 100 % 20:02}/file{i}.py" for i in range(files)]
    stream = []

    def commit(number, changed):
        stream.append(f"commit refs/heads/main\ncommitter A <a@example.org> {1700000000 + number} +0000\n"
                      f"data 4\nstep\n")
        for path in changed:
            text = "".join(line(fake) for _ in range(10))
            stream.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")

    commit(0, paths)
    for number in range(1, commits):
        commit(number, [fake.choice(paths)])
    git(folder, "fast-import", "--quiet", feed="".join(stream).encode())
    git(folder, "reset", "-q", "--hard")
    return paths


def commit_times(folder, paths, keysieve, runs):
    """With the hook and without it, in turn, so that both meet the same machine."""
    fake = random.Random(2)
    hook = pathlib.Path(folder, ".git/hooks/pre-commit")
    run(folder, keysieve, "hook", "install", "--type", "pre-commit")
    aside = hook.with_name("aside")
    times = {"with": [], "without": []}
    for i in range(2 * (runs + 2)):
        kind = "with" if i % 2 else "without"
        if kind == "without":
            hook.rename(aside)
        path = pathlib.Path(folder, fake.choice(paths))
        lines = path.read_text(errors="surrogateescape").splitlines(keepends=True)
        lines[:0] = [line(fake) for _ in range(10)]
        path.write_text("".join(lines), errors="surrogateescape")
        git(folder, "add", str(path))
        taken = measured(folder, "git", "commit", "-q", "-m", "change")
        if i >= 4:
            times[kind].append(taken)
        if kind == "without":
            aside.rename(hook)
    return medians(times["with"]), medians(times["without"])


def row(name, with_hook, without, goal):
    print(f"| {name} | {without[0]:.1f} | {with_hook[0]:.1f} | **{with_hook[0] - without[0]:.1f}** | "
          f"{with_hook[1] - without[1]:.1f} | {goal} |")


def initial(folder, keysieve, runs):
    fake = random.Random(3)
    git(folder, "init", "-q", "-b", "main")
    for i in range(10_000):
        path = pathlib.Path(folder, f"part{i % 100}", f"file{i}.py")
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(line(fake) for _ in range(105)))
    git(folder, "add", ".")
    runs = min(runs, 5)
    ours = medians([measured(folder, keysieve, "scan", "--staged") for _ in range(runs)])
    theirs = medians([measured(folder, "git", "diff", "--cached") for _ in range(runs)])
    print(f"\n| 10,000 files, 50 MB | wall ms | CPU ms |\n| --- | --- | --- |\n"
          f"| `keysieve scan --staged` | {ours[0]:.0f} | {ours[1]:.0f} |\n"
          f"| `git diff --cached` | {theirs[0]:.0f} | {theirs[1]:.0f} |\n"
          f"| ratio (goal: 2) | {ours[0] / theirs[0]:.2f} | {ours[1] / theirs[1]:.2f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("keysieve")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--own", help="a repository to clone, such as keysieve's")
    parser.add_argument("--only", action="append", choices=["large", "own", "initial"])
    parser.add_argument("--keep", help="make the large repository here, or use it if it is there")
    options = parser.parse_args()
    keysieve = os.path.abspath(options.keysieve)
    only = options.only or ["large", "own", "initial"]
    with tempfile.TemporaryDirectory() as temporary:
        if "large" in only or "own" in only:
            print("| `git commit` of ten lines | without, ms | with the hook, ms | more, ms | more CPU, ms | goal |\n"
                  "| --- | --- | --- | --- | --- | --- |")
        if "large" in only:
            folder = options.keep or os.path.join(temporary, "large")
            if not os.path.isdir(os.path.join(folder, ".git")):
                os.makedirs(folder)
                large_repository(folder)
            paths = git(folder, "ls-files", "-z").decode().split("\0")[:-1]
            row("100,000 files, 1,000 commits", *commit_times(folder, paths, keysieve, options.runs), 15)
        if "own" in only and options.own:
            folder = os.path.join(temporary, "own")
            git(temporary, "clone", "-q", options.own, folder)
            paths = git(folder, "ls-files", "-z", "*.cc", "*.h").decode().split("\0")[:-1]
            row(os.path.basename(os.path.abspath(options.own)),
                *commit_times(folder, paths, keysieve, options.runs), 10)
        if "initial" in only:
            folder = os.path.join(temporary, "initial")
            os.makedirs(folder)
            initial(folder, keysieve, options.runs)


main()
