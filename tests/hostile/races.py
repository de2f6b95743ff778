#!/usr/bin/env python3
"""Git and keysieve at once, as they like: commits, fetches, git gc and git repack go on while scans run.
Each scan ends as scans do, and one that calls itself complete has found all that stood there the whole
time. KEYSIEVE_SEED chooses another course, KEYSIEVE_SECONDS how long. Usage: races.py KEYSIEVE"""
import json
import os
import random
import subprocess
import threading
import time

from support import ENVIRONMENT, Fake, commit, expect, finish, git, in_folder, keysieve, new_repository, write

SEED = int(os.environ.get("KEYSIEVE_SEED", "1"))
SECONDS = float(os.environ.get("KEYSIEVE_SECONDS", "4"))


class Repositories:
    """One to scan, in which secrets stand packed, loose, in messages, on a branch and dangling; and
    one to fetch from."""

    def __init__(self, folder):
        self.fake = Fake(SEED)
        self.scanned, self.other = new_repository(f"{folder}/scanned"), new_repository(f"{folder}/other")
        self.committed, self.elsewhere = [], []
        self.number = 0
        for _ in range(12):
            self.committed += self.add_commit(self.scanned)
        self.elsewhere.append(self.dangling())
        git(self.scanned, "gc", "-q")
        for _ in range(6):
            self.committed += self.add_commit(self.scanned)
        self.elsewhere.append(self.dangling())
        git(self.scanned, "remote", "add", "other", self.other)
        self.add_commit(self.other)

    def add_commit(self, repo):
        self.number += 1
        in_file, in_message = self.fake.token(), self.fake.token()
        write(f"{repo}/file{self.number}.py", f"slack = '{in_file}'\n")
        commit(repo, f"Number {self.number}: {in_message}\n")
        return [in_file, in_message]

    def dangling(self):
        secret = self.fake.token()
        git(self.scanned, "hash-object", "-w", "--stdin", stdin=f"slack = '{secret}'\n".encode())
        return secret


def change(repos, chance, ended, done):
    steps = {
        "commit": lambda: repos.add_commit(repos.scanned),
        "fetch": lambda: (repos.add_commit(repos.other), git(repos.scanned, "fetch", "-q", "other")),
        "gc": lambda: git(repos.scanned, "gc", "-q"),
        "repack": lambda: git(repos.scanned, "repack", "-a", "-d", "-k", "-q"),
        "prune-packed": lambda: git(repos.scanned, "prune-packed", "-q"),
        "pack-refs": lambda: git(repos.scanned, "pack-refs", "--all"),
    }
    while not ended.is_set():
        name = chance.choice(sorted(steps))
        try:
            steps[name]()
        except RuntimeError as error:
            expect(False, f"git itself failed: {error}")
        done.append(name)


def check_scan(repos, source, standing):
    ran = keysieve("scan", *source, "--format", "json", "--show-secrets", folder=repos.scanned)
    if not expect(ran.returncode in (1, 3), f"scan {source}: ended with {ran.returncode}: {ran.stderr!r}"):
        return False
    report = json.loads(ran.stdout)
    found = {finding["secret"] for finding in report["findings"]}
    missed = len([secret for secret in standing if secret not in found])
    complete = report["completeness"]["complete"]
    expect(missed == 0 or not complete, f"scan {source} calls itself complete without {missed} of {len(standing)} secrets")
    expect(complete or report["completeness"]["notices"], f"scan {source} is incomplete and does not say why")
    return complete


def check_at_once(folder):
    repos = Repositories(folder)
    chance, ended, done, complete = random.Random(SEED), threading.Event(), [], []
    everything = repos.committed + repos.elsewhere
    changing = threading.Thread(target=change, args=(repos, random.Random(SEED), ended, done))
    changing.start()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end or len(complete) < 6:
        source, standing = chance.choice([([], everything), (["--threads", "1"], everything), (["--branch", "main"], repos.committed), (["--since", "2001-01-01"], repos.committed)])
        complete.append(check_scan(repos, source, standing))
    ended.set()
    changing.join()
    expect(len(done) > 3, f"git did no more than {done}")
    # The repository is sound at every moment: to look away whenever git works would be honest, and useless.
    expect(sum(complete) > len(complete) / 2, f"only {sum(complete)} of {len(complete)} scans were complete")
    expect(check_scan(repos, [], everything), "when all is quiet a scan is not complete")


in_folder(check_at_once)
finish()
