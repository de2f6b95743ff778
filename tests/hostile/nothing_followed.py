#!/usr/bin/env python3
"""Links in work trees, `.git` files, alternates and other users' repositories: what leads elsewhere is
not followed, or as git does and no further; nothing is written through a link. Usage:
nothing_followed.py KEYSIEVE"""
import json
import os
import subprocess

from support import ENVIRONMENT, KEYSIEVE, Fake, commit, expect, finish, git, in_folder, keysieve, new_repository, skip, write

NOBODY = 65534
fake = Fake(11)


def found(*arguments, folder):
    ran = keysieve("scan", "--format", "json", "--show-secrets", *arguments, folder=folder)
    if not expect(ran.returncode in (0, 1, 3), f"scan {arguments}: ended with {ran.returncode}: {ran.stderr!r}"):
        return set(), {}
    report = json.loads(ran.stdout)
    return {finding["secret"] for finding in report["findings"]}, report


def check_written_through_no_link(folder):
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/a.py", f"slack = '{fake.token()}'\n")
    commit(repo, "one")
    victim = f"{folder}/victim"
    mine = "somebody's own\n"
    os.mkfifo(f"{folder}/pipe")
    keysieve("scan", "--format", "json", "--output", "../saved.json", folder=repo)
    for target in (victim, f"{folder}/not-yet", "/dev/null", f"{folder}/pipe"):
        for name, arguments, refused in (
            ("report", ["scan", "--output", "report"], False),
            ("report", ["report", "../saved.json", "--output", "report"], False),
            (".keysieveignore", ["accept", "--all", "--reason", "r"], True),
            (".keysieve.toml", ["config", "init"], True),
            (".env", ["generate", "--for", "django", "--env-file", ".env"], True),
            ("key", ["generate", "--output", "key"], True),
            (".gitignore", ["generate", "--for", "django", "--env-file", "new.env", "--gitignore"], True),
        ):
            write(victim, mine)
            os.symlink(target, f"{repo}/{name}")
            ran = keysieve(*arguments, folder=repo)
            words = f"{' '.join(arguments)}, where {name} leads to {os.path.basename(target)}"
            refused = refused and (name != ".gitignore" or os.path.isfile(target) or not os.path.exists(target))  # else said, and left alone
            expect((ran.returncode == 2) == refused, f"{words}: ended with {ran.returncode}: {ran.stderr!r}")
            expect(os.path.islink(f"{repo}/{name}") == (name != "report"), f"{words}: the link is not what it was")
            with open(victim) as file:
                expect(file.read() == mine, f"{words}: wrote through the link")
            expect(not os.path.exists(f"{folder}/not-yet"), f"{words}: wrote through the link")
            os.remove(f"{repo}/{name}")
            for left in ("new.env",):
                if os.path.exists(f"{repo}/{left}"):
                    os.remove(f"{repo}/{left}")


def check_hooks_through_no_link(folder):
    repo = new_repository(f"{folder}/repo")
    victim = write(f"{folder}/victim", "#!/bin/sh\n")
    os.makedirs(f"{repo}/.git/hooks", exist_ok=True)
    os.symlink(victim, f"{repo}/.git/hooks/pre-commit")
    expect(keysieve("hook", "install", folder=repo).returncode == 0, "hook install beside a link failed")
    expect(keysieve("hook", "uninstall", folder=repo).returncode == 0, "hook uninstall beside a link failed")
    with open(victim) as file:
        expect(file.read() == "#!/bin/sh\n", "hook install wrote through a link")
    expect(os.path.islink(f"{repo}/.git/hooks/pre-commit"), "hook uninstall did not bring the link back")


def check_standard_output_by_name(folder):
    """/dev/stdout is a link, too: to what the shell has chosen, which is written to and not replaced."""
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/a.py", f"slack = '{fake.token()}'\n")
    commit(repo, "one")
    wanted = keysieve("scan", folder=repo).stdout
    before = os.lstat("/dev/stdout")
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        with open(f"{folder}/out", "wb") as out:
            ran = keysieve("scan", "--output", name, folder=repo, stdout=out)
        with open(f"{folder}/out", "rb") as out:
            expect((ran.returncode, out.read()) == (1, wanted), f"--output {name} > file: ended with {ran.returncode}: {ran.stderr!r}")
        expect(keysieve("scan", "--output", name, folder=repo).stdout == wanted, f"--output {name} into a pipe")
    after = os.lstat("/dev/stdout")
    expect((before.st_ino, before.st_mode) == (after.st_ino, after.st_mode), "/dev/stdout was replaced")


def check_work_tree(folder):
    repo = new_repository(f"{folder}/repo")
    outside, hidden = f"{folder}/outside", fake.token()
    write(f"{outside}/secret.py", f"slack = '{hidden}'\n")
    write(f"{outside}/.keysieve.toml", "[[allowlist]]\nreason = 'r'\npaths = ['.*']\n")
    own = fake.token()
    write(f"{repo}/own.py", f"slack = '{own}'\n")
    commit(repo, "one")
    os.symlink(outside, f"{repo}/folder")
    os.symlink(f"{outside}/secret.py", f"{repo}/file.py")
    os.symlink("/", f"{repo}/root")
    os.symlink(".", f"{repo}/self")
    os.symlink("loop", f"{repo}/loop")
    os.symlink("/proc/self/environ", f"{repo}/environ")
    os.symlink("/dev/zero", f"{repo}/zero")
    git(repo, "add", "-A")
    for source in (["--worktree"], ["--worktree", "--ignored"], ["--staged"], [], ["--files", "."]):
        secrets, _ = found(*source, folder=repo)
        expect(hidden not in secrets, f"scan {source} followed a link")
        expect((own in secrets) == (source != ["--staged"]), f"scan {source} did not see what is no link")
    for name in (".keysieve.toml", ".keysieveignore"):
        os.symlink(f"{outside}/.keysieve.toml", f"{repo}/{name}")
        ran = keysieve("scan", "--worktree", folder=repo)
        expect(ran.returncode in (1, 2) and b"1 accepted" not in ran.stdout, f"a link in the place of {name} was heeded: {ran.stdout!r}")
        expect(ran.returncode == 1 or b"no plain file" in ran.stderr, f"a link in the place of {name}: said {ran.stderr!r}")
        os.remove(f"{repo}/{name}")


def check_git_file(folder):
    """A .git file leads where git would go; one that leads nowhere is said, and nothing above it is taken."""
    outer = new_repository(f"{folder}/outer")
    write(f"{outer}/a.py", f"slack = '{fake.token()}'\n")
    commit(outer, "one")
    for number, content in enumerate(("gitdir: /nonexistent\n", "gitdir: /dev/zero\n", "gitdir: .\n", "gitdir: ../inner0/.git\n", "nonsense\n", "", "gitdir: " + "x/" * 5000)):
        inner = f"{outer}/inner{number}"
        write(f"{inner}/.git", content)
        for source in ([], ["--staged"], ["--worktree"]):
            ran = keysieve("scan", *source, folder=inner)
            expect(ran.returncode == 2 and ran.stderr, f"scan {source} below a .git file of {content[:20]!r}: ended with {ran.returncode}")
    inner = f"{outer}/real"
    os.mkdir(inner)
    write(f"{inner}/.git", f"gitdir: {outer}/.git\n")
    expect(keysieve("scan", folder=inner).returncode == 1, "a .git file that leads to a repository was not followed")


def check_alternates(folder):
    lender, borrower = new_repository(f"{folder}/lender"), new_repository(f"{folder}/borrower")
    lent, own = fake.token(), fake.token()
    write(f"{lender}/a.py", f"slack = '{lent}'\n")
    commit(lender, "one")
    write(f"{borrower}/b.py", f"slack = '{own}'\n")
    commit(borrower, "one")
    alternates = f"{borrower}/.git/objects/info/alternates"
    write(alternates, f"{lender}/.git/objects\n")
    secrets, _ = found(folder=borrower)
    expect(secrets == {lent, own}, "borrowed objects are not read as git reads them")
    for content in ("/nonexistent\n", "/dev/zero\n/dev/null\n", ".\n..\n../..\n", f"{borrower}/.git/objects\n" * 50, "\x00\xff\n", "x" * 10000, "/\n", "/proc/self\n"):
        write(alternates, content.encode("latin-1"))
        ran = keysieve("scan", folder=borrower)
        expect(ran.returncode == 1, f"alternates of {content[:20]!r}: ended with {ran.returncode}: {ran.stderr!r}")


def check_pipes(folder):
    """Nobody waits for what a pipe in the place of a file may say."""
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/a.py", f"slack = '{fake.token()}'\n")
    commit(repo, "one")
    for name in ("HEAD", "config", "config.worktree", "commondir", "index", "packed-refs", "shallow", "info/exclude", "objects/info/alternates", "refs/heads/main", "refs/heads/other", "refs/tags/t"):
        file, aside = f"{repo}/.git/{name}", f"{folder}/aside"
        if os.path.exists(file):
            os.rename(file, aside)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        os.mkfifo(file)
        for source in ([], ["--staged"], ["--worktree"]):
            ran = keysieve("scan", *source, folder=repo, timeout=20)
            expect(ran.returncode in (1, 2) or (ran.returncode == 0 and source), f"scan {source} with a pipe in the place of {name}: ended with {ran.returncode}")
        os.remove(file)
        if os.path.exists(aside):
            os.rename(aside, file)
    expect(keysieve("scan", folder=repo).returncode == 1, "without pipes: not as before")


def check_owner(folder):
    """Somebody else's repository is not opened, unless one says that one trusts it."""
    if os.geteuid() != 0:
        return skip("a repository of somebody else's needs root to be made")
    os.chmod(folder, 0o755)
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/a.py", f"slack = '{fake.token()}'\n")
    commit(repo, "one")
    subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", repo], check=True)
    for arguments in (["scan"], ["scan", "--staged"], ["scan", "--worktree"], ["hook", "run", "pre-commit"], ["accept", "--all", "--reason", "r"], ["hook", "install"]):
        ran = keysieve(*arguments, folder=repo)
        words = " ".join(arguments)
        expect(ran.returncode == 2 and b"belongs to another user" in ran.stderr and b"safe.directory" in ran.stderr, f"{words} in somebody else's repository: {ran.returncode} {ran.stderr!r}")
    home = f"{folder}/home"
    write(f"{home}/.gitconfig", f"[safe]\n\tdirectory = {repo}\n")
    ran = keysieve("scan", folder=repo, environment={"HOME": home, "GIT_CONFIG_GLOBAL": None})
    expect(ran.returncode == 1, f"scan of a repository that one trusts: ended with {ran.returncode}: {ran.stderr!r}")
    git_config = write(f"{repo}/.git/config", open(f"{repo}/.git/config").read() + f"[safe]\n\tdirectory = {repo}\n")
    expect(keysieve("scan", folder=repo).returncode == 2, "a repository says of itself that it is to be trusted")


in_folder(check_written_through_no_link, check_hooks_through_no_link, check_standard_output_by_name, check_work_tree, check_git_file, check_alternates, check_pipes, check_owner)
finish()
