#!/usr/bin/env python3
"""How much memory scans take, of repositories made to take much of it and of any others.

    tests/bench/memory.py [--keysieve PROGRAM] [--only NAME] [REPO...]

Makes, in a temporary directory: a blob of 1 GB, packed and loose; a blob that is one line of 200 MB;
versions of a large file as deltas; deltas of a few bytes that unfold to 4 GiB, in chains and side
by side; zlib streams that unfold to 4 GiB. Prints for each scan its exit status, seconds, the peak
of all its memory and of that without mapped files, and fails where the former is over 512 MB.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import zlib

ALLOWED = 512_000_000
KEY = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=50))
LAST_LINE = f"SECRET_KEY = '{KEY}'\n".encode()


def git(repo, *arguments, **options):
    return subprocess.run(["git", "-C", repo, *arguments], check=True, stdout=subprocess.PIPE,
                          **options).stdout.decode().strip()


def new_repo(path):
    subprocess.run(["git", "init", "--quiet", "--bare", path], check=True)
    return path


def commit(repo, name, blob):
    tree = git(repo, "mktree", "--missing", input=f"100644 blob {blob}\t{name}\n".encode())
    person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    git(repo, "update-ref", "refs/heads/main", git(repo, *person, "commit-tree", tree, "-m", "m"))


def write_large(path, size, newline):
    """Text that compresses a little, and a secret at the very end."""
    rng = random.Random(2)
    with open(path, "wb") as file:
        words = [f"word{rng.randrange(10**6)}" for _ in range(200_000)]
        block = (" ".join(words).replace(" word1", newline + "word1")).encode()
        written = 0
        while written < size:
            written += file.write(block)
        file.write(newline.encode() + LAST_LINE)


def large_blob(path, size, newline, loose):
    repo = new_repo(path)
    write_large(path / "large", size, newline)
    threshold = "4g" if loose else "1m"
    blob = git(repo, "-c", f"core.bigFileThreshold={threshold}", "-c", "core.compression=1",
               "hash-object", "-w", "--no-filters", str(path / "large"))
    commit(repo, "settings.py", blob)
    (path / "large").unlink()
    assert bool(list((path / "objects/pack").glob("*.pack"))) != loose


def versions(path, size, count):
    """Versions of a file that differ in a line: one blob, and deltas against it."""
    repo = new_repo(path)
    write_large(path / "large", size, "\n")
    text = (path / "large").read_bytes()
    stream = b""
    for i in range(count):
        version = text[:1000 * i] + b"a line of its own\n" + text[1000 * i:]
        stream += b"blob\ndata %d\n%s\n" % (len(version), version)
    (path / "large").unlink()
    git(repo, "-c", "core.compression=1", "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet",
        "--big-file-threshold=4g", input=stream)


# Packs by hand: git would unfold them to make their index.

def varint(value):
    out = b""
    while value >= 128:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def header(kind, size):
    first = kind << 4 | size & 15
    return bytes([first]) if size < 16 else bytes([first | 128]) + varint(size >> 4)


def copies(size, count):
    """Instructions that copy `size` bytes from the beginning, `count` times."""
    one = b""
    done = 0
    while done < size:
        part = min(size - done, 0xFFFFFF)
        one += b"\xff" + struct.pack("<I", done) + struct.pack("<I", part)[:3]
        done += part
    return one * count


def delta(base, base_size, count):
    instructions = varint(base_size) + varint(base_size * count) + copies(base_size, count)
    return header(7, len(instructions)) + base + zlib.compress(instructions)


def write_pack(repo, entries):
    """`entries`: pairs of an id and the bytes of an entry."""
    entries = sorted(entries)
    pack = b"PACK" + struct.pack(">II", 2, len(entries))
    offsets, crcs = [], []
    for _, entry in entries:
        offsets.append(len(pack))
        crcs.append(zlib.crc32(entry))
        pack += entry
    pack += hashlib.sha1(pack).digest()
    ids = [identity for identity, _ in entries]
    index = b"\377tOc" + struct.pack(">I", 2)
    index += b"".join(struct.pack(">I", sum(i[0] <= b for i in ids)) for b in range(256))
    index += b"".join(ids) + b"".join(struct.pack(">I", c) for c in crcs)
    index += b"".join(struct.pack(">I", o) for o in offsets) + pack[-20:]
    index += hashlib.sha1(index).digest()
    folder = pathlib.Path(repo) / "objects/pack"
    (folder / "pack-bomb.pack").write_bytes(pack)
    (folder / "pack-bomb.idx").write_bytes(index)


def identity(*words):
    return hashlib.sha1(repr(words).encode()).digest()


def chain_bomb(path, root):
    """64 KiB, and deltas that make 16 times as much, and again, up to 4 GiB."""
    repo, size = new_repo(path), len(root)
    entries = [(identity(0), header(3, size) + zlib.compress(root))]
    for i in range(1, 5):
        entries.append((identity(i), delta(identity(i - 1), size, 16)))
        size *= 16
    write_pack(repo, entries)


def wide_bomb(path, root):
    """64 MiB in three small entries, and thousands of deltas that double it, each on another."""
    repo, size = new_repo(path), len(root)
    entries = [(identity(0), header(3, size) + zlib.compress(root))]
    for i in range(1, 3):
        entries.append((identity(i), delta(identity(i - 1), size, 32)))
        size *= 32
    for i in range(3, 4000):
        entries.append((identity(i), delta(identity(2 if i % 2 else i - 1), size, 1)))
    write_pack(repo, entries)


def stack_bomb(path, root):
    """A tree of deltas of 32 MiB each that branches at every level."""
    repo, size = new_repo(path), len(root)
    entries = [(identity(0), header(3, size) + zlib.compress(root)),
               (identity(1), delta(identity(0), size, 512))]
    size *= 512
    for i in range(2, 512):
        entries.append((identity(i), delta(identity(i // 2), size, 1)))
    write_pack(repo, entries)


def zlib_bomb(path, loose):
    """4 GiB of zeros, less one byte."""
    repo, size = new_repo(path), 2**32 - 1
    packer, zeros = zlib.compressobj(9), bytes(1 << 24)
    stream = packer.compress(b"blob %d\0" % size) if loose else b""
    for _ in range(255):
        stream += packer.compress(zeros)
    stream += packer.compress(zeros[1:]) + packer.flush()
    if not loose:
        return write_pack(repo, [(identity(0), header(3, size) + stream)])
    (path / "objects/12").mkdir()
    (path / "objects/12" / ("0" * 38)).write_bytes(stream)


TEXT = b"".join(b"line %05d of a text\n" % i for i in range(4000))[:1 << 16]
MADE = {
    "blob of 1 GB, packed": lambda p: large_blob(p, 10**9, "\n", False),
    "blob of 1 GB, loose": lambda p: large_blob(p, 10**9, "\n", True),
    "line of 200 MB, packed": lambda p: large_blob(p, 2 * 10**8, " ", False),
    "line of 200 MB, loose": lambda p: large_blob(p, 2 * 10**8, " ", True),
    "versions of 40 MB": lambda p: versions(p, 4 * 10**7, 12),
    "versions of 100 MB": lambda p: versions(p, 10**8, 6),
    "chain of deltas to 4 GiB, text": lambda p: chain_bomb(p, TEXT),
    "chain of deltas to 4 GiB, zeros": lambda p: chain_bomb(p, bytes(1 << 16)),
    "4000 deltas of 64 MiB": lambda p: wide_bomb(p, TEXT),
    "deltas of 32 MiB, branching": lambda p: stack_bomb(p, TEXT),
    "zlib to 4 GiB, packed": lambda p: zlib_bomb(p, False),
    "zlib to 4 GiB, loose": lambda p: zlib_bomb(p, True),
}


def status_of(pid, name):
    try:
        with open(f"/proc/{pid}/status") as lines:
            for line in lines:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def measure(keysieve, repo):
    with tempfile.NamedTemporaryFile() as report:
        command = [keysieve, "scan", str(repo), "--format", "json", "--no-progress", "--output", report.name]
        start, peak, anonymous = time.time(), 0, 0
        pid = os.posix_spawn(command[0], command, os.environ)
        while True:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, status_of(pid, "VmHWM"))  # ru_maxrss would have this process's, too
            anonymous = max(anonymous, status_of(pid, "RssAnon"))
            time.sleep(0.005)
        seconds = time.time() - start
        written = pathlib.Path(report.name).read_text()
    found = json.loads(written) if written else {"findings": [], "completeness": {"notices": []}}
    return {"status": os.waitstatus_to_exitcode(status), "seconds": seconds,
            "peak": peak, "anonymous": anonymous,
            "findings": len(found["findings"]), "notices": len(found["completeness"]["notices"])}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keysieve", default="build/release/bin/keysieve")
    parser.add_argument("--only", help="of those that are made, the ones with this in their name")
    parser.add_argument("--none", action="store_true", help="make none")
    parser.add_argument("repositories", nargs="*")
    options = parser.parse_args()
    keysieve = str(pathlib.Path(options.keysieve).resolve())

    print(f"{'':34} status  seconds  peak MB  without files  findings  notices")
    over = []

    def show(name, repo):
        m = measure(keysieve, repo)
        print(f"{name:34} {m['status']:6}  {m['seconds']:7.1f}  {m['peak'] / 1e6:7.0f}  "
              f"{m['anonymous'] / 1e6:13.0f}  {m['findings']:8}  {m['notices']:7}", flush=True)
        return m

    for name, make in MADE.items():
        if options.none or (options.only and options.only not in name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            make(pathlib.Path(folder) / "repo")
            if show(name, pathlib.Path(folder) / "repo")["peak"] > ALLOWED:
                over.append(name)
    for repo in options.repositories:
        show(pathlib.Path(repo).name, repo)
    if over:
        sys.exit(f"over {ALLOWED / 1e6:.0f} MB: {', '.join(over)}")


if __name__ == "__main__":
    main()
