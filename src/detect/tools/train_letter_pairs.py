#!/usr/bin/env python3
"""Prints letter_pairs.inc: how much likelier than by chance each letter follows each other one in words.

    apt-get install wamerican        # Debian 12: 2020.12.07-2, 104334 lines
    src/detect/tools/train_letter_pairs.py /usr/share/dict/words > src/detect/letter_pairs.inc

Counted are the letter pairs inside the distinct lower-cased words (ASCII letters only, the part before an
apostrophe, at least three letters) and, because identifiers join words without a gap ("secretkey"), the pair at the
joint of each word and the next one in a shuffled list. A number is 8 · log2(P(second | first) · 26), add-one
smoothed, rounded, and limited to ±32, four bits: one odd pair shall not outweigh a whole word. Row: the first letter.
The same word list gives the same bytes.
"""
import collections
import math
import random
import sys

LETTERS = "abcdefghijklmnopqrstuvwxyz"

words = set()
for line in open(sys.argv[1], encoding="utf-8"):
    word = line.strip().lower().split("'")[0]
    if len(word) >= 3 and all(letter in LETTERS for letter in word):
        words.add(word)
words = sorted(words)

pairs = collections.Counter()
for word in words:
    pairs.update(zip(word, word[1:]))
random.Random(1).shuffle(words)
pairs.update((word[-1], following[0]) for word, following in zip(words, words[1:]))

print("// Made by tools/train_letter_pairs.py, which says what the numbers are.")
for first in LETTERS:
    total = sum(pairs[first, second] + 1 for second in LETTERS)
    row = (8 * math.log2((pairs[first, second] + 1) / total * 26) for second in LETTERS)
    print(" ".join(f"{max(-32, min(32, round(bits)))}," for bits in row), f" // {first}")
