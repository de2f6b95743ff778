#!/usr/bin/env python3
"""A process that holds a key leaves no core file when it dies, and no other process of its user can
read its memory. Usage: guarded_process.py path/to/keysieve

Run as root, the program and whoever looks at it become an ordinary user first: nothing is hidden from
root."""
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
NOBODY = 65534

keysieve = os.path.abspath(sys.argv[1])
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


def become_user():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def readable(process):
    """What of a process another one of the same user can read."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        become_user()
        for name in ("mem", "environ", "maps"):
            try:
                with open(f"/proc/{process}/{name}", "rb"):
                    os.write(writer, name.encode() + b" ")
            except OSError:
                pass
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as names:
        found = names.read().split()
    os.waitpid(child, 0)
    return found


def waiting(arguments, stdin, stdout):
    """A process that waits with a key in its hands."""
    process = subprocess.Popen(
        [keysieve, *arguments], stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL, preexec_fn=become_user, cwd="/"
    )
    for _ in range(500):
        try:
            with open(f"/proc/{process.pid}/wchan") as file, open(f"/proc/{process.pid}/stat") as state:
                file.read()
                if state.read().rsplit(")", 1)[1].split()[0] == "S":
                    return process
        except OSError:
            pass
        time.sleep(0.01)
    return process


def check(name, process):
    time.sleep(0.2)
    if process.poll() is not None:
        expect(False, f"{name}: has ended")
        return
    with open(f"/proc/{process.pid}/limits") as limits:
        core = next(line for line in limits if line.startswith("Max core file size"))
    expect(core.split()[4:6] == ["0", "0"], f"{name}: may leave core files: {core.strip()}")
    owner = os.stat(f"/proc/{process.pid}/environ").st_uid
    expect(owner == 0, f"{name}: its memory belongs to user {owner}, not to root")
    read = readable(process.pid)
    expect(not read, f"{name}: another process of the user could read its {', '.join(read)}")
    os.kill(process.pid, signal.SIGSEGV)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -signal.SIGSEGV
    expect(os.WIFSIGNALED(status), f"{name}: did not die of the signal")
    expect(not os.WCOREDUMP(status), f"{name}: left a core file")


def check_control():
    """An ordinary process can be read: so the test can fail."""
    sleeper = subprocess.Popen(["sleep", "60"], preexec_fn=become_user, cwd="/")
    time.sleep(0.3)
    read = readable(sleeper.pid)
    sleeper.kill()
    sleeper.wait()
    return "environ" in read


def check_readable_output():
    with tempfile.TemporaryDirectory() as folder:
        for mode, warned in ((0o644, True), (0o604, True), (0o600, False), (0o640, False)):
            path = os.path.join(folder, f"key{mode:o}")
            with open(path, "w") as file:
                os.chmod(path, mode)
                ran = subprocess.run([keysieve, "generate"], stdout=file, stderr=subprocess.PIPE, text=True)
            expect(ran.returncode == 0, f"output of mode {mode:o}: ended with {ran.returncode}")
            expect(("everyone may read" in ran.stderr) == warned, f"output of mode {mode:o}: said {ran.stderr!r}")
            expect(stat.S_IMODE(os.stat(path).st_mode) == mode, f"output of mode {mode:o}: its mode changed")
    piped = subprocess.run([keysieve, "generate"], capture_output=True, text=True)
    expect(piped.stderr == "", f"into a pipe: said {piped.stderr!r}")


def main():
    check_readable_output()
    try:
        runs = subprocess.run([keysieve, "--version"], preexec_fn=become_user, capture_output=True, cwd="/").returncode == 0
    except OSError:
        runs = False
    if not runs or not check_control():
        print("\n".join(failures) or "skipped: an ordinary user cannot run the program here, or read its own processes")
        return bool(failures) or SKIPPED
    reader, writer = os.pipe()
    check("grade, which waits for its key", waiting(["grade", "-"], reader, subprocess.DEVNULL))
    check("generate, whose reader waits", waiting(["generate", "--count", "100000"], subprocess.DEVNULL, writer))
    print("\n".join(failures))
    return bool(failures)


sys.exit(main())
