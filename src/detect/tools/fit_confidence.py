#!/usr/bin/env python3
"""Fits the weights of confidence_weights.inc to labelled lines, and prints the file anew.

    cmake --build build/release --target candidate_features
    src/detect/tools/fit_confidence.py build/release/src/detect/tools/candidate_features CORPORA > weights.inc

CORPORA is a folder of *.jsonl.xz, one row a file: "text", "file_name", "label" ("leak", "clean", "placeholder") with
"secrets", or "spans" with "line_start", "line_end", "value" and "gt" ("T" a secret, "F" none, "X" a placeholder).

A candidate counts as a secret if it overlaps a labelled one on its line, and as none if its line is labelled as having
none; what no label speaks of is left out, but for a tenth of its weight as none. Each secret counts as often as its
distinct (rule, value): a value that a file repeats a hundred times is seen once. The model is a logistic regression:
the log-odds are the sum of weight times feature. PRIORS has the weights that say what we know without any corpus; the
fit is drawn to them (ridge), the more the less the corpora have to say, and a feature that can only speak against a
secret is kept from speaking for it. Newton's method in plain Python: the same input gives the same bytes.
"""
import collections
import json
import lzma
import math
import pathlib
import re
import subprocess
import sys
import tempfile

RIDGE = 4.0  # how many observations a prior is worth
ROUND = 0.05

# In the order of enum Feature: (enumerator, name, prior, lowest, highest).
PRIORS = [
    ("known_form", "a known form", 3.0, 2.5, 4.5),
    ("framework_name", "a framework's name for it", 1.5, 1.0, 3.0),
    ("secret_name", "a name that says secret", -3.0, -6, 0),
    ("token_name", "a name that says token", -3.5, -6, 0),
    ("key_name", "a name that says key", -4.0, -7, 0),
    ("weak_name", "a rule of weak secrets", -1.0, -4, 1),
    ("password_name", "a place of passwords", -1.0, -4, 1),
    ("randomness", "randomness", 5.0, 2, 8),
    ("password_randomness", "randomness of a password", 1.5, 0, 5),
    ("unlike_words", "unlike words", 1.5, 0, 5),
    ("brief", "fewer than eight characters", -0.5, -4, 0),
    ("mixed", "letters and digits", 0.7, 0, 3),
    ("not_random", "less random than the rule asks", -7.0, -9, -6),
    ("not_literal", "no literal", -8.0, -9, -6),
    ("template_", "a template", -8.0, -9, -6),
    ("placeholder", "a placeholder", -7.0, -9, -6),
    ("sequence", "a sequence", -5.0, -9, -4.5),
    ("plain_words", "plain words", -5.5, -9, -5),
    ("lookalike", "looks like something else", -5.0, -9, -3),
    ("uuid", "a UUID", -3.0, -4, -2.5),
    ("prose", "blanks", -3.0, -6, -1),
    ("repeats_name", "repeats its name", -3.0, -6, -1),
    ("other_name", "a name that means something else", -6.0, -9, -6),
    ("made_up_place", "a test, an example or documentation", -0.7, -2, -0.3),
    ("made_up_weak", "a weak secret in a test, an example or documentation", -1.5, -3, -1.0),
    ("weak_in_code", "a weak secret where no settings are written", -2.7, -3.5, -2.7),
    ("settings", "a file of settings", 0.5, 0, 1.0),
    ("bare_in_code", "not in quotes, in code", -6.0, -9, -4),
    ("generated", "a file that a tool writes", -4.0, -7, -3),
]
NAMES = {name: i for i, (_, name, *_) in enumerate(PRIORS)}


def rows_of(corpora):
    for corpus in sorted(pathlib.Path(corpora).glob("*.jsonl.xz")):
        if corpus.name.startswith(("examples", "history")):  # of other tools' rules: they say nothing of judging
            continue
        with lzma.open(corpus, "rt") as lines:
            for number, line in enumerate(lines):
                yield f"{corpus.name.split('.')[0]}/{number:05d}", json.loads(line)


def write_files(rows, root):
    where = {}
    for place, row in rows:
        parts = [p[:100] for p in re.split(r"[/\\]", row.get("file_name") or "file.txt") if p not in ("", ".", "..", ".git")]
        path = pathlib.Path(place, *(parts or ["file.txt"]))
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(row["text"].encode("utf-8", "surrogateescape"))
        where[str(path)] = row
    return where


def overlaps(a, b):
    return bool(a and b) and (a in b or b in a)


def label_of(row, first, last, secret):
    """(1 or 0, weight), or None where no label speaks."""
    if "spans" in row:
        spans = [s for s in row["spans"] if first <= s["line_end"] and last >= s["line_start"]]
        if any(s["gt"] == "T" and (not s["value"] or overlaps(secret, s["value"]) or s["line_end"] > s["line_start"]) for s in spans):
            return 1, 1.0
        if any(s["gt"] == "T" for s in spans):
            return None
        if any(s["gt"] == "F" for s in spans):
            return 0, 1.0
        return 0, (0.3 if spans else 0.1)
    if row.get("label") == "leak":
        return (1, 1.0) if any(overlaps(secret, s) for s in row.get("secrets") or []) else (0, 0.1)
    return 0, 1.0


def observations(program, corpora):
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        where = write_files(rows_of(corpora), root)
        out = subprocess.run([program, scratch], input="\n".join(where).encode(), stdout=subprocess.PIPE, check=True).stdout
    seen = {}
    for line in out.decode().splitlines():
        path, first, last, rule, accepted, secret, features = line.split("\t")
        label = label_of(where[path], int(first), int(last), json.loads(secret))
        if label is None or accepted == "0":
            continue
        values = {}
        for part in features.rstrip(";").split(";"):
            name, _, value = part.partition("=")
            if name in NAMES:
                values[NAMES[name]] = float(value)
        if values:
            seen.setdefault((rule, secret, label[0], tuple(sorted(values.items()))), label[1])
    return [(dict(values), label, weight) for (_, _, label, values), weight in sorted(seen.items())]


def solve(matrix, right):
    """Gaussian elimination with partial pivoting."""
    n = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    answer = [0.0] * n
    for i in reversed(range(n)):
        answer[i] = (rows[i][n] - sum(rows[i][j] * answer[j] for j in range(i + 1, n))) / rows[i][i]
    return answer


def fit(data):
    n = len(PRIORS)
    priors = [p[2] for p in PRIORS]
    weights = list(priors)
    for _ in range(30):
        gradient = [RIDGE * (priors[i] - weights[i]) for i in range(n)]
        hessian = [[RIDGE if i == j else 0.0 for j in range(n)] for i in range(n)]
        for values, label, weight in data:
            odds = max(-30.0, min(30.0, sum(weights[i] * v for i, v in values.items())))
            p = 1 / (1 + math.exp(-odds))
            for i, v in values.items():
                gradient[i] += weight * (label - p) * v
                for j, u in values.items():
                    hessian[i][j] += weight * p * (1 - p) * v * u
        step = solve(hessian, gradient)
        weights = [min(max(w + 0.7 * s, low), high) for w, s, (*_, low, high) in zip(weights, step, PRIORS)]
    return [round(w / ROUND) * ROUND for w in weights]


def main():
    data = observations(sys.argv[1], sys.argv[2])
    weights = fit(data)
    counts = collections.Counter(i for values, *_ in data for i in values)
    print("// Fitted by tools/fit_confidence.py, which says how: the feature, its name, its weight.")
    for i, ((enumerator, name, *_), weight) in enumerate(zip(PRIORS, weights)):
        print(f'{{Feature::{enumerator}, "{name}", {weight + 0.0:.2f}}},')
    positive = sum(label for _, label, _ in data)
    print(f"{len(data)} observations, {positive} of them secrets; features seen: "
          + ", ".join(f"{PRIORS[i][1]} {k}" for i, k in sorted(counts.items())), file=sys.stderr)


if __name__ == "__main__":
    main()
