#!/usr/bin/env python3
"""A secret of its own stands in every place that keysieve reads; every command runs on it, in every
format and with every error that it can be brought to. None of them is in anything that is written, in
any form a reader could turn back, unless --show-secrets asked for it. By strace, where that is there:
nor in a file that is gone again, nor in an argument of a program. Usage: nothing_leaked.py KEYSIEVE"""
import base64
import glob
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import zipfile

from support import KEYSIEVE, ENVIRONMENT, Fake, can_trace, commit, expect, finish, git, in_folder, keysieve, new_repository, skip, write

fake = Fake(7)
secrets = {}  # by the place where each stands


def planted(place):
    return secrets.setdefault(place, fake.token())


def forms(secret):
    """As a secret is written, and as formats and encodings write it."""
    raw = secret.encode()
    inner = [base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3)]  # whatever stands around it
    return [raw, raw.hex().encode(), raw.decode().encode("utf-16-le"), raw.decode().encode("utf-16-be"), *inner]


ALL_FORMATS = ["text", "html", "json", "jsonl", "sarif", "csv", "junit", "gitlab", "github", "markdown", "gitleaks"]
every_form = []


def leaks_in(data):
    return sorted({place for place, form in every_form if form in data})


def setting(place):
    return f"slack_token = '{planted(place)}'\n"


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("config/settings.py", setting("archive member"))
        file.writestr(f"named-{planted('member name')}.py", setting("member of a telling name"))
    return packed.getvalue()


def plant(folder):
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/blob.py", setting("blob"))
    write(f"{repo}/twice.py", f"a = '{planted('blob and path')}'\n")
    write(f"{repo}/dir-{planted('blob and path')}/of-{planted('path alone')}.py", setting("blob below a telling path"))
    write(f"{repo}/plain.py", "nothing here\n")
    commit(repo, f"Say {planted('commit message')}\n\nand {planted('end of a message')}\n")
    write(f"{repo}/encoded.txt", "data: " + base64.b64encode(setting("base64").encode()).decode() + "\n")
    write(f"{repo}/wide.txt", setting("utf-16").encode("utf-16"))
    write(f"{repo}/app.zip", archive())
    write(f"{repo}/log.gz", gzip.compress(setting("gzip").encode(), mtime=0))
    write(f"{repo}/key.pem", "-----BEGIN RSA PRIVATE KEY-----\n" + planted("line of a broken PEM") + "\n")
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "two", "--author", f"{planted('author')} <{planted('author mail')}@example.org>")
    write(f"{repo}/blob.py", setting("second version"))
    commit(repo, f"Subject with {planted('subject')}")
    git(repo, "tag", "-a", "v1", "-m", f"tag {planted('tag message')}")
    git(repo, "branch", f"feature/{planted('ref name')}")
    write(f"{repo}/blob.py", f"a = '{planted('ref and blob')}'\n")
    commit(repo, "a ref names it, too")
    git(repo, "branch", planted("ref and blob"))
    git(repo, "notes", "add", "-m", f"note {planted('note')}")
    git(repo, "config", "remote.origin.url", f"https://user:{planted('password of a remote')}@git.example.org/shop.git")
    git(repo, "stash", "-q", check=False)
    git(repo, "hash-object", "-w", "--stdin", stdin=setting("dangling").encode())
    write(f"{repo}/staged.py", setting("staged"))
    write(f"{repo}/new-{planted('staged, and its path')}.py", setting("staged, and its path"))
    write(f"{repo}/.git/COMMIT_EDITMSG", f"Say {planted('message to be committed')}\n")
    git(repo, "add", "staged.py", f"new-{planted('staged, and its path')}.py")
    write(f"{repo}/untracked.py", setting("untracked"))
    write(f"{repo}/.env", f"SECRET_KEY='{planted('env file')}'\nSECRET_KEY_FALLBACKS={planted('old key')}\nBROKEN='{planted('broken env line')}\n")
    write(f"{folder}/clean.env", f"SECRET_KEY={planted('key in use')}\n")
    write(f"{folder}/key", planted("key file") + "\n")
    write(f"{folder}/lines", f"{planted('first key')}\n{planted('second key')}\n")
    return repo


def files_of_others(folder):
    """Rule files, settings, baselines and reports, sound and broken."""
    example = planted("rule example")
    rule = f"""[[rule]]
id = "acme-key"
name = "Acme"
description = "An Acme key."
severity = "high"
keywords = ["acme_"]
regex = '''acme_(?P<secret>[a-z]{{20}})'''
remediation = "Make a new one."
"""
    write(f"{folder}/good.toml", rule + 'examples = ["acme_{{from:abcdefghij:20}}"]\n')
    write(f"{folder}/example.toml", rule + f'examples = ["token {example}"]\nnegative_examples = ["acme_{example}"]\n')
    write(f"{folder}/regex.toml", rule.replace("acme_(?P", f"({planted('broken regex')}(?P"))
    write(f"{folder}/key.toml", rule + f'{planted("unknown key")} = 1\n')
    write(f"{folder}/value.toml", rule + f"severity = {planted('value that is none')}\n")
    write(f"{folder}/type.toml", rule.replace('"high"', f'"{planted("wrong word")}"'))
    write(f"{folder}/text.toml", f'id = "{planted("text without an end")}\n')
    write(f"{folder}/gitleaks.toml", f"[[rules]]\nid = \"a\"\ndescription = \"d\"\nregex = '''{planted('gitleaks regex')}(?=x)'''\nkeywords = [\"{planted('keyword')}\"]\n[allowlist]\nregexes = ['''{planted('allowlist regex')}''']\n")
    write(f"{folder}/baseline.json", json.dumps([{"RuleID": "slack", "Secret": planted("baseline"), "Match": planted("baseline"), "File": f"a/{planted('file of a baseline')}", "Commit": "0" * 40, "StartLine": 1, "Fingerprint": f"x:{planted('fingerprint of a baseline')}:slack:1"}]))
    write(f"{folder}/broken.json", f'[{{"RuleID": "slack", "Secret": "{planted("broken baseline")}", "File": {planted("no JSON")}}}]')
    write(f"{folder}/secrets.baseline", json.dumps({"version": "1.4.0", "results": {"a.py": [{"type": "Slack Token", "filename": "a.py", "hashed_secret": "0" * 40, "line_number": 1, "secret": planted("detect-secrets")}]}}))
    write(f"{folder}/.gitleaksignore", f"a.py:{planted('gitleaksignore')}:1\n{planted('line of it')}\n")
    write(f"{folder}/report.json", f'{{"schema_version": 1, "tool": "{planted("broken report")}", {planted("key of a report")}}}')
    write(f"{folder}/notreport.json", json.dumps({"schema_version": 99, "findings": planted("no report")}))
    for name in ("value", "type", "text", "key", "regex"):
        shutil.copy(f"{folder}/{name}.toml", f"{folder}/settings-{name}.toml")
    write(f"{folder}/settings-allow.toml", f"[[allowlist]]\nreason = \"r\"\nregexes = ['''{planted('allowlist of settings')}(''']\n")
    write(f"{folder}/settings-format.toml", f'format = "{planted("wrong format")}"\ndisable = ["{planted("no rule")}"]\n')


def scans():
    sources = [[], ["--staged"], ["--all-staged", "--staged"], ["--worktree"], ["--worktree", "--ignored", "--archives"], ["--branch", "main"], ["--range", "main~1..main"], ["--since", "2001-01-01"], ["--archives"], ["--recurse-submodules"], ["--files", "."]]
    for source in sources:
        yield ["scan", *source, "--explain", "--verbose", "--color", "always"]
    for name in ALL_FORMATS:
        yield ["scan", "--archives", "--format", name, "--output", "../out." + name]
        yield ["scan", "--worktree", "--format", name, "--min-confidence", "0.01", "--explain"]
    yield ["scan"]
    yield ["scan", "--quiet"]
    yield ["scan", "--stats", "--threads", "2"]
    yield ["scan", "--max-object-bytes", "60"]
    yield ["scan", "--format", "filter-repo"]
    yield ["scan", "--no-repo-config"]


def wrong_scans():
    for name in ("good", "example", "regex", "key", "value", "type", "text", "gitleaks", "missing"):
        yield ["scan", "--rules", f"../{name}.toml"]
    yield ["scan", "--rules", "../report.json"]
    yield ["scan", "/nonexistent"]
    yield ["scan", "--files", "/nonexistent", "locked.py", "locked"]
    yield ["scan", "--range", "nowhere..main"]
    yield ["scan", "--worktree", "--output", "/nonexistent/out"]
    yield ["scan", "--output", "/dev/full"]
    yield ["scan", "--format", "none"]
    yield ["scan", "--since", "yesterday"]


def other_commands():
    for kind in ("pre-commit", "pre-merge-commit", "commit-msg", "pre-push", "pre-receive", "update"):
        yield ["hook", "run", kind]
    yield ["hook", "run", "pre-commit", "--no-repo-config"]
    yield ["hook", "run", "pre-commit", "--all-staged"]
    yield ["scan", "--stdin"]
    yield ["hook", "run", "commit-msg", ".git/COMMIT_EDITMSG"]
    yield ["hook", "run", "commit-msg", "blob.py"]
    yield ["hook", "status"]
    yield ["hook", "install"]
    yield ["hook", "uninstall"]
    for name in ("good", "example", "regex", "key", "value", "type", "text"):
        yield ["rules", "check", f"../{name}.toml"]
        yield ["rules", "list", "--rules", f"../{name}.toml"]
        yield ["config", "check", f"../settings-{name}.toml"]
    yield ["config", "check", "../settings-allow.toml"]
    yield ["config", "check", "../settings-format.toml"]
    yield ["rules", "convert", "../gitleaks.toml", "--output", "../converted.toml"]
    yield ["rules", "check", "--cost", ".", "../good.toml"]
    yield ["config", "show"]
    yield ["config", "check"]
    for name in ("baseline.json", "broken.json", "secrets.baseline", ".gitleaksignore", "report.json"):
        yield ["accept", "--import", f"../{name}"]
    for name in ("report.json", "notreport.json", "broken.json", "baseline.json"):
        yield ["report", f"../{name}"]
        yield ["accept", "--all", "--reason", "r", "--report", f"../{name}"]
    yield ["report", "../out.json", "--since", "../out.json", "--format", "json"]
    yield ["report", "../out.json", "../out.json"]
    yield ["accept", "0" * 32, "--reason", "r"]
    yield ["accept", "--all", "--reason", "known, and harmless"]
    yield ["scan", "--verbose"]
    yield ["scan", "--format", "json"]
    for options in ([], ["--format", "json"], ["--repo", "."], ["--repo", ".", "--format", "json"]):
        yield ["grade", "../key", *options]
        yield ["grade", "--env-file", ".env", *options]
        yield ["grade", "--env-file", "../clean.env", "--name", "SECRET_KEY", *options]
    yield ["grade", "../lines"]
    yield ["grade", "../clean.env"]
    yield ["grade", "--env-file", ".env", "--name", "NONE"]
    yield ["generate", "--for", "django", "--env-file", ".env"]
    yield ["generate", "--for", "django", "--env-file", "../clean.env"]
    yield ["generate", "--for", "django", "--env-file", "../clean.env", "--rotate"]
    yield ["generate", "--for", "django", "--env-file", "../key", "--rotate"]
    yield ["generate", "--for", "rails", "--output", "../key"]


def words_of(arguments):
    return " ".join(arguments)


def stdin_for(arguments, repo):
    if "--stdin" in arguments:
        return setting("standard input").encode()
    if "pre-push" in arguments:
        return f"refs/heads/{planted('pushed ref')} {git(repo, 'rev-parse', 'main')} refs/heads/{planted('pushed ref')} {'0' * 40}\n".encode()
    if "pre-receive" in arguments:
        return f"{'0' * 40} {git(repo, 'rev-parse', 'main')} refs/heads/{planted('received ref')}\n{planted('no line of a hook')}\n".encode()
    return b""


def run(arguments, repo):
    more = ["origin", "x"] if arguments[:3] == ["hook", "run", "pre-push"] else []
    if arguments[:3] == ["hook", "run", "update"]:
        more = [f"refs/heads/{planted('updated ref')}", "0" * 40, git(repo, "rev-parse", "main")]
    ran = keysieve(*arguments, *more, folder=repo, stdin=stdin_for(arguments, repo), environment={"COLUMNS": "400"})
    expect(ran.returncode in (0, 1, 2, 3), f"{words_of(arguments)}: ended with {ran.returncode}")
    return ran


# What somebody else's file calls a thing: a complaint of that thing has to name it.
OPEN = {"unknown key", "file of a baseline", "gitleaksignore"}


def check(arguments, repo):
    ran = run(arguments, repo)
    for name, data in (("standard output", ran.stdout), ("standard error", ran.stderr)):
        for place in leaks_in(data):
            expect(place in OPEN, f"{words_of(arguments)}: {name} has the secret of: {place}")
    return ran


def check_left_files(folder, before):
    for path in glob.glob(f"{folder}/**", recursive=True, include_hidden=True):
        if os.path.isfile(path) and path not in before:
            with open(path, "rb") as file:
                for place in leaks_in(file.read()):
                    name = os.path.relpath(path, folder)
                    expect(place in OPEN, f"the file {name} has the secret of: {place}")


def prepare(folder):
    repo = plant(folder)
    files_of_others(folder)
    for place in ("standard input", "pushed ref", "received ref", "no line of a hook", "updated ref"):
        planted(place)
    every_form.extend((place, form) for place, secret in secrets.items() for form in forms(secret))
    return repo


def check_all(folder):
    repo = prepare(folder)
    before = set(glob.glob(f"{folder}/**", recursive=True, include_hidden=True))
    for arguments in (*scans(), *wrong_scans(), *other_commands()):
        check(arguments, repo)
    check_left_files(folder, before)
    check_control(repo)


# What is found, by whichever way it is read: so that the searches above can fail.
FOUND = ["blob", "blob and path", "archive member", "blob below a telling path", "commit message", "end of a message", "base64", "utf-16", "gzip", "second version", "subject", "tag message", "note",
         "dangling", "ref and blob", "staged, and its path", "staged", "untracked", "member of a telling name"]


def check_control(repo):
    shown = b"".join(keysieve("scan", *source, "--format", "json", "--show-secrets", "--no-repo-config", folder=repo).stdout for source in (["--archives"], ["--worktree"], ["--staged"]))
    seen = {place for place, secret in secrets.items() if secret.encode() in shown}
    for place in (*FOUND, "path alone", "author", "ref name"):
        expect(place in seen, f"with --show-secrets, the secret of {place} is not found by the same search")
    expect(len(seen) > 20, "with --show-secrets hardly anything is found")


def check_calls(folder):
    """Nor does a secret leave by any system call: into a file that is gone again, an argument, a log."""
    if not can_trace():
        return skip("strace is not installed, or may not trace here")
    repo = prepare(folder)
    trace = f"{folder}/trace"
    seen = False
    for arguments in (["scan", "--archives", "--output", f"{folder}/report"], ["scan", "--worktree", "--stats"], ["hook", "run", "pre-commit"], ["accept", "--all", "--reason", "r"], ["grade", "--env-file", "../clean.env", "--repo", "."]):
        command = ["strace", "-f", "-qq", "-s", "100000", "-o", trace, "-e", "trace=write,pwrite64,writev,sendto,sendmsg,execve,mkdir,symlink,link,memfd_create,copy_file_range,sendfile,prctl,read", KEYSIEVE, *arguments]
        subprocess.run(command, cwd=repo, env=ENVIRONMENT, capture_output=True)
        with open(trace, "rb") as file:
            for line in file:
                call = re.sub(rb"^\d+ +", b"", line)
                if call.startswith((b"read(", b"<... read ")):  # the second half of one
                    seen = seen or bool(leaks_in(call))
                    continue
                for place in leaks_in(call):
                    expect(place in OPEN, f"{words_of(arguments)}: {call.split(b'(')[0].decode()} is given the secret of: {place}")
    expect(seen, "strace did not see a secret being read")


in_folder(check_all)
secrets.clear()
every_form.clear()
in_folder(check_calls)
finish()
