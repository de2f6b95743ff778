#!/usr/bin/env python3
"""What readers of the formats make of them: their own parsers, their own schemas, hostile bytes."""
import csv
import io
import json
import re
import unittest
import xml.etree.ElementTree as xml

from support import DJANGO, ROOT, InFolder, fake, keysieve, main, repository, schema

try:
    import jsonschema
except ImportError:
    jsonschema = None

REPORT, SARIF = "docs/schema/report-1.json", "tests/schemas/sarif-2.1.0.json"
GITLAB = "tests/schemas/gitlab-secret-detection-report-format.json"
FORMATS = ["text", "json", "jsonl", "sarif", "csv", "junit", "gitlab", "github", "markdown", "gitleaks"]
NASTY = "=1+1\n\"q\" 'a' </script><img src=x> ]]> %0A::error::x ,;|\\ `c` [l](http://e.example) {0} \x1b[31m\x07\u202e\u2066 \u00e9.py"
AUTHOR = b"@A \"q\" ]]> </script> | \xe2\x80\xae \xff\x1b[31m =2"


def validator(name):
    document = schema(name)
    return jsonschema.validators.validator_for(document)(document)


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class Schemas(unittest.TestCase):
    def golden(self, name):
        text = (ROOT / "tests/golden" / name).read_text("utf-8")
        return json.loads(text.replace("(ruleset)", "0" * 32).replace("(version)", "1.2.3"))

    def test_golden_reports_are_valid(self):
        for name, by in [("report.json", REPORT), ("compared.json", REPORT), ("report.sarif", SARIF),
                         ("compared.sarif", SARIF), ("report.gitlab.json", GITLAB)]:
            with self.subTest(name):
                validator(by).validate(self.golden(name))

    def test_our_schema_is_strict(self):
        check, report = validator(REPORT), self.golden("report.json")
        for change in [lambda r: r.update(more=1), lambda r: r["findings"][0].update(more=1),
                       lambda r: r["findings"][1]["introduced"][0].pop("summary"),
                       lambda r: r["source"].update(head="short"), lambda r: r.update(schema_version=2)]:
            broken = json.loads(json.dumps(report))
            change(broken)
            self.assertFalse(check.is_valid(broken))


class Hostile(InFolder):
    """A repository whose every name is an attack."""

    def setUp(self):
        super().setUp()
        self.key = fake(DJANGO, 50)
        path = NASTY.replace("/", "_").encode() + b"\xff"
        line = b'SECRET_KEY = "%s"\n' % self.key.encode()
        self.subject = f"{NASTY.splitlines()[0]} </script> ]]> keeps {self.key}"
        repository(self.folder / "r", [
            (AUTHOR.replace(b"<", b"(").replace(b">", b")"), self.subject.encode(), {path: line}),
            (b"Ada", b"Settings", {b"x=1/-settings.py": line, b"t.py": line + b"# keysieve:allow \xff ]]> reason\n"}),
        ])
        self.path = path

    def written(self, name, *more):
        out = keysieve("scan", "r", "--format", name, *more, status=1, cwd=self.folder).stdout
        self.assertNotIn(self.key.encode(), out)
        return out

    def test_every_format_is_utf8_without_raw_secrets_or_escapes(self):
        for name in FORMATS:
            with self.subTest(name):
                text = self.written(name).decode("utf-8")
                self.assertFalse(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text))

    def test_json_formats_are_valid(self):
        documents = {name: json.loads(self.written(name)) for name in ("json", "sarif", "gitlab", "gitleaks")}
        place = documents["json"]["findings"][0]["introduced"][0]
        self.assertEqual(place["path"], self.path.decode("utf-8", "replace").replace(self.key, ""))
        if jsonschema is None:
            self.skipTest("python3-jsonschema is not installed")
        for name, by in (("json", REPORT), ("sarif", SARIF), ("gitlab", GITLAB)):
            validator(by).validate(documents[name])

    def test_json_lines(self):
        lines = [json.loads(line) for line in self.written("jsonl").decode().splitlines()]
        self.assertEqual([line["type"] for line in lines][::len(lines) - 1], ["header", "summary"])
        whole = json.loads(self.written("json"))
        self.assertEqual(len(lines) - 2, len(whole["findings"]))
        for line, finding in zip(lines[1:], whole["findings"]):
            self.assertEqual(line, {"type": "finding", **finding})

    def test_csv_has_no_formulas_and_loses_nothing(self):
        text = self.written("csv").decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertTrue(rows)
        self.assertEqual(text.count("\n") - text.count("\r\n"), sum(v.count("\n") for r in rows for v in r.values()))
        for row in rows:
            for value in row.values():
                self.assertNotRegex(value, "^[=+\\-@\t\r\n]")
        path = rows[0]["path"]
        self.assertTrue(path.startswith("'=1+1\n\"q\" 'a'"))

    def test_junit_is_xml(self):
        suite = xml.fromstring(self.written("junit")).find("testsuite")
        cases = suite.findall("testcase")
        self.assertEqual(int(suite.get("tests")), len(cases))
        self.assertEqual(int(suite.get("failures")), len(suite.findall("testcase/failure")))
        self.assertTrue(cases[0].get("file").startswith("=1+1\n\"q\" 'a' <_script><img src=x> ]]> %0A::error::x"))

    def test_github_commands_cannot_be_injected(self):
        lines = self.written("github").decode().splitlines()
        for line in lines:
            command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            self.assertTrue(command, line)
            for pair in command[2].split(","):
                self.assertRegex(pair, "^(file|line|endLine|col|endColumn|title)=")
            self.assertNotIn("%0A::error", command[3])

    def test_markdown_is_text(self):
        for line in self.written("markdown").decode().splitlines():
            if not line.startswith("| critical"):
                continue
            self.assertEqual(line.count("|"), 8)
            self.assertNotRegex(re.sub("</?code>", "", line), "[<>`\\[\\]*_]")


if __name__ == "__main__":
    main()
