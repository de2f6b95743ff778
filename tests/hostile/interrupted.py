#!/usr/bin/env python3
"""SIGINT, SIGTERM and SIGHUP while a scan runs: it ends at once, by the signal, leaves the terminal as
it was, and no half of a report. Usage: interrupted.py KEYSIEVE"""
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

from support import ENVIRONMENT, KEYSIEVE, Fake, can_trace, commit, expect, finish, git, in_folder, keysieve, new_repository, skip, write

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WIDE = b"\r\x1b[K"


def large_repository(folder, files):
    """Each of whose files takes some time to scan."""
    repo = new_repository(f"{folder}/repo")
    fake = Fake(1)
    stream = ["commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\ndata 0\n"]
    for number in range(files):
        text = "".join(f"password = '{fake.letters(60)}'\n" for _ in range(10))
        stream.append(f"M 100644 inline file{number}.py\ndata {len(text)}\n{text}\n")
    git(repo, "fast-import", "--quiet", stdin="".join(stream).encode())
    return repo


def read_until(terminal, wanted, seconds):
    seen = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end and wanted not in seen:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
    return seen


def interrupt_with_progress(repo, out, number):
    """Sends the signal when the progress line is there."""
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        [KEYSIEVE, "scan", "--threads", "1", "--output", out], cwd=repo, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=inside,
        env={**ENVIRONMENT, "TERM": "xterm"},
    )
    os.close(inside)
    seen = read_until(terminal, b"scanning", 60)
    began = time.monotonic()
    process.send_signal(number)
    status = process.wait()
    took = time.monotonic() - began
    seen += read_until(terminal, b"never there", 0.3)
    os.close(terminal)
    return status, took, seen


def check_progress(folder):
    repo = large_repository(folder, 6000)
    out = f"{folder}/out"
    for number in SIGNALS:
        name = signal.Signals(number).name
        status, took, seen = interrupt_with_progress(repo, out, number)
        if not expect(b"scanning" in seen, f"{name}: there was no progress line"):
            continue
        expect(status == -number, f"{name}: ended with {status}")
        expect(took < 5, f"{name}: took {took:.1f} seconds to end")
        expect(seen.endswith(WIDE), f"{name}: left on the terminal: {seen[-60:]!r}")
        expect(os.listdir(folder) == ["repo"], f"{name}: left {os.listdir(folder)}")


def check_shell_sees_it(folder):
    repo = large_repository(folder, 6000)
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        script = f'"$0" scan --output ../out & sleep 0.2; kill -{int(number)} $!; wait $!; echo $?'
        # A shell has its background ignore SIGINT: python's own default is set again.
        script = f"""python3 -c 'import os,signal,sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])' {script}"""
        ran = subprocess.run(["sh", "-c", script, KEYSIEVE], cwd=repo, env=ENVIRONMENT, capture_output=True, text=True)
        expect(ran.stdout.split()[-1:] == [str(status)], f"signal {int(number)}: a shell sees {ran.stdout!r} {ran.stderr!r}")
        expect(os.listdir(folder) == ["repo"], f"signal {int(number)}: left {os.listdir(folder)}")


def check_ignored(folder):
    """Who started it with a signal ignored (nohup) has it ignored."""
    repo = large_repository(folder, 300)
    process = subprocess.Popen(
        [KEYSIEVE, "scan", "--quiet", "--output", f"{folder}/out"], cwd=repo, env=ENVIRONMENT, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    time.sleep(0.2)
    process.send_signal(signal.SIGHUP)
    expect(process.wait() in (0, 1), f"with SIGHUP ignored it ended with {process.returncode}")
    expect(os.path.exists(f"{folder}/out"), "with SIGHUP ignored it wrote no report")


def check_while_writing(folder):
    """The signal comes when the temporary file is there and has not taken the report's place."""
    if not can_trace():
        return skip("strace is not installed, or may not trace here")
    repo = new_repository(f"{folder}/repo")
    write(f"{repo}/a.py", f"slack = '{Fake(2).token()}'\n")
    commit(repo, "one")
    for call in ("fsync", "rename"):
        for number in ("INT", "TERM"):
            out = f"{folder}/out"
            write(out, "the report of yesterday\n")
            command = ["strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal={number}:when=1", KEYSIEVE, "scan", "--output", out]
            subprocess.run(command, cwd=repo, env=ENVIRONMENT, capture_output=True)
            left = sorted(os.listdir(folder))
            expect(left == ["out", "repo"], f"SIG{number} at {call} left {left}")
            with open(out) as file:
                text = file.read()
            expect("yesterday" in text or text.rstrip().endswith("1 live."), f"SIG{number} at {call} left half a report: {text[-80:]!r}")


in_folder(check_progress, check_shell_sees_it, check_ignored, check_while_writing)
finish()
