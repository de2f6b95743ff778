#!/usr/bin/env python3
"""Measures keysieve's scan of whole histories against the floors under every such scan.

  history.py [NAME=]REPOSITORY…

A table for each repository, in Markdown, on standard output; what is being done, on standard error.
README.md beside this says what each figure means. The repositories are only read.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from complete_copy import GIT_ENVIRONMENT, complete_copy, git_dir
from doubled_rules import write_doubled_rules
from machine import machine
from measure import Cost, Failed, least, measure, run_once, say

SOURCE = pathlib.Path(__file__).resolve().parents[2]

# The most that a scan may take, as a share of git's wall time and as a multiple of the CPU time of
# inflating each entry of a blob once. For others there is no target.
TARGETS = {
    "redis": {"log": 1 / 14, "cat-file": 1 / 4, "inflate": 3.0},
    "wagtail": {"log": 1 / 18, "cat-file": 1 / 4, "inflate": 3.0},
    "git": {"log": 1 / 20, "cat-file": 1 / 5, "inflate": 3.5},
}
DOUBLED_TARGET = 1.10
SCANNED = (0, 1, 3)  # clean, findings, incomplete

GIT_LOG = ["log", "-p", "-U0", "--full-history", "--all"]
GIT_CAT_FILE = ["cat-file", "--batch-all-objects", "--batch", "--unordered"]


def name_of(path):
    """The last part of the path that says which repository it is: …/redis+redis/repo is redis."""
    for part in reversed(pathlib.Path(path).resolve().parts):
        name = re.split(r"[+]", part.removesuffix(".git"))[-1]
        if name not in ("", "repo", "objects", "/"):
            return name
    return str(path)


def named(text):
    name, separator, path = text.partition("=")
    return (name, path) if separator else (name_of(text), text)


def mapped_bytes(repository):
    """What a scan maps: packs and their indexes. Borrowed ones are not counted."""
    packs = (git_dir(repository) / "objects/pack").glob("pack-*")
    return sum(file.stat().st_size for file in packs if file.suffix in (".pack", ".idx"))


def scan_command(options, repository, *more):
    command = [str(options.keysieve), "scan", "--no-progress", *more]
    if options.threads:
        command += ["--threads", str(options.threads)]
    return command + ["--", str(repository)]


def stages(options, repository):
    """What --stats says: by stage CPU seconds, wall seconds and megabytes; and the figures."""
    done = subprocess.run(scan_command(options, repository, "--stats"), capture_output=True, text=True)
    table, _, figures = done.stderr.partition("\n\n")
    rows = [(line[:12].strip(), [float(word) for word in line[12:].split()]) for line in table.splitlines()[1:]]
    return dict(rows), {line[:12].strip(): float(line[12:]) for line in figures.splitlines()}


def inflate_floor(options, repository):
    command = [str(options.floor), str(git_dir(repository) / "objects")]
    say(f"inflate floor: {shlex.join(command)} ({options.runs} times)")
    seconds = []
    for _ in range(options.runs):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(done.stderr.strip())
        seconds.append(float(re.search(r"^cpu_seconds (\S+)$", done.stdout, re.M)[1]))
    return Cost(min(seconds), min(seconds), 0)


def git_log(options, repository):
    with tempfile.TemporaryDirectory(prefix="keysieve-bench-") as folder:
        complete_copy(repository, pathlib.Path(folder))
        command = ["git", "-C", folder, *GIT_LOG]
        return measure("git log", command, options.git_runs, environment=GIT_ENVIRONMENT)


def git_cat_file(options, repository):
    command = ["git", "-C", str(repository), *GIT_CAT_FILE]
    return measure("git cat-file", command, options.git_runs, environment=GIT_ENVIRONMENT)


FLOORS = {"log": git_log, "cat-file": git_cat_file, "inflate": inflate_floor}


def measured_history(options, name, repository):
    """All that is measured on one repository."""
    result = {"name": name, "not measured": {}}
    result["scan"] = measure("scan", scan_command(options, repository), options.runs, good=SCANNED)
    for floor, measured in FLOORS.items():
        try:
            if floor in options.without:
                raise Failed("left out, as asked")
            result[floor] = measured(options, repository)
        except (Failed, OSError) as failure:
            result["not measured"][floor] = str(failure)
            say(f"{name}: {floor} is not measured: {failure}")
    result["mapped"] = mapped_bytes(repository)
    result["stages"], result["figures"] = stages(options, repository)
    return result


def measured_doubling(options, name, repository):
    """Scans with the rules and with twice as many in turn, so that noise meets both alike."""
    with tempfile.TemporaryDirectory(prefix="keysieve-bench-") as folder:
        file = pathlib.Path(folder) / "doubled.toml"
        count = write_doubled_rules(SOURCE / "patterns", file)
        commands = [scan_command(options, repository), scan_command(options, repository, "--rules", str(file))]
        say(f"{name}: {count} rules, and {2 * count} ({options.runs} times each)")
        pairs = [[run_once(command, SCANNED) for command in commands] for _ in range(options.runs)]
        once, doubled = (least(costs) for costs in zip(*pairs))
    return {"name": name, "rules": count, "once": once, "doubled": doubled}


def share(ratio):
    """1/14.2, or for what is slower 3.10."""
    return f"1/{1 / ratio:.1f}" if ratio < 1 else f"{ratio:.2f}"


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def ratio_row(result, floor, label, of):
    target = TARGETS.get(result["name"], {}).get(floor)
    aim = f"≤ {share(target)}" if target else "–"
    if floor not in result or getattr(result[floor], of) == 0:  # too little to be measured
        return [label, "not measured", aim, "–"]
    ratio = getattr(result["scan"], of) / getattr(result[floor], of)
    return [label, share(ratio), aim, ("yes" if ratio <= target else "**no**") if target else "–"]


def cost_row(label, cost):
    return [label, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak / 1e6:.0f}" if cost.peak else "–"]


def history_text(result):
    labels = {"scan": "keysieve scan", "log": "git log -p", "cat-file": "git cat-file", "inflate": "inflate only"}
    scan, figures = result["scan"], result["figures"]
    parts = [
        f"## {result['name']}\n",
        f"{figures['objects']:.0f} objects, {figures['MB']:.0f} MB of text; {figures['findings']:.0f} findings.\n",
        table(["", "wall s", "CPU s", "peak RSS MB"],
              [cost_row(label, result[key]) for key, label in labels.items() if key in result]),
        table(["keysieve scan as a share of", "measured", "target", "met"],
              [ratio_row(result, "log", "git log -p, wall", "wall"),
               ratio_row(result, "cat-file", "git cat-file, wall", "wall"),
               ratio_row(result, "inflate", "inflating blobs once, CPU", "cpu")]),
        f"Peak RSS {scan.peak / 1e6:.0f} MB, of which packs and indexes are at most {result['mapped'] / 1e6:.0f} MB.\n",
        table(["stage", "CPU s", "wall s", "MB"],
              [[name, *(f"{number:.3f}" for number in numbers[:2]), *(f"{number:.1f}" for number in numbers[2:])]
               + [""] * (3 - len(numbers)) for name, numbers in result["stages"].items()]),
    ]
    parts += [f"{labels[floor]} is not measured: {why}\n" for floor, why in result["not measured"].items()]
    return "\n".join(parts)


def doubling_text(result):
    ratio = result["doubled"].cpu / result["once"].cpu
    count = result["rules"]
    return "\n".join([
        f"## {result['name']}: twice the rules\n",
        table(["", "wall s", "CPU s", "peak RSS MB"],
              [cost_row(f"{count} rules", result["once"]), cost_row(f"{2 * count} rules", result["doubled"])]),
        table(["", "measured", "target", "met"],
              [["CPU, doubled", f"{ratio:.3f}", f"≤ {DOUBLED_TARGET:.2f}", "yes" if ratio <= DOUBLED_TARGET else "**no**"]]),
    ])


def commands_of(options):
    """How often each command runs, its name, and its words; R is the repository."""
    scan = ["keysieve", *scan_command(options, "R")[1:]]
    if options.doubled_rules:
        doubled = ["keysieve", *scan_command(options, "R", "--rules", "doubled.toml")[1:]]
        return [(options.runs, "rules", scan), (options.runs, "twice the rules", doubled)]
    return [(options.runs, "keysieve scan", scan), (options.git_runs, "git log", ["git", *GIT_LOG]),
            (options.git_runs, "git cat-file", ["git", *GIT_CAT_FILE]),
            (options.runs, "inflate only", ["inflate_floor", "R/objects"])]


def header_text(about, options):
    """Git's commands are run in the repository; the output of all goes to /dev/null."""
    lines = [f"# Histories, {about['date']}\n"]
    lines += [f"- {key}: {value}" for key, value in about.items() if key != "date"]
    lines += [f"- {runs} × {name}: `{shlex.join(command)}`" for runs, name, command in commands_of(options)]
    return "\n".join([*lines, ""])


def parsed_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", metavar="[NAME=]REPOSITORY", type=named)
    parser.add_argument("--keysieve", type=pathlib.Path, default=SOURCE / "build/release/bin/keysieve",
                        help="the program to measure (default: build/release/bin/keysieve)")
    parser.add_argument("--floor", type=pathlib.Path, help="inflate_floor (default: beside keysieve)")
    parser.add_argument("--runs", type=int, default=3, help="of keysieve and the inflate floor (default: 3)")
    parser.add_argument("--git-runs", type=int, default=1, help="of the git commands, which take long (default: 1)")
    parser.add_argument("--threads", type=int, help="of keysieve (default: one a core)")
    parser.add_argument("--without", action="append", default=[], choices=list(FLOORS), help="do not measure this")
    parser.add_argument("--doubled-rules", action="store_true", help="instead: the cost of twice as many rules")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all figures there, too")
    options = parser.parse_args()
    options.floor = options.floor or options.keysieve.parent / "inflate_floor"
    if min(options.runs, options.git_runs) < 1:
        parser.error("--runs and --git-runs must be at least 1")
    return options


def main():
    options = parsed_options()
    measured, text = ((measured_doubling, doubling_text) if options.doubled_rules
                      else (measured_history, history_text))
    about = machine(options.keysieve, SOURCE)
    print(header_text(about, options), flush=True)
    results = []
    for name, repository in options.repositories:
        results.append(measured(options, name, repository))
        print(text(results[-1]), flush=True)
    if options.json:
        everything = {"machine": about, "repositories": results}
        options.json.write_text(json.dumps(everything, default=vars, indent=1) + "\n")


if __name__ == "__main__":
    try:
        main()
    except (Failed, OSError) as failure:
        sys.exit(f"history.py: {failure}")
