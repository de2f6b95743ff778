"""What the tests of hostile surroundings share: the program, git alone with itself, fake secrets."""
import os
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
KEYSIEVE = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""
ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
WHO = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))}
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "LC_ALL": "C",
    **WHO,
}

failures = []
skipped = []


def expect(holds, what):
    if not holds:
        failures.append(what)
    return holds


def skip(what):
    skipped.append(what)


class Fake:
    """Secrets that never were: from a seed, so that none stands in a file of ours."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def letters(self, length, alphabet=ALNUM):
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def token(self):
        digits = [self.letters(12, "0123456789") for _ in range(2)]
        return "-".join(["xo" + "xb", *digits, self.letters(24)])


def git(folder, *arguments, stdin=None, check=True):
    command = ["git", "-C", str(folder), *map(os.fspath, arguments)]
    ran = subprocess.run(command, input=stdin, capture_output=True, env=ENVIRONMENT)
    if check and ran.returncode:
        raise RuntimeError(f"git {arguments}: {ran.stderr.decode(errors='replace')}")
    return ran.stdout.decode("utf-8", "surrogateescape").strip()


def new_repository(folder):
    os.makedirs(folder, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "gc.auto", "0")
    return folder


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "--no-verify", "-F", "-", stdin=message if isinstance(message, bytes) else message.encode())


TOO_LONG = 120  # seconds: it hangs


def keysieve(*arguments, folder=None, stdin=b"", environment=None, **options):
    """The finished program. An environment is set on top of the clean one; a value of None unsets."""
    all_of_it = {**ENVIRONMENT, **(environment or {})}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": TOO_LONG, **options}
    command = [KEYSIEVE, *map(str, arguments)]
    try:
        return subprocess.run(command, input=stdin, cwd=folder, env={name: value for name, value in all_of_it.items() if value is not None}, **options)
    except subprocess.TimeoutExpired:
        expect(False, f"{command[1:]} did not end")
        return subprocess.CompletedProcess(command, -9, b"", b"")


def can_trace():
    if os.environ.get("KEYSIEVE_MAY_TRACE") == "no":
        return False
    return bool(shutil.which("strace")) and not subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode


def in_folder(*checks):
    """Runs each check in an empty folder of its own."""
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            check(os.path.realpath(folder))


def finish():
    """77 tells ctest that something was skipped; what was done has passed."""
    for what in sorted(set(failures)):
        print("failed:", what)
    for what in sorted(set(skipped)):
        print("skipped:", what)
    sys.exit(1 if failures else SKIPPED if skipped else 0)
