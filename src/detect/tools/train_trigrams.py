#!/usr/bin/env python3
"""Writes trigrams.inc: how much likelier than by chance each character follows each two others in words and code.

    apt-get install wamerican perl-modules-5.36 libstdc++-12-dev     # Debian 12: 2020.12.07-2, 5.36.0-7, 12.2.0-14
    src/detect/tools/train_trigrams.py /usr/share/dict/words /usr/share/perl/5.36.0 /usr/include/c++/12 \
        > src/detect/trigrams.inc

Characters are put into 32 classes: the letters in lower case (0-25), digits (26), the separators "-", "_" and ":" (27),
"." and "," (28), "/" and "\\" (29), blanks (30), all others (31). Counted are the trigrams of the distinct tokens, which are
runs without blanks: words of the list, and in the files identifiers, paths, versions, numbers and words of prose, each
as often as its number of occurrences' logarithm says. Because people join words without a gap, too, two words of the
list are put together for each one in it, in an order that is shuffled the same way every time.

A number is 8 * log2(P(third | first, second) / P(third in random letters and digits)), smoothed by the bigram and by
one, rounded, limited to -24 … 24: one odd trigram shall not outweigh a whole word. A row: the third class, for each of
the 32 * 32 pairs. The same files give the same bytes.
"""
import collections
import math
import pathlib
import random
import re
import sys

CLASSES = 32
CHANCE = [1 / 36] * 26 + [10 / 36] + [1 / 20] * 5  # of a class in random letters and digits, and a rate for the rest


def class_of(character):
    if "a" <= character <= "z":
        return ord(character) - ord("a")
    if character.isascii() and character.isdigit():
        return 26
    for number, members in ((27, "-_:"), (28, ".,"), (29, "/\\"), (30, " \t")):
        if character in members:
            return number
    return 31


def classes_of(token):
    return [class_of(c) for c in token.lower()]


def words_of(path):
    return sorted({w.strip().split("'")[0] for w in path.open(encoding="utf-8") if w.isascii()} - {""})


def tokens():
    counts = collections.Counter()
    words = words_of(pathlib.Path(sys.argv[1]))
    for word in words:
        counts[word] += 1
    shuffled = list(words)
    random.Random(1).shuffle(shuffled)
    for first, second in zip(words, shuffled):
        counts[first + second] += 1
    for folder in sys.argv[2:]:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                text = path.read_bytes().decode("latin-1")
                # No data: what is long and without a vowel between consonants would teach random text.
                counts.update(t for t in re.findall(r"[A-Za-z0-9_.:/-]{3,60}", text) if not re.search(r"[^aeiouAEIOU\W_]{12}", t))
    return counts


def main():
    trigrams, bigrams = collections.Counter(), collections.Counter()
    for token, count in tokens().items():
        weight = 1 + int(math.log2(count))
        classes = classes_of(token)
        for triple in zip(classes, classes[1:], classes[2:]):
            trigrams[triple] += weight
        for pair in zip(classes, classes[1:]):
            bigrams[pair] += weight
    print("// Made by tools/train_trigrams.py, which says what the numbers are.")
    for first in range(CLASSES):
        for second in range(CLASSES):
            after_two = sum(trigrams[first, second, third] for third in range(CLASSES))
            after_one = sum(bigrams[second, third] for third in range(CLASSES))
            row = []
            for third in range(CLASSES):
                lower = (bigrams[second, third] + 1) / (after_one + CLASSES)
                share = (trigrams[first, second, third] + 4 * lower) / (after_two + 4)
                bits = 8 * math.log2(share / CHANCE[third])
                row.append(max(-24, min(24, round(bits))))
            print(",".join(map(str, row)) + ",")


if __name__ == "__main__":
    main()
