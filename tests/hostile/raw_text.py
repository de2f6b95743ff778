#!/usr/bin/env python3
"""Escape sequences and characters that turn the direction of text, in every name and text that a
repository brings: none reaches a terminal raw, whatever the command or format. Usage: raw_text.py
KEYSIEVE"""
import re

from support import Fake, commit, expect, finish, git, in_folder, keysieve, new_repository, write

fake = Fake(3)
EVIL = "\x1b]0;title\x07\x1b[31m\u202e\u2066\u200f\x9b2J\x7f\r"  # C0, C1, DEL, bidirectional
PATH = "a\x1b[31m\u202e\x9bname.py"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
FOR_PEOPLE = ["text", "markdown", "github"]
FOR_PROGRAMS = ["html", "json", "jsonl", "sarif", "csv", "junit", "gitlab", "gitleaks"]


def evil_repository(folder):
    repo = new_repository(f"{folder}/repo{PATH}")
    write(f"{repo}/{PATH}", f"slack = '{fake.token()}' # keysieve:allow {EVIL}\n")
    write(f"{repo}/dir{PATH}/b.py", f"slack = '{fake.token()}'\nSECRET_KEY = '{EVIL}{fake.letters(40)}'\n")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "--author", f"Eve{EVIL.strip()} <{EVIL.strip()}@example.org>", "-F", "-", stdin=f"Subject {EVIL} {fake.token()}\n".encode())
    git(repo, "tag", "-a", "v1", "-F", "-", stdin=f"tag {EVIL} {fake.token()}\n".encode())
    git(repo, "branch", "feature/\u202e\u2066\u200f")
    git(repo, "config", "remote.origin.url", f"https://example.org/{EVIL.strip()}")
    write(f"{repo}/staged{PATH}", f"slack = '{fake.token()}'\n")
    git(repo, "add", "-A")
    write(f"{repo}/.gitmodules", f'[submodule "{PATH}"]\n\tpath = sub{PATH}\n\turl = ./x\n')
    write(f"{repo}/.keysieveignore", f"{'0' * 32}  rule{EVIL.strip()}  path{EVIL.strip()}  # reason {EVIL}\n")
    write(f"{folder}/rules.toml", '''[[rule]]
id = "acme-key"
name = "Acme \\u001b[31m\\u202e"
description = "A key \\u001b[31m\\u202e of Acme."
severity = "high"
tags = ["acme"]
keywords = ["slack"]
regex = \'\'\'slack = '(?P<secret>[^']{40,})\'\'\'
remediation = "Rotate \\u001b[31m\\u202e it."
examples = ["slack = '{{hex:40}}'"]
''')
    write(f"{folder}/bad{PATH}.toml", f'[[rule]]\nid = "x"\n"key\\u001b[31m\\u202e" = 1\nregex = "(\\u001b[31m"\n')
    write(f"{folder}/bad{PATH}.json", f'{{"schema_version": "{EVIL}"}}')
    write(f"{folder}/base{PATH}", f"{'0' * 40}:file{EVIL.strip()}:rule:1\nno line {EVIL.strip()}\n")
    return repo


def commands(folder, repo):
    base, bad = f"../base{PATH}", f"../bad{PATH}"
    for name in FOR_PEOPLE + FOR_PROGRAMS:
        yield name, ["scan", "--format", name, "--verbose", "--explain", "--rules", "../rules.toml"]
        yield name, ["scan", "--format", name, "--worktree", "--show-secrets"]
    for source in (["--staged"], ["--branch", "main"], ["--range", "main"], ["--recurse-submodules"], ["--files", "."], ["--max-object-bytes", "4"]):
        yield "text", ["scan", *source, "--show-secrets"]
        yield "text", ["scan", *source, "--quiet"]
    yield "text", ["scan", f"none{EVIL}"]
    yield "text", ["scan", "--branch", f"none{EVIL}"]
    yield "text", ["scan", "--files", f"none{EVIL}"]
    yield "text", ["scan", f"--{EVIL}"]
    yield "text", ["scan", "--rules", f"{bad}.toml"]
    yield "text", ["scan", "--rules", f"{bad}.json"]
    yield "text", ["scan", "--output", f"/nonexistent/{EVIL}"]
    yield "text", ["hook", "run", "pre-commit"]
    yield "text", ["hook", "run", "commit-msg", f"none{EVIL}"]
    yield "text", ["hook", "install"]
    yield "text", ["hook", "status"]
    yield "text", ["rules", "list", "--rules", "../rules.toml"]
    yield "text", ["rules", "show", "acme-key", "--rules", "../rules.toml"]
    yield "text", ["rules", "show", f"none{EVIL}"]
    yield "text", ["rules", "check", "../rules.toml"]
    yield "text", ["rules", "check", f"{bad}.toml"]
    yield "text", ["config", "check", f"{bad}.toml"]
    yield "text", ["config", "show"]
    yield "text", ["report", f"{bad}.json"]
    yield "text", ["accept", "--import", base]
    yield "text", ["accept", f"{EVIL}", "--reason", "r"]
    yield "text", ["accept", "--all", "--reason", "r"]
    yield "text", ["grade", f"none{EVIL}"]
    yield "text", ["grade", f"--env-file=staged{PATH}"]
    yield "text", ["generate", "--for", f"none{EVIL}"]
    yield "text", ["generate", "--for", "django", "--env-file", f"env{PATH}", "--gitignore"]


def check_output(words, kind, stream, data):
    text = data.decode("utf-8", "replace")
    expect("\ufffd" not in text or data.decode("utf-8", "surrogateescape") == text, f"{words}: {stream} is no UTF-8")
    text = text.replace("\r\n", "\n")
    found = CONTROL.search(text.replace("\r", "") if kind == "csv" else text)  # a cell may hold one
    expect(not found, f"{words}: {stream} has the control character {found and found[0]!r} in {text[max(0, (found.start() if found else 0) - 30):][:60]!r}")
    if kind not in ("html", "csv") or stream == "standard error":
        found = TURNS.search(text)
        expect(not found, f"{words}: {stream} has {found and found[0]!r} in {text[max(0, (found.start() if found else 0) - 30):][:60]!r}")


def check_all(folder):
    repo = evil_repository(folder)
    seen = b""
    for kind, arguments in commands(folder, repo):
        ran = keysieve(*arguments, folder=repo, environment={"COLUMNS": "400"})
        words = ascii(" ".join(arguments))
        expect(ran.returncode in (0, 1, 2, 3), f"{words}: ended with {ran.returncode}")
        check_output(words, kind, "standard output", ran.stdout)
        check_output(words, kind, "standard error", ran.stderr)
        seen += ran.stdout
    # What is looked for is there to be seen: the names were told, without what acts.
    for name in (b"name.py", b"Eve", b"Subject", b"Acme"):
        expect(name in seen, f"no output tells {name}")
    coloured = keysieve("scan", "--color", "always", folder=repo).stdout.decode("utf-8", "replace")
    expect(CONTROL.search(coloured), "colours are not seen as what they are")


in_folder(check_all)
finish()
