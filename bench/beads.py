"""Hand-made alignments as pairs: source, tab, target, a line each. usage: beads.py FOLDER SOURCE TARGET"""
import glob
import json
import os
import sys

folder, source, target = sys.argv[1:]
for gold in sorted(glob.glob(os.path.join(folder, "*.gold"))):
    texts = []
    for lang in (source, target):
        name = gold[:-len("gold")] + lang
        if not os.path.exists(name):
            name += ".sent"
        texts.append(open(name, encoding="utf-8").read().split("\n"))
    for line in open(gold):
        sides = [[texts[side][number] for number in json.loads(part)] for side, part in enumerate(line.split(":"))]
        if all(sides):
            print("\t".join(" ".join(side) for side in sides))
