#!/usr/bin/env python3
"""By strace: every hook, and `scan --sandbox`, gives up power once, before it opens what holds objects to read them, and
without either no scan does. Usage: sandbox.py path/to/keysieve"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
GIVES_UP = re.compile(r"^(landlock_restrict_self|syscall_0x1be|seccomp)\(.*\) += 0\b")
keysieve = os.path.abspath(sys.argv[1])
failures = []


def git(folder, *arguments):
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def calls(folder, arguments, stdin=""):
    with tempfile.NamedTemporaryFile(mode="r", errors="replace") as trace:
        subprocess.run(["strace", "-f", "-qq", "-o", trace.name, keysieve, *arguments], cwd=folder, input=stdin, capture_output=True, text=True)
        return [re.sub(r"^\d+ +", "", line) for line in trace.read().splitlines()]


def expect(arguments, made, sandboxed):
    gave = [i for i, call in enumerate(made) if GIVES_UP.match(call)]
    name = " ".join(arguments)
    if not sandboxed:
        if gave:
            failures.append(f"{name}: gives up power without being asked to")
        return
    if not gave:
        failures.append(f"{name}: gives up nothing")
        return
    for call in made[max(gave) :]:
        if re.match(r"^(socket|connect|execve|unlink|rename|fork|vfork)\(", call):
            failures.append(f"{name}: tries afterwards: {call[:60]}")


if shutil.which("strace") is None or subprocess.run(["strace", "-qq", "true"], capture_output=True).returncode != 0:
    print("skipped: strace is not installed, or may not trace here")
    sys.exit(SKIPPED)
with tempfile.TemporaryDirectory() as folder:
    os.environ.update(HOME=folder, GIT_CONFIG_NOSYSTEM="1")
    git(folder, "init", "-q")
    with open(os.path.join(folder, "a.txt"), "w") as file:
        file.write("text\n")
    git(folder, "add", ".")
    message = os.path.join(folder, "message")
    with open(message, "w") as file:
        file.write("One\n")
    plain = calls(folder, ["scan", "--staged"])
    given = calls(folder, ["scan", "--staged", "--sandbox"])
    if not any(GIVES_UP.match(call) for call in given):
        print("skipped: this kernel has neither Landlock nor seccomp, or they are denied")
        sys.exit(SKIPPED)
    expect(["scan", "--staged"], plain, False)
    expect(["scan", "--staged", "--sandbox"], given, True)
    for kind in ["pre-commit", "pre-merge-commit"]:
        expect(["hook", "run", kind], calls(folder, ["hook", "run", kind]), True)
    expect(["hook", "run", "commit-msg"], calls(folder, ["hook", "run", "commit-msg", message]), True)
    git(folder, "commit", "-qm", "One")
    tip, zeros = git(folder, "rev-parse", "HEAD"), "0" * 40
    push = calls(folder, ["hook", "run", "pre-push", "origin", "url"], f"refs/heads/main {tip} refs/heads/main {zeros}\n")
    expect(["hook", "run", "pre-push"], push, True)
    received = calls(folder, ["hook", "run", "pre-receive"], f"{zeros} {tip} refs/heads/main\n")
    expect(["hook", "run", "pre-receive"], received, True)
    expect(["hook", "run", "update"], calls(folder, ["hook", "run", "update", "refs/heads/main", zeros, tip]), True)
    expect(["scan"], calls(folder, ["scan"]), False)
    expect(["scan", "--stdin", "--sandbox"], calls(folder, ["scan", "--stdin", "--sandbox"], "text\n"), True)

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
