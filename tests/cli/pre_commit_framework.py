#!/usr/bin/env python3
"""The hooks of .pre-commit-hooks.yaml under the real pre-commit framework, from a local repository.
Usage: pre_commit_framework.py SOURCE KEYSIEVE. Ends with 77 where pre-commit is not installed."""
import os
import pathlib
import random
import shutil
import string
import subprocess
import sys
import tempfile
import unittest

SOURCE, KEYSIEVE = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: keysieve
      - id: keysieve-push
"""


def leak():
    """A setting with a key that never was; made here, so that it stands in no file."""
    fake = random.Random(1)
    key = "".join(fake.choice(string.ascii_lowercase + string.digits + "!@#$%^&*(-_=+)") for _ in range(50))
    return f"SECRET_KEY = '{key}'\n"


class Framework(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        top = pathlib.Path(temporary.name)
        (top / "bin").mkdir()
        (top / "bin/keysieve").symlink_to(KEYSIEVE)
        self.environment = {
            "PATH": f"{top / 'bin'}:{os.environ['PATH']}",
            "HOME": str(top),
            "LC_ALL": "C.UTF-8",
            "PRE_COMMIT_HOME": str(top / "cache"),
        }
        (top / ".gitconfig").write_text(
            "[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n"
        )
        self.hooks, self.repo, self.server = top / "hooks", top / "my répo", top / "server.git"
        for folder in (self.hooks, self.repo):
            folder.mkdir()
            self.git(folder, "init", "--quiet")
        self.git(top, "init", "--quiet", "--bare", str(self.server))
        shutil.copy(SOURCE / ".pre-commit-hooks.yaml", self.hooks)
        self.commit_all(self.hooks)
        config = CONFIG.format(repo=self.hooks, rev=self.git(self.hooks, "rev-parse", "HEAD").strip())
        (self.repo / ".pre-commit-config.yaml").write_text(config)
        self.commit_all(self.repo)
        self.git(self.repo, "remote", "add", "origin", str(self.server))
        self.git(self.repo, "push", "--quiet", "origin", "main")
        self.run_in(self.repo, "pre-commit", "install", "--hook-type", "pre-commit", "--hook-type", "pre-push")

    def run_in(self, folder, *command):
        done = subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def git(self, folder, *arguments):
        status, text = self.run_in(folder, "git", *arguments)
        self.assertEqual(status, 0, text)
        return text

    def commit_all(self, folder):
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "--quiet", "--no-verify", "--message", "All")

    def test_a_staged_secret_stops_the_commit(self):
        (self.repo / "settings.py").write_text(leak())
        self.git(self.repo, "add", ".")
        status, text = self.run_in(self.repo, "git", "commit", "--message", "Leak")
        self.assertNotEqual(status, 0)
        self.assertIn("commit stopped: a secret in what is staged", text)
        self.assertIn("settings.py:1", text)

    def test_commit_all_is_seen_and_a_clean_commit_passes(self):
        (self.repo / "settings.py").write_text("clean\n")
        self.git(self.repo, "add", ".")
        self.git(self.repo, "commit", "--quiet", "--message", "Clean")
        (self.repo / "settings.py").write_text(leak())
        status, text = self.run_in(self.repo, "git", "commit", "--all", "--message", "Leak")
        self.assertNotEqual(status, 0)
        self.assertIn("commit stopped", text)

    def test_a_push_is_scanned(self):
        (self.repo / "settings.py").write_text("clean\n")
        self.commit_all(self.repo)
        self.git(self.repo, "push", "--quiet", "origin", "main")
        (self.repo / "settings.py").write_text(leak())
        self.commit_all(self.repo)
        status, text = self.run_in(self.repo, "git", "push", "origin", "main")
        self.assertNotEqual(status, 0)
        self.assertIn("push stopped: a secret in what is pushed", text)


if shutil.which("pre-commit") is None:
    print("pre-commit is not installed")
    sys.exit(77)
unittest.main(argv=sys.argv[:1])
