#!/usr/bin/env python3
"""A history is rewritten by the real git-filter-repo with the file that keysieve makes for it; then
a new scan finds nothing."""
import shutil
import subprocess
import unittest

from support import ALNUM, DJANGO, InFolder, fake, git, keysieve, main, repository


@unittest.skipUnless(shutil.which("git-filter-repo"), "git-filter-repo is not installed")
class FilterRepo(InFolder):
    def rewrite(self, commits):
        repository(self.folder / "r", commits)
        ran = keysieve("scan", "r", "--format", "filter-repo", "--show-secrets", "--output", "secrets.txt",
                       status=1, cwd=self.folder)
        self.assertIn(b"does not un-leak", ran.stderr)
        self.assertGreaterEqual((self.folder / "secrets.txt").read_bytes().count(b"\n"), 5)
        self.assertEqual((self.folder / "secrets.txt").stat().st_mode & 0o777, 0o600)
        secrets = str(self.folder / "secrets.txt")
        subprocess.run(["git", "filter-repo", "--force", "--quiet", "--replace-text", secrets, "--replace-message", secrets],
                       cwd=self.folder / "r", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        git(self.folder / "r", "reflog", "expire", "--expire=now", "--all")
        git(self.folder / "r", "gc", "-q", "--prune=now")
        return keysieve("scan", "r", cwd=self.folder)

    def pem(self, line_end):
        frame = "-" * 5
        body = [fake(ALNUM, 64, seed) for seed in range(10, 24)]
        return line_end.join([f"{frame}BEGIN RSA PRIVATE KEY{frame}", *body, f"{frame}END RSA PRIVATE KEY{frame}", ""])

    def test_nothing_is_found_afterwards(self):
        key, arrow = fake(DJANGO, 50, 3), fake(ALNUM, 24, 4) + "==>" + fake(ALNUM, 24, 5)
        prefixed = "regex:" + fake(ALNUM, 48, 6)
        django = 'SECRET_KEY = "%s"\n'
        ran = self.rewrite([
            (b"Ada", b"Begin", {b"a.py": (django % key).encode(), b"b.py": (django % arrow).encode()}),
            (b"Ada", ("Try\n\nSECRET_KEY = \"%s\"\n" % key).encode(), {b"c.py": (django % prefixed).encode()}),
            (b"Ada", b"Keys", {b"unix.pem": self.pem("\n").encode(), b"dos.pem": self.pem("\r\n").encode()}),
            (b"Ada", b"Take them out", {b"a.py": b"", b"b.py": b"", b"c.py": b"", b"unix.pem": b"", b"dos.pem": b""}),
        ])
        self.assertEqual((ran.returncode, ran.stderr), (0, b""), ran.stdout.decode())
        self.assertIn("***REMOVED***", git(self.folder / "r", "log", "-p").decode())

    def test_needs_secrets_and_a_file(self):
        repository(self.folder / "r", [(b"Ada", b"Begin", {b"a": b"nothing\n"})])
        for more in ([], ["--show-secrets"], ["--output", "x"]):
            ran = keysieve("scan", "r", "--format", "filter-repo", *more, status=2, cwd=self.folder)
            self.assertIn(b"add --show-secrets and --output FILE", ran.stderr)
        self.assertFalse((self.folder / "x").exists())


if __name__ == "__main__":
    main()
