#!/usr/bin/env python3
"""Makes data/letters/letters.txt: how likely each character beyond ASCII is in Western text, and which characters stand
before and behind it. Nothing but counts goes into it.

    make.py [--half 0|1] FILE...

FILE is a table (.tsv, .tsv.xz: English TAB Spanish TAB source) or a list of texts (ud_LL_*.json), as the shared texts have
them. --half takes only every second source of the tables, so that the others can be used to measure.
"""
import collections
import json
import lzma
import math
import os
import sys
import unicodedata
import zlib

CLASSES = " abcdefghijklmnopqrstuvwxyz^0()\"./éÉ-"  # as letters.h has them
ENCODINGS = ("cp1252", "mac_roman", "cp850")
WEIGHTS = {"es": 1.0, "en": 1.0, "fr": 0.7, "de": 0.6, "pt": 0.6}
PRIOR = 0.3  # what every character counts beyond what was seen, of 10000 a language
BACK = 20.0  # weight of the kind's neighbours against the character's own


def neighbour(c):
    if c == "" or c.isspace():
        return " "
    if ord(c) < 128:
        if c.isalpha():
            return c if c.islower() else "^"
        if c.isdigit():
            return "0"
        for marks, name in (("([{<", "("), (")]}>", ")"), ("\"'`", '"'), (".,;:!?", ".")):
            if c in marks:
                return name
        return "/"
    if c.isalpha():
        return "é" if c.islower() else "É"
    return "-"


def read(path, half):
    """Pairs of language and text."""
    if path.endswith(".json"):
        lang = os.path.basename(path).split("_")[1]
        with open(path, encoding="utf-8") as stream:
            yield from ((lang, unit["text"]) for unit in json.load(stream))
        return
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            english, spanish, source = line.rstrip("\n").split("\t")[:3]
            if half is None or zlib.crc32(source.encode()) % 2 == half:
                yield "en", english
                yield "es", spanish


def repertoire():
    found = set()
    for encoding in ENCODINGS:
        for byte in range(128, 256):
            try:
                found.add(bytes([byte]).decode(encoding))
            except UnicodeDecodeError:
                pass
    return sorted(found)


def kind(c):
    return ("lower" if c.islower() else "upper") if c.isalpha() else unicodedata.category(c)


def count(paths, half, letters):
    seen = collections.defaultdict(collections.Counter)
    for path in paths:
        for lang, text in read(path, half):
            text = unicodedata.normalize("NFC", text)
            for i, c in enumerate(text):
                if ord(c) > 127 and c in letters:
                    seen[lang][c, neighbour(text[i - 1 : i]), neighbour(text[i + 1 : i + 2])] += 1
    weighed = collections.Counter()
    for lang, counter in seen.items():
        total = sum(counter.values())
        for key, number in counter.items():
            weighed[key] += WEIGHTS[lang] * 1e4 * number / total
    return weighed


def main():
    paths, half = sys.argv[1:], None
    if paths[0] == "--half":
        half, paths = int(paths[1]), paths[2:]
    letters = repertoire()
    weighed = count(paths, half, set(letters))
    prior = collections.Counter()
    own = {side: collections.defaultdict(collections.Counter) for side in (1, 2)}
    kinds = {side: collections.defaultdict(collections.Counter) for side in (1, 2)}
    for key, weight in weighed.items():
        prior[key[0]] += weight
        for side in (1, 2):
            own[side][key[0]][key[side]] += weight
            kinds[side][kind(key[0])][key[side]] += weight
    total = sum(prior.values()) + PRIOR * len(letters)
    print("# Made by make.py: a character's code point, then -ln of its share and of each neighbour's share before and behind it,")
    print("# in steps of 0.4, as a character from ] to ~. The neighbours' classes are:" + CLASSES)
    for c in letters:
        costs = [-math.log((prior[c] + PRIOR) / total)]
        for side in (1, 2):
            of_kind = kinds[side][kind(c)]
            background = sum(of_kind.values()) + 0.5 * len(CLASSES)
            for name in CLASSES:
                back = (of_kind[name] + 0.5) / background
                costs.append(-math.log((own[side][c][name] + BACK * back) / (prior[c] + BACK)))
        print("%04X %s" % (ord(c), "".join(chr(ord("]") + min(33, round(cost / 0.4))) for cost in costs)))


main()
