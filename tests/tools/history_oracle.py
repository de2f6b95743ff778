#!/usr/bin/env python3
"""Checks a report on a large repository against git: which commits introduced each secret, which
removed it, and in which refs it stands.

  keysieve scan REPO --format json --show-secrets --output REPORT
  history_oracle.py REPO REPORT

Which blobs and messages hold a secret is taken from the report's occurrences, for a rule may
rightly not match everywhere; that they hold its bytes, and which others do, is looked up by reading
every object once. What each commit holds is then counted along first parents, from the changes that
`git log --raw` lists, and the definitions are applied to those counts. Exit status: 0 all equal,
1 some finding differs. No secret is printed.
"""
import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict

GIT = ["git", "--no-replace-objects"]


def git(repo, *arguments, stdin=None):
    command = GIT + ["-C", repo, *arguments]
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout


class Objects:
    """One pass over every object: the commits' parents, and who holds which secret's bytes."""

    def __init__(self, repo, secrets):
        self.parents = {}
        self.holders = defaultdict(set)  # by secret: ids of blobs, commits and tags
        self.count = 0
        any_secret = re.compile(b"|".join(map(re.escape, secrets)) or b"(?!)")
        for oid, kind, content in self.read(repo):
            self.count += 1
            if kind == b"tree":
                continue
            if kind == b"commit":
                header = content.split(b"\n\n", 1)[0]
                self.parents[oid] = [
                    line[7:].decode() for line in header.split(b"\n") if line.startswith(b"parent ")
                ]
            if any_secret.search(content):
                for secret in secrets:
                    if secret in content:
                        self.holders[secret].add(oid)

    @staticmethod
    def read(repo):
        batch = ["cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"]
        with subprocess.Popen(GIT + ["-C", repo] + batch, stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                oid, kind, size = line.split()
                content = process.stdout.read(int(size))
                process.stdout.read(1)
                yield oid.decode(), kind, content
        if process.returncode != 0:
            sys.exit("git cat-file failed")


def parents_first(parents):
    """Every commit after all its parents that are there."""
    order, seen = [], set()
    for start in parents:
        stack = [(start, False)]
        while stack:
            commit, left = stack.pop()
            if left:
                order.append(commit)
            elif commit not in seen:
                seen.add(commit)
                stack.append((commit, True))
                stack += [(parent, False) for parent in parents[commit] if parent in parents]
    return order


def changes(repo, commits, blobs):
    """By commit: (blob, +1 or -1) for each path that gains or loses one of `blobs` against the
    first parent."""
    log = ["log", "--no-walk=unsorted", "--stdin", "--format=commit %H", "--raw", "--no-abbrev"]
    log += ["--no-renames", "--root", "--diff-merges=first-parent", "--no-ext-diff"]
    found = defaultdict(list)
    commit = None
    for line in git(repo, *log, stdin="\n".join(commits).encode()).splitlines():
        if line.startswith(b"commit "):
            commit = line[7:].decode()
        elif line.startswith(b":"):
            _, _, old, new, _ = line.split(b"\t", 1)[0].decode().split(" ")
            found[commit] += [(blob, step) for blob, step in ((old, -1), (new, 1)) if blob in blobs]
    return found


def states(repo, parents, order, secrets_of):
    """By commit, how many paths of its tree hold each finding; equal ones share one Counter."""
    changed = changes(repo, order, secrets_of)
    state = {}
    for commit in order:
        before = state.get(parents[commit][0], Counter()) if parents[commit] else Counter()
        steps = changed.get(commit)
        if steps:
            before = before.copy()
            for blob, step in steps:
                for finding in secrets_of[blob]:
                    before[finding] += step
        state[commit] = before
    return state


def tips(repo):
    """(name, commit) of HEAD and of each ref that names a commit in the end."""
    head = subprocess.run(GIT + ["-C", repo, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"],
                          stdout=subprocess.PIPE, check=False).stdout.decode().strip()
    named = [("HEAD", head)] if head else []
    listed = git(repo, "for-each-ref", "--format=%(objectname) %(*objectname) %(refname)")
    for line in listed.decode().splitlines():
        oid, peeled, name = line.split(" ", 2)
        named.append((name, peeled or oid))
    return named


def out_of_order(commits, parents, rank):
    """The first of `commits` that comes after one of its descendants, if any does."""
    for i, child in enumerate(commits):
        later = set(commits[i + 1:])
        oldest = min((rank.get(commit, 0) for commit in later), default=0)
        stack, seen = list(parents.get(child, [])), set()
        while later and stack:
            commit = stack.pop()
            if commit in later:
                return commit
            if commit not in seen and rank.get(commit, -1) >= oldest:
                seen.add(commit)
                stack += parents[commit]
    return None


class Check:
    def __init__(self, repo, findings):
        self.findings = findings
        secrets = sorted({finding["secret"].encode() for finding in findings})
        self.objects = Objects(repo, secrets)
        self.parents = self.objects.parents
        secrets_of = defaultdict(set)  # by blob, indices of findings
        for i, finding in enumerate(findings):
            for at in finding["occurrences"]:
                if at["kind"] == "blob":
                    secrets_of[at["object"]].add(i)
        order = parents_first(self.parents)
        self.rank = {commit: i for i, commit in enumerate(order)}
        self.states = states(repo, self.parents, order, secrets_of)
        self.order = order
        self.tips = [(name, oid) for name, oid in tips(repo) if oid in self.states]

    def holds(self, commit, index):
        return self.states.get(commit, {}).get(index, 0) > 0

    def truth(self, index):
        finding = self.findings[index]
        introduced = {at["object"] for at in finding["occurrences"] if at["kind"] == "commit"}
        removed = set()
        for commit in self.order:
            parents = self.parents[commit]
            held_before = [self.holds(parent, index) for parent in parents]
            if self.holds(commit, index):
                if not any(held_before):
                    introduced.add(commit)
            elif parents and all(held_before):
                removed.add(commit)
        present = [name for name, oid in self.tips if self.holds(oid, index)]
        return introduced, removed, present

    def faults(self, index):
        finding = self.findings[index]
        introduced, removed, present = self.truth(index)
        faults = []
        for word, truth in (("introduced", introduced), ("removed", removed)):
            told = [entry["commit"] for entry in finding[word]]
            faults += [f"not {word} in {commit}" for commit in sorted(set(told) - truth)]
            faults += [f"also {word} in {commit}" for commit in sorted(truth - set(told))]
            if len(told) != len(set(told)):
                faults.append(f"{word} twice in a commit")
            late = out_of_order(told, self.parents, self.rank)
            if late:
                faults.append(f"{word}: {late} comes after its descendant")
        known = {name for name, _ in self.tips}
        told = [name for name in finding["present_in"] if name in known]
        if told != present:
            faults.append(f"present in {len(present)} refs, not in {len(told)}: "
                          + " ".join(sorted(set(told) ^ set(present))[:5]))
        if (finding["status"] == "live") != (present[:1] == ["HEAD"]):
            faults.append(f"the status is not {finding['status']}")
        return faults

    def strays(self, index):
        """(listed objects that do not hold the secret as it is, holders that are not listed)"""
        finding = self.findings[index]
        listed = {at["object"] for at in finding["occurrences"]}
        holders = self.objects.holders[finding["secret"].encode()]
        return listed - holders, holders - listed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("repository")
    parser.add_argument("report", help="keysieve's JSON report, made with --show-secrets")
    options = parser.parse_args()
    with open(options.report, encoding="utf-8") as file:
        findings = json.load(file)["findings"]
    check = Check(options.repository, findings)
    different = encoded = unlisted = 0
    for index, finding in enumerate(findings):
        name = f"{finding['fingerprint']} {finding['rule_id']}"
        faults = check.faults(index)
        different += bool(faults)
        for fault in faults:
            print(f"different: {name}: {fault}")
        not_literal, not_listed = check.strays(index)
        encoded += len(not_literal)
        unlisted += len(not_listed)
        if not_listed:
            print(f"not listed: {name}: {len(not_listed)} objects, such as {min(not_listed)}")
    print(f"objects read: {check.objects.count}, commits: {len(check.order)}")
    print(f"listed, but encoded there: {encoded}; hold the bytes, but are not listed: {unlisted}")
    print(f"findings: {len(findings)} compared, {len(findings) - different} equal, "
          f"{different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
