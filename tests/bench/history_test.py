#!/usr/bin/env python3
"""Tries out history.py on a tiny partial clone: the structure of what it writes, never a time.

  history_test.py KEYSIEVE INFLATE_FLOOR
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from complete_copy import GIT_ENVIRONMENT
from history import FLOORS

HISTORY = pathlib.Path(__file__).with_name("history.py")
IDENTITY = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "1700000000 +0000"))}
KEYSIEVE, FLOOR = sys.argv.pop(1), sys.argv.pop(1)


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, env=GIT_ENVIRONMENT | IDENTITY)


def contents_of(folder):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*") if path.is_file()}


class History(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.repository = self.folder / "redis+redis" / "repo"
        self.json = self.folder / "figures.json"
        self.make_partial_clone()

    def make_partial_clone(self):
        """Versions of a file; and a file whose blob is then taken away."""
        work = self.folder / "work"
        git(self.folder, "init", "--quiet", "--initial-branch=main", "work")
        for version in range(5):
            (work / "file").write_text("line\n" * 500 + f"{version}\n")
            (work / "lost").write_text("first\n" if version == 0 else "then\n")
            git(work, "add", "--all")
            git(work, "commit", "--quiet", "--message", f"version {version}")
        lost = hashlib.sha1(b"blob 6\0first\n").hexdigest()
        (work / ".git/objects" / lost[:2] / lost[2:]).unlink()
        (self.repository / "objects/info").mkdir(parents=True)
        git(self.folder, "init", "--quiet", "--bare", self.repository)
        kept = [path for path in (work / ".git/objects").rglob("*") if len(path.parent.name) == 2 and path.is_file()]
        ids = "".join(f"{path.parent.name}{path.name}\n" for path in kept)
        subprocess.run(["git", "-C", work, "pack-objects", "--quiet", self.repository / "objects/pack/pack"],
                       input=ids.encode(), check=True, capture_output=True, env=GIT_ENVIRONMENT)
        head = subprocess.run(["git", "-C", work, "rev-parse", "HEAD"], check=True, capture_output=True,
                              env=GIT_ENVIRONMENT, text=True).stdout
        (self.repository / "refs/heads/main").write_text(head)

    def run_history(self, *arguments):
        command = [sys.executable, HISTORY, "--keysieve", KEYSIEVE, "--floor", FLOOR, "--runs", "2",
                   "--json", self.json, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=GIT_ENVIRONMENT)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done, json.loads(self.json.read_text())

    def test_all_floors_of_a_partial_clone(self):
        before = contents_of(self.repository)
        done, figures = self.run_history(self.repository)
        self.assertEqual(contents_of(self.repository), before)
        result, = figures["repositories"]
        self.assertEqual(result["name"], "redis")
        self.assertEqual(result["not measured"], {})
        for key in ("scan", *FLOORS):
            self.assertGreaterEqual(result[key]["cpu"], 0)
            self.assertGreater(result[key]["wall"], 0)
        self.assertGreater(result["scan"]["peak"], 0)
        self.assertIn("1 of its blobs are missing", done.stderr)
        self.assertIn("## redis", done.stdout)
        for row in ("git log -p, wall", "git cat-file, wall", "inflating blobs once, CPU"):
            self.assertRegex(done.stdout, rf"\| {row} \| \S+ \| ≤ \S+ \| (yes|\*\*no\*\*) \|")
        for stage in ("open", "inflate", "apply", "prefilter", "regex", "judge", "attribute", "report", "total"):
            self.assertRegex(done.stdout, rf"(?m)^\| {stage} \| [\d.]+ \| [\d.]+ \|")
        self.assertEqual(set(figures["machine"]),
                         {"date", "CPU", "memory", "system", "keysieve", "git", "libraries"})

    def test_a_name_and_what_is_left_out(self):
        done, figures = self.run_history("--without", "log", "--threads", "1", f"mine={self.repository}")
        result, = figures["repositories"]
        self.assertEqual(result["name"], "mine")
        self.assertEqual(set(result["not measured"]), {"log"})
        self.assertIn("| git log -p, wall | not measured | – | – |", done.stdout)
        self.assertIn("--threads 1", done.stdout)
        self.assertNotIn(str(self.folder), done.stdout)

    def test_twice_the_rules(self):
        done, figures = self.run_history("--doubled-rules", self.repository)
        result, = figures["repositories"]
        self.assertGreater(result["rules"], 50)
        self.assertRegex(done.stdout, r"\| CPU, doubled \| [\d.]+ \| ≤ 1.10 \| (yes|\*\*no\*\*) \|")


if __name__ == "__main__":
    unittest.main()
