#!/usr/bin/env python3
"""The commands of docs/reports.md do what they say, as printed."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import DJANGO, KEYSIEVE, ROOT, InFolder, fake, main, repository


@unittest.skipUnless(shutil.which("jq"), "jq is not installed")
class Examples(InFolder):
    def test_each_command_runs_and_prints_something(self):
        key = fake(DJANGO, 50)
        repository(self.folder / "r", [(b"Ada", b"Begin", {b"settings.py": b'SECRET_KEY = "%s"\n' % key.encode()})])
        blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/reports.md").read_text("utf-8"), re.S)
        lines = [line for block in blocks for line in block.splitlines()]
        self.assertGreater(len(lines), 10)
        path = f"{pathlib.Path(KEYSIEVE).parent}:{os.environ['PATH']}"
        for line in lines:
            with self.subTest(line):
                ran = subprocess.run(["sh", "-c", line], cwd=self.folder / "r", env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertEqual((ran.returncode, ran.stderr), (0, b""))
                if "--output" not in line:
                    self.assertRegex(ran.stdout.decode(), r"\w")
        self.assertIn(key[:3], (self.folder / "r/audit.csv").read_text("utf-8"))


if __name__ == "__main__":
    main()
