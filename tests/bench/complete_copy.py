"""A repository that `git log -p` can read to its end, beside one in which blobs are missing.

Partial clones lack blobs, and git ends at the first that it needs. The copy borrows the objects of
the original, has its refs, and replaces each missing blob by an empty one. The original is not
changed.
"""
import os
import pathlib
import subprocess

from measure import Failed, say

# No configuration but this: git refuses repositories of other users otherwise.
GIT_ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}


def git(repository, *arguments, stdin=None):
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments],
        input=stdin, capture_output=True, text=True, errors="replace", env=GIT_ENVIRONMENT,
    )
    if done.returncode != 0:
        raise Failed(f"git {' '.join(arguments)} in {repository}: {done.stderr.strip()[-500:]}")
    return done.stdout


def git_dir(repository):
    return pathlib.Path(git(repository, "rev-parse", "--path-format=absolute", "--git-common-dir").strip())


def complete_copy(repository, folder):
    """Makes the copy in the empty `folder`; returns how many blobs were missing."""
    original = git_dir(repository)
    git(folder, "init", "--quiet", "--bare", ".")
    (folder / "objects/info/alternates").write_text(f"{original / 'objects'}\n")
    refs = git(original, "for-each-ref", "--format=%(objectname) %(refname)")
    (folder / "packed-refs").write_text(refs)
    for name in ("HEAD", "shallow"):
        if (original / name).exists():
            (folder / name).write_bytes((original / name).read_bytes())
    listed = git(folder, "rev-list", "--objects", "--all", "--missing=print")
    missing = [line[1:] for line in listed.splitlines() if line.startswith("?")]
    if missing:
        empty = git(folder, "hash-object", "-w", "--stdin", stdin="").strip()
        updates = "".join(f"create refs/replace/{blob} {empty}\n" for blob in missing)
        git(folder, "update-ref", "--stdin", stdin=updates)
        say(f"{repository}: {len(missing)} of its blobs are missing; `git log` reads a copy in {folder} that borrows "
            "its objects and replaces them by empty ones")
    return len(missing)
