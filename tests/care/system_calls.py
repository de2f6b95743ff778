#!/usr/bin/env python3
"""By strace: `generate` uses no network, writes nothing to disk that was not asked for, and hands the
key to nobody but standard output or the file; `grade` writes the key nowhere; both see to it that no
core file has one before they have one; a random generator that fails ends either without one.
Usage: system_calls.py path/to/keysieve"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
NETWORK = re.compile(r"^(socket|socketpair|connect|bind|listen|accept4?|send(to|msg|mmsg)|recv(from|msg|mmsg))\(")
# What makes, changes, moves or removes a file.
CHANGES = re.compile(
    r"^(creat|mkdir(at)?|mknod(at)?|rename(at2?)?|unlink(at)?|rmdir|link(at)?|symlink(at)?|truncate|ftruncate|fallocate"
    r"|f?chmod(at)?|f?l?chown(at)?|f?setxattr|memfd_create|sendfile|copy_file_range|splice|tee|shm_open)\("
)
OPENS_TO_WRITE = re.compile(r"^open(at2?)?\(.*\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
WRITES = re.compile(r"^p?writev?(64|v2)?\((\d+),")

keysieve = os.path.abspath(sys.argv[1])
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


def strace(options, arguments, stdin=b"", folder=None):
    """The finished program, and the calls it made, a line each."""
    with tempfile.NamedTemporaryFile(mode="r", errors="replace") as trace:
        command = ["strace", "-f", "-qq", "-s", "1000000", "-v", "-o", trace.name, *options, keysieve, *arguments]
        ran = subprocess.run(command, input=stdin, capture_output=True, cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        return ran, [re.sub(r"^\d+ +", "", line) for line in trace.read().splitlines()]


def check_guarded(name, calls):
    """The first draw of any size is for a key, or for the memory that it will have."""
    draws = (i for i, call in enumerate(calls) if re.match(r"^getrandom\(.*, (\d{2,}), ", call))
    before = calls[: next(draws, len(calls))]
    expect(any("PR_SET_DUMPABLE, SUID_DUMP_DISABLE" in call for call in before), f"{name}: can be read by others")
    expect(any(re.match(r"^(prlimit64|setrlimit)\(.*RLIMIT_CORE.*rlim_cur=0", call) for call in before), f"{name}: may leave core files")


def check_generate(arguments):
    ran, calls = strace([], ["generate", *arguments])
    keys = ran.stdout.decode().split()
    name = f"generate {' '.join(arguments)}"
    expect(ran.returncode == 0 and keys, f"{name}: made no key: {ran.stderr.decode()}")
    expect(len(calls) > 20, f"{name}: strace saw nothing")
    check_guarded(name, calls)
    for call in calls:
        written = WRITES.match(call)
        shown = call[:60]
        expect(not NETWORK.match(call), f"{name}: uses the network: {shown}")
        expect(not CHANGES.match(call), f"{name}: changes a file: {shown}")
        expect(not OPENS_TO_WRITE.match(call), f"{name}: opens a file to write: {shown}")
        expect(not written or written[2] in "12", f"{name}: writes to a file: {shown}")
        for key in keys:
            to_stdout = written and written[2] == "1"
            expect(key not in call or to_stdout, f"{name}: the key is in an argument of {call.split('(')[0]}")


def check_stored():
    """A key that is set in an env file, then replaced by another one, in a repository."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "-q", folder], check=True)
        old = b""
        for more in ([], ["--rotate"], ["--rotate", "--no-fallback"]):
            arguments = ["generate", "--for", "django", "--env-file", ".env", *more]
            ran, calls = strace([], arguments, folder=folder)
            name = " ".join(arguments)
            expect(ran.returncode == 0, f"{name}: {ran.stderr.decode()}")
            with open(os.path.join(folder, ".env"), "rb") as file:
                text = file.read()
            keys = set(re.findall(rb"[a-z0-9@%^_=+-]{50}", text)) | ({old} if old else set())
            check_guarded(name, calls)
            for call in calls:
                expect(not NETWORK.match(call), f"{name}: uses the network: {call[:60]}")
                for key in keys:
                    written = WRITES.match(call)
                    allowed = call.startswith(("read(", "pread64(")) or (written and int(written[2]) > 2)
                    expect(key.decode() not in call or allowed, f"{name}: a key is in an argument of {call.split('(')[0]}")
            now = re.search(rb"SECRET_KEY=(.{50})", text)[1]
            seen = any(now.decode() in call for call in calls)
            expect(seen and now != old, f"{name}: strace did not see a new key written")
            left = sorted(os.listdir(folder))
            expect(left == [".env", ".git"], f"{name}: left {left}")
            old = now


def check_grade():
    key = strace([], ["generate"])[0].stdout.decode().strip()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "key")
        with open(path, "w") as file:
            file.write(key + "\n")
        ran, calls = strace([], ["grade", path])
    expect(any("PR_SET_DUMPABLE, SUID_DUMP_DISABLE" in call for call in calls), "grade: can be read by others")
    expect(ran.returncode == 0, f"grade: {ran.stdout.decode()}{ran.stderr.decode()}")
    holding = [call for call in calls if key in call]
    expect(holding, "grade: strace did not see it read the key")
    for call in holding:
        expect(call.startswith("read("), f"grade: the key is in an argument of {call.split('(')[0]}")
    for call in calls:
        expect(not NETWORK.match(call), f"grade: uses the network: {call[:60]}")
        expect(not CHANGES.match(call) and not OPENS_TO_WRITE.match(call), f"grade: changes a file: {call[:60]}")


def check_broken_generator():
    """The first draws work, so that it is not the beginning that is tested."""
    for when in ("1+", "2+"):
        ran, _ = strace(["-e", "trace=getrandom", "-e", f"inject=getrandom:error=EIO:when={when}"], ["generate"])
        if ran.returncode == 0:  # a system whose libsodium asks for random bytes in another way
            continue
        name = f"generate with a generator that fails from draw {when}"
        expect(ran.returncode == 2, f"{name}: ended with {ran.returncode}")
        expect(ran.stdout == b"", f"{name}: wrote {len(ran.stdout)} bytes")
        expect(b"random generator failed: no key was made" in ran.stderr, f"{name}: said {ran.stderr.decode()!r}")


def main():
    if not shutil.which("strace") or subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode:
        print("skipped: strace is not installed, or may not trace here")
        return SKIPPED
    for arguments in ([], ["--format", "hex"], ["--format", "alnum", "-v"], ["--count", "100"], ["--format", "django"]):
        check_generate(arguments)
    check_stored()
    check_grade()
    check_broken_generator()
    print("\n".join(sorted(set(failures))))
    return bool(failures)


sys.exit(main())
