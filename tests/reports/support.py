"""What the tests of reports share: the program, schemas, and repositories made by git."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEYSIEVE = os.environ["KEYSIEVE"]
DJANGO = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"
ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def fake(alphabet, length, seed=1):
    """A secret that is none, the same on every machine."""
    source = random.Random(seed)
    return "".join(source.choice(alphabet) for _ in range(length))


def keysieve(*arguments, status=None, **options):
    options.setdefault("stdout", subprocess.PIPE)
    ran = subprocess.run([KEYSIEVE, *map(str, arguments)], stderr=subprocess.PIPE, **options)
    assert status is None or ran.returncode == status, (ran.returncode, ran.stderr)
    return ran


def git(folder, *arguments, stdin=None):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    command = ["git", "-c", "init.defaultBranch=main", "-C", str(folder), *arguments]
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, check=True).stdout


def repository(folder, commits):
    """A repository with a commit for each of (author, message, {path: content}), all bytes."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    lines = []
    for number, (author, message, files) in enumerate(commits):
        who = author + b" <ada@example.org> %d +0200" % (1700000000 + number * 86400)
        lines += [b"commit refs/heads/main", b"author " + who, b"committer " + who, b"data %d" % len(message), message]
        for path, content in files.items():
            name = b'"' + b"".join(b"\\%03o" % byte for byte in path) + b'"'
            lines += [b"M 100644 inline " + name, b"data %d" % len(content), content]
        lines.append(b"")
    git(folder, "fast-import", "--quiet", stdin=b"\n".join(lines) + b"\n")
    return folder


def schema(name):
    return json.loads((ROOT / name).read_text("utf-8"))


class InFolder(unittest.TestCase):
    """A test with an empty folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name).resolve()


def main():
    """Runs the tests of the calling file; 77 tells ctest that all were skipped."""
    program = unittest.main(module="__main__", exit=False, verbosity=1)
    if not program.result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if program.result.skipped else 0)
