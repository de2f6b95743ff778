#!/usr/bin/env python3
"""keysieve report, and what --output and --show-secrets do, with the real program."""
import json
import os
import stat

from support import ALNUM, DJANGO, InFolder, fake, keysieve, main, repository


class Report(InFolder):
    def setUp(self):
        super().setUp()
        self.keys = [fake(DJANGO, 50, seed) for seed in (1, 2)]
        lines = [b'SECRET_KEY = "%s"\n' % key.encode() for key in self.keys]
        repository(self.folder / "one", [(b"Ada", b"Begin", {b"one.py": lines[0]})])
        repository(self.folder / "two", [(b"Ada", b"Begin", {b"a.py": lines[0], b"b.py": lines[1]})])
        for name in ("one", "two"):
            self.run_ok("scan", name, "--format", "json", "-o", f"{name}.json", status=1)

    def run_ok(self, *arguments, **options):
        return keysieve(*arguments, cwd=self.folder, **options)

    def test_renders_what_scan_writes(self):
        for name in ("text", "jsonl", "sarif", "csv", "junit", "gitlab", "github", "markdown", "gitleaks"):
            scanned = self.run_ok("scan", "one", "--format", name, status=1).stdout
            self.assertEqual(self.run_ok("report", "one.json", "--format", name, status=0).stdout, scanned)

    def test_merges_repositories(self):
        merged = json.loads(self.run_ok("report", "one.json", "two.json", "--format", "json", status=0).stdout)
        places = sorted(sorted(at["path"] for at in f["occurrences"]) for f in merged["findings"])
        self.assertEqual(places, [["one/one.py", "two/a.py"], ["two/b.py"]])

    def test_compares(self):
        ran = self.run_ok("report", "two.json", "--since", "one.json", "--format", "json", status=1)
        self.assertEqual(json.loads(ran.stdout)["summary"]["since"], {"new": 1, "unchanged": 1, "gone": 0})
        ran = self.run_ok("report", "one.json", "--since", "two.json", "--format", "sarif", status=0)
        self.assertEqual([r["baselineState"] for r in json.loads(ran.stdout)["runs"][0]["results"]], ["unchanged", "absent"])

    def test_reads_standard_input(self):
        text = (self.folder / "one.json").read_bytes()
        self.assertEqual(self.run_ok("report", "-", "--format", "json", input=text, status=0).stdout, text)

    def test_bad_input_is_one_complete_line(self):
        (self.folder / "bad.json").write_text('{"schema_version": 1}')
        for name, word in (("bad.json", "lacks the key"), ("none.json", "cannot open"), ("one", "directory")):
            ran = self.run_ok("report", name, status=2)
            self.assertEqual((ran.stdout, ran.stderr.count(b"\n")), (b"", 1))
            self.assertIn(word, ran.stderr.decode().lower())

    def test_files_are_private_and_replace_links(self):
        os.umask(0)
        (self.folder / "target").write_text("mine")
        (self.folder / "link").symlink_to("target")
        self.run_ok("report", "one.json", "-o", "link", status=0)
        self.assertEqual((self.folder / "target").read_text(), "mine")
        self.assertFalse((self.folder / "link").is_symlink())
        self.assertEqual(stat.S_IMODE((self.folder / "link").stat().st_mode), 0o600)
        self.assertEqual([p for p in self.folder.iterdir() if p.name.startswith("link.")], [])

    def test_show_secrets_warns_once_and_says_what_to_do(self):
        ran = self.run_ok("scan", "one", "--show-secrets", status=1)
        self.assertIn(self.keys[0].encode(), ran.stdout)
        self.assertEqual(ran.stderr.count(b"warning"), 1)
        self.assertIn(b"--output FILE", ran.stderr)
        ran = self.run_ok("scan", "one", "--show-secrets", "-o", "raw.json", "--format", "json", status=1)
        self.assertEqual(ran.stderr.count(b"warning"), 1)
        ran = self.run_ok("report", "raw.json", status=0)
        self.assertNotIn(self.keys[0].encode(), ran.stdout)
        self.assertEqual(ran.stderr, b"")
        self.assertIn(self.keys[0].encode(), self.run_ok("report", "raw.json", "--show-secrets", status=0).stdout)
        self.assertNotIn(self.keys[0].encode(), self.run_ok("report", "raw.json", "--show-secrets", "--format", "github").stdout)

    def test_step_summary_grows(self):
        page = self.folder / "page.md"
        page.write_text("before\n")
        self.run_ok("report", "one.json", "--format", "github", env={**os.environ, "GITHUB_STEP_SUMMARY": str(page)}, status=0)
        self.assertTrue(page.read_text("utf-8").startswith("before\n## keysieve: 1 secret found"))
        ran = self.run_ok("report", "one.json", "--format", "github", env={**os.environ, "GITHUB_STEP_SUMMARY": "/nowhere/x"}, status=0)
        self.assertIn(b"no step summary", ran.stderr)


if __name__ == "__main__":
    main()
