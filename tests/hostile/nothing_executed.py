#!/usr/bin/env python3
"""A repository whose configuration and attributes name programs wherever git takes one: whatever
keysieve is asked, none of them runs. By strace, where that is there: no other program is started, no
network is used, and no file is opened to be written but those that were asked for.
Usage: nothing_executed.py KEYSIEVE"""
import os
import re
import subprocess

from support import ENVIRONMENT, KEYSIEVE, Fake, can_trace, commit, expect, finish, git, in_folder, keysieve, new_repository, skip, write

HOOKS = ["pre-commit", "pre-push", "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc", "post-commit", "post-merge", "update", "pre-receive"]
PROGRAMS = [
    "core.fsmonitor", "core.editor", "core.pager", "core.sshCommand", "core.askPass", "core.gitProxy", "core.alternateRefsCommand", "sequence.editor", "diff.external", "diff.evil.command",
    "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "credential.helper", "alias.scan", "alias.status", "pager.log", "gpg.program",
    "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "difftool.evil.cmd", "mergetool.evil.cmd", "browser.evil.cmd",
    "interactive.diffFilter", "trailer.evil.command", "uploadpack.packObjectsHook", "submodule.lib.update", "init.templateDir", "man.evil.cmd", "web.browser", "help.browser", "sendemail.smtpserver",
]


def evil_repository(folder):
    repo = new_repository(f"{folder}/repo")
    fake = Fake(9)
    script = write(f"{folder}/evil", f"#!/bin/sh\ntouch '{folder}/executed'\ncat\n")
    os.chmod(script, 0o755)
    write(f"{repo}/a.py", f"slack = '{fake.token()}'\n")
    git(repo, "add", "--all")
    git(repo, "commit", "-q", "-m", "one")
    git(repo, "tag", "-a", "v1", "-m", "one")
    write(f"{repo}/.env", f"SECRET_KEY={fake.letters(50)}\n")
    write(f"{repo}/b.py", f"slack = '{fake.token()}'\n")
    git(repo, "add", "b.py")
    write(f"{repo}/a.py", "changed = 1\n")
    for attributes in (".gitattributes", ".git/info/attributes"):
        write(f"{repo}/{attributes}", "* diff=evil filter=evil merge=evil text eol=crlf ident working-tree-encoding=UTF-16\n")
    write(f"{folder}/included", f'[core]\n\tfsmonitor = {script}\n[diff "evil"]\n\ttextconv = {script}\n[filter "evil"]\n\tclean = {script}\n')
    for hook in HOOKS:
        os.symlink(script, f"{repo}/.git/hooks/{hook}")
        os.makedirs(f"{folder}/hooks", exist_ok=True)
        os.symlink(script, f"{folder}/hooks/{hook}")
    for name in PROGRAMS:
        git(repo, "config", name, "!" + script if name.startswith(("alias", "credential", "submodule")) else script)
    for name, value in (("core.hooksPath", f"{folder}/hooks"), ("filter.evil.required", "true"), ("include.path", f"{folder}/included"), ("core.untrackedCache", "true"), ("feature.manyFiles", "true"),
                        ("includeIf.gitdir:/.path", f"{folder}/included"), ("core.attributesFile", f"{repo}/.gitattributes"), ("remote.origin.url", f"ext::{script} %S /"), ("core.fsmonitorHookVersion", "2")):
        git(repo, "config", name, value)
    return repo


def commands(folder):
    env = f"{folder}/env"
    yield from (["scan", *source] for source in ([], ["--staged"], ["--worktree"], ["--worktree", "--ignored", "--archives"], ["--range", "HEAD"], ["--branch", "main"], ["--since", "2001-01-01"], ["--recurse-submodules"], ["--files", "."]))
    yield from (["hook", "run", kind] for kind in ("pre-commit", "pre-merge-commit"))
    yield ["hook", "run", "commit-msg", ".git/COMMIT_EDITMSG"]
    yield ["hook", "run", "pre-push", "origin", "x"]
    yield ["hook", "run", "pre-receive"]
    yield ["hook", "status"]
    yield ["grade", f"{folder}/key", "--repo", "."]
    yield ["grade", "--env-file", ".env", "--repo", "."]
    yield ["config", "show"]
    yield ["config", "check"]
    yield ["rules", "check", "--cost", "."]
    yield ["scan", "--format", "json", "--output", f"{folder}/out"]
    yield ["report", f"{folder}/out"]
    yield ["accept", "--all", "--reason", "r"]
    yield ["generate", "--for", "django", "--env-file", ".env", "--rotate", "--gitignore"]
    yield ["hook", "install"]
    yield ["hook", "uninstall"]


def prepared(folder):
    repo = evil_repository(folder)
    write(f"{folder}/key", Fake(1).letters(50) + "\n")
    pushed = f"{'0' * 40} {git(repo, 'rev-parse', 'main')} refs/heads/main\n".encode()
    return repo, pushed


OPENS = re.compile(r'^open(?:at2?|)\((?:AT_FDCWD, )?"([^"]*)".*\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)\b.*(?: = \d|<unfinished)')
NAMES = re.compile(r'^(?:rename|renameat2?|link|linkat|unlink|unlinkat|mkdir|mkdirat|symlink|symlinkat|creat|truncate|mknod|mknodat)\(.*(?: = 0|<unfinished \.\.\.>)$')
STARTS = re.compile(r"^(?:execve|execveat|fork|vfork)\(")
NETWORK = re.compile(r"^(?:connect|bind|listen|accept4?|sendto|sendmsg)\(")


def may_write(arguments, folder, repo):
    asked = []
    if "--output" in arguments:
        asked.append(f"{folder}/out")
    if arguments[:2] == ["accept", "--all"]:
        asked.append(f"{repo}/.keysieveignore")
    if arguments[0] == "generate":
        asked += [f"{repo}/.env", f"{repo}/.gitignore", ".env"]
    if arguments[0] == "hook" and arguments[1] in ("install", "uninstall"):
        asked += [f"{folder}/hooks/pre-", f"{folder}/hooks"]
    return asked


def traced(arguments, folder, repo, stdin):
    """The finished program, and its calls, a line each."""
    trace = f"{folder}/trace"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "500", "-o", trace, "-e", "trace=%file,%process,%network", KEYSIEVE, *arguments]
    ran = subprocess.run(command, cwd=repo, input=stdin, env=ENVIRONMENT, capture_output=True)
    with open(trace, errors="replace") as file:
        return ran, [re.sub(r"^\d+ +", "", line.rstrip("\n")) for line in file]


def check_calls(arguments, calls, asked):
    words = " ".join(arguments)
    started = [call for call in calls if STARTS.match(call)]
    expect(len(started) == 1 and KEYSIEVE in started[0], f"{words}: started {started[1:]}")
    expect(sum(call.startswith("open") for call in calls) > 3, f"{words}: strace saw nothing")
    for call in calls:
        expect(not NETWORK.match(call), f"{words}: uses the network: {call}")
        written = OPENS.match(call)
        if written and written[1] not in ("/dev/null", "/dev/tty"):
            expect(any(written[1].startswith(path) for path in asked), f"{words}: opens to write: {call}")
        if NAMES.match(call):
            expect(any(f'"{path}' in call for path in asked), f"{words}: changes: {call}")


def check_all(folder):
    repo, pushed = prepared(folder)
    mark = f"{folder}/executed"
    trace = can_trace()
    if not trace:
        skip("strace is not installed, or may not trace here: no program's calls were looked at")
    for arguments in commands(folder):
        words = " ".join(arguments)
        stdin = pushed if arguments[-1] == "pre-receive" else b""
        ran, calls = traced(arguments, folder, repo, stdin) if trace else (keysieve(*arguments, folder=repo, stdin=stdin), [])
        expect(ran.returncode in (0, 1), f"{words}: ended with {ran.returncode}: {ran.stderr!r}")
        expect(not os.path.exists(mark), f"{words}: something was executed")
        if trace:
            check_calls(arguments, calls, may_write(arguments, folder, repo))
    # git itself does run them: so the test can fail.
    git(repo, "status", check=False)
    expect(os.path.exists(mark), "git status executed nothing of it either")


in_folder(check_all)
finish()
