#!/usr/bin/env python3
"""Full disks, closed streams, files nobody may read, a repository nobody may write, no home and no
locale: never a crash, half a file, or a lie. Usage: failing_system.py KEYSIEVE"""
import os
import resource
import shutil
import signal
import stat
import subprocess

from support import ENVIRONMENT, KEYSIEVE, Fake, commit, expect, finish, git, in_folder, keysieve, new_repository, skip, write

NOBODY = 65534
WRITING = [
    ["scan"], ["scan", "--format", "json"], ["scan", "--staged", "--quiet"], ["accept", "--all", "--reason", "r"], ["hook", "install"], ["hook", "status"],
    ["hook", "uninstall"], ["rules", "list"], ["rules", "show", "slack-token"], ["rules", "check", "../rules.toml"], ["rules", "convert", "../gitleaks.toml"],
    ["config", "show"], ["config", "check"], ["report", "../report.json"], ["grade", "../key"], ["generate"], ["generate", "--list"], ["--help"], ["--version"],
    ["scan", "--help"],
]


def small_repository(folder, findings=1):
    repo = new_repository(f"{folder}/repo")
    fake = Fake(4)
    write(f"{repo}/a.py", "".join(f"slack{number} = '{fake.token()}'\n" for number in range(findings)))
    commit(repo, "one")
    write(f"{repo}/b.py", f"slack = '{fake.token()}'\n")
    git(repo, "add", "-A")
    write(f"{folder}/key", fake.letters(50) + "\n")
    write(f"{folder}/gitleaks.toml", "[[rules]]\nid = 'a'\ndescription = 'd'\nregex = 'acme_[0-9]{9}'\nkeywords = ['acme_']\n")
    keysieve("rules", "convert", f"{folder}/gitleaks.toml", "--output", f"{folder}/rules.toml")
    keysieve("scan", "--format", "json", "--output", f"{folder}/report.json", folder=repo)
    return repo


def said_why(ran, words):
    expect(ran.returncode == 2, f"{words}: ended with {ran.returncode}")
    expect(b"standard output" in ran.stderr or b"cannot write" in ran.stderr, f"{words}: said {ran.stderr!r}")


def check_standard_output(folder):
    """Full, closed, and with a reader that went away, where SIGPIPE is ignored as in some services."""
    repo = small_repository(folder, 100)
    for arguments in WRITING:
        words = " ".join(arguments)
        with open("/dev/full", "wb") as full:
            said_why(keysieve(*arguments, folder=repo, stdout=full), f"{words} > /dev/full")
        closed = keysieve(*arguments, folder=repo, stdout=None, preexec_fn=lambda: os.close(1))
        said_why(closed, f"{words} >&-")
        reader, writer = os.pipe()
        os.close(reader)
        broken = keysieve(*arguments, folder=repo, stdout=writer, restore_signals=False, preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN))
        said_why(broken, f"{words} | true")
        os.close(writer)
        if os.path.exists(f"{repo}/.keysieveignore"):
            os.remove(f"{repo}/.keysieveignore")


def check_standard_error(folder):
    """What is said to people is never written into a file that got the number of standard error."""
    repo = small_repository(folder)
    for closed in ((2,), (1, 2), (0, 1, 2)):
        out = f"{folder}/out"

        def close_them():
            for number in closed:
                os.close(number)

        for arguments in (["scan", "--show-secrets", "--format", "json", "--output", out], ["generate", "--for", "django", "--env-file", f"{folder}/env"]):
            ran = keysieve(*arguments, folder=repo, stdout=subprocess.DEVNULL, stderr=None, preexec_fn=close_them)
            expect(ran.returncode in (0, 1), f"{arguments[0]} without {closed}: ended with {ran.returncode}")
        with open(out) as report, open(f"{folder}/env") as env:
            expect(report.read().startswith("{"), f"without {closed}: the report begins otherwise")
            text = env.read()
            expect(text.startswith("SECRET_KEY=") and text.count("\n") == 1, f"without {closed}: the env file has more in it")
        os.remove(f"{folder}/env")


def check_standard_input(folder):
    """What cannot be read is not empty."""
    repo = small_repository(folder)
    for arguments in (["scan", "--stdin"], ["report", "-"], ["grade", "-"], ["hook", "run", "pre-receive"], ["hook", "run", "pre-push", "origin", "x"]):
        words = " ".join(arguments)
        folder_as_input = os.open(folder, os.O_RDONLY)
        for ran in (
            subprocess.run([KEYSIEVE, *arguments], stdin=folder_as_input, cwd=repo, env=ENVIRONMENT, capture_output=True),
            subprocess.run([KEYSIEVE, *arguments], stdin=None, cwd=repo, env=ENVIRONMENT, capture_output=True, preexec_fn=lambda: os.close(0)),
        ):
            expect(ran.returncode == 2, f"{words}: ended with {ran.returncode} when its input cannot be read")
            expect(b"standard input" in ran.stderr, f"{words}: said {ran.stderr!r}")
        os.close(folder_as_input)


def writes(folder):
    return (["scan", "--format", "json", "--output", f"{folder}/out"], ["accept", "--all", "--reason", "r"], ["config", "init"],
            ["generate", "--for", "django", "--env-file", f"{folder}/env", "--rotate"], ["rules", "convert", "../gitleaks.toml", "--output", f"{folder}/out"])


def listing(*folders):
    return {name: open(f"{folder}/{name}", "rb").read() for folder in folders for name in sorted(os.listdir(folder)) if os.path.isfile(f"{folder}/{name}")}


def check_nothing_changed(name, arguments, before, after, ran):
    words = f"{arguments[0]} {name}"
    expect(ran.returncode == 2, f"{words}: ended with {ran.returncode}")
    expect(b"cannot" in ran.stderr, f"{words}: said {ran.stderr!r}")
    expect(before == after, f"{words}: left {sorted(set(after) ^ set(before)) or 'another text'}")


def check_file_size_limit(folder):
    """As on a full disk: nothing that is written gets larger than some bytes."""
    repo = small_repository(folder)
    there = folder + "/there"
    os.mkdir(there)
    write(f"{there}/env", "SECRET_KEY=" + Fake(6).letters(50) + "\n")
    write(f"{there}/out", "of yesterday\n")
    for arguments in writes(there):
        before = listing(there, repo)
        ran = keysieve(*arguments, folder=repo, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5, 5)))
        check_nothing_changed("where files may have 5 bytes", arguments, before, listing(there, repo), ran)


def fill(path):
    filler = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(filler, b"x" * 512):
            pass
    except OSError:
        pass
    os.close(filler)


def check_full_disk(folder):
    there = f"{folder}/disk"
    os.mkdir(there)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", there], capture_output=True).returncode:
        return skip("a disk of its own to fill needs root, and mount")
    try:
        repo = small_repository(folder)
        write(f"{there}/env", "SECRET_KEY=" + Fake(6).letters(50) + "\n")
        write(f"{there}/out", "of yesterday\n")
        fill(f"{there}/filler")
        for arguments in (arguments for arguments in writes(there) if there in " ".join(arguments)):
            before = listing(there)
            check_nothing_changed("on a full disk", arguments, before, listing(there), keysieve(*arguments, folder=repo))
    finally:
        subprocess.run(["umount", there], check=True)


def as_user():
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def can_be_user():
    try:
        return subprocess.run([KEYSIEVE, "--version"], preexec_fn=as_user, capture_output=True, cwd="/").returncode == 0
    except OSError:
        return False


def give(folder):
    """To whom the checks run as."""
    os.chmod(os.path.dirname(folder) if os.path.basename(folder) != "repo" else folder, 0o755)
    if os.geteuid() == 0:
        for top, folders, files in os.walk(folder):
            for name in (top, *(os.path.join(top, each) for each in folders + files)):
                os.lchown(name, NOBODY, NOBODY)


def check_unreadable(folder):
    if not can_be_user():
        return skip("an ordinary user cannot run the program here")
    os.chmod(folder, 0o755)
    repo = small_repository(folder)
    write(f"{repo}/locked.py", "x = 1\n")
    write(f"{repo}/closed/inside.py", "x = 1\n")
    git(repo, "rm", "-q", "--cached", "b.py")
    os.remove(f"{repo}/b.py")
    pack = None
    give(repo)

    def scanned(what, *arguments):
        ran = keysieve("scan", "--no-progress", *arguments, folder="/", preexec_fn=as_user)
        expect(ran.returncode in (1, 2, 3), f"{what}: ended with {ran.returncode}")
        expect(b"ermission denied" in ran.stdout + ran.stderr, f"{what}: did not say why: {(ran.stdout + ran.stderr)[-200:]!r}")
        return ran

    os.chmod(f"{repo}/locked.py", 0)
    scanned("a file nobody may read", "--worktree", repo)
    scanned("a file nobody may read", "--files", f"{repo}/locked.py")
    os.chmod(f"{repo}/closed", 0)
    scanned("a folder nobody may list", "--files", repo)
    os.chmod(f"{repo}/closed", 0o755)
    os.chmod(f"{repo}/locked.py", 0o644)
    git_folder = f"{repo}/.git"
    loose = next(f"{git_folder}/objects/{name}" for name in sorted(os.listdir(f"{git_folder}/objects")) if len(name) == 2)
    os.chmod(loose, 0)
    scanned("a folder of objects nobody may list", repo)
    os.chmod(loose, 0o755)
    os.chmod(f"{loose}/{os.listdir(loose)[0]}", 0)
    scanned("an object nobody may read", repo)
    os.chmod(f"{loose}/{os.listdir(loose)[0]}", 0o444)
    subprocess.run(["git", "-C", repo, "-c", f"safe.directory={repo}", "gc", "-q"], env={**ENVIRONMENT, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}, check=True)
    give(repo)
    for ending in (".pack", ".idx"):
        file = next(f"{git_folder}/objects/pack/{name}" for name in os.listdir(f"{git_folder}/objects/pack") if name.endswith(ending))
        os.chmod(file, 0)
        scanned(f"a {ending} nobody may read", repo)
        os.chmod(file, 0o444)


def check_read_only(folder):
    """A repository that is only looked at need not be writable, and is left byte for byte."""
    if not can_be_user():
        return skip("an ordinary user cannot run the program here")
    os.chmod(folder, 0o755)
    repo = small_repository(folder)
    give(repo)
    subprocess.run(["chmod", "-R", "a-w", repo], check=True)

    def everything():
        return {path: (os.lstat(path).st_mtime_ns, os.lstat(path).st_size) for top, names, files in os.walk(repo) for path in (f"{top}/{name}" for name in names + files)}

    before = everything()
    for arguments in (["scan"], ["scan", "--staged"], ["scan", "--worktree"], ["scan", "--range", "HEAD"], ["hook", "run", "pre-commit"]):
        ran = keysieve(*arguments, folder=repo, preexec_fn=as_user)
        expect(ran.returncode == 1, f"{arguments} of a read-only repository: ended with {ran.returncode} {ran.stderr!r}")
    for arguments in (["accept", "--all", "--reason", "r"], ["config", "init"], ["hook", "install"], ["generate", "--for", "django", "--env-file", ".env"]):
        ran = keysieve(*arguments, folder=repo, preexec_fn=as_user)
        expect(ran.returncode == 2 and b"ermission denied" in ran.stderr, f"{arguments} in a read-only repository: ended with {ran.returncode} {ran.stderr!r}")
    expect(everything() == before, "a read-only repository was changed")
    subprocess.run(["chmod", "-R", "u+w", repo], check=True)


def check_environment(folder):
    """No home, no locale, no time zone: the same report."""
    repo = small_repository(folder)
    wanted = keysieve("scan", "--format", "json", folder=repo)
    expect(wanted.returncode == 1, f"scan ended with {wanted.returncode}")
    bare = {name: None for name in ENVIRONMENT if not name.startswith(("PATH", "LSAN"))}
    for change in (bare, {"HOME": None}, {"HOME": ""}, {"HOME": "relative"}, {"HOME": "/dev/null"}, {"XDG_CONFIG_HOME": "/nonexistent"}, {"XDG_CONFIG_HOME": ""},
                   {"LC_ALL": None}, {"LC_ALL": "xx_YY.nonsense"}, {"LANG": "tr_TR.UTF-8", "LC_ALL": None}, {"TZ": "Nowhere/Never"}, {"TERM": None}, {"COLUMNS": "-7"}, {"TMPDIR": "/nonexistent"}):
        ran = keysieve("scan", "--format", "json", folder=repo, environment=change)
        expect((ran.returncode, ran.stdout) == (1, wanted.stdout), f"with {change}: another report, or {ran.stderr!r}")
    for arguments in (["config", "show"], ["hook", "status"], ["rules", "list"], ["generate"], ["grade", "../key"]):
        ran = keysieve(*arguments, folder=repo, environment=bare)
        expect(ran.returncode in (0, 1), f"{arguments} in an empty environment: ended with {ran.returncode}: {ran.stderr!r}")
    ran = keysieve("hook", "install", "--global", folder=repo, environment=bare)
    expect(ran.returncode == 2 and b"HOME" in ran.stderr, f"hook install --global without a home: {ran.returncode}, {ran.stderr!r}")


in_folder(check_standard_output, check_standard_error, check_standard_input, check_file_size_limit, check_full_disk, check_unreadable, check_read_only, check_environment)
finish()
