#!/usr/bin/env python3
"""Tries the command with real XLIFF and PO files.

    interop_xliff.py PROGRAM FOLDER [--schemas FOLDER]

PROGRAM is cotexto, FOLDER has manifest.tsv and the files it names. Prints a table of Markdown, a row a file: what was read,
and what came back through each format. Exits with 1 when anything is not as it must be.

What must be, for each file: XLIFF that is not well-formed is refused (exit 3), PO that msgfmt refuses may be; of any other the pairs of texts are the ones that
the readers here find, which know nothing of the command's; written as TMX, XLIFF and PO and read again they are the same; the
XLIFF is valid and the PO without complaint from msgfmt, where those tools and schemas are there.

The manifest's own count is of <trans-unit>, <unit> or msgid lines. Ours is of pairs: a <trans-unit> whose sentences are
marked counts once for each, a PO entry with a plural twice; the PO header and entries without a translation not at all.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

OBJECT = "\uFFFC"
AROUND = {"g", "mrk", "pc"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def is_marked(element):
    return local(element) == "mrk" and element.get("mtype") == "seg"


def plain(element, inside=False):
    """Text with an object for each tag, as the memory has it; marks of sentences are no tags."""
    out = element.text or ""
    for child in element:
        if is_marked(child) and not inside:
            out += plain(child, True)
        elif local(child) in AROUND and (len(child) or child.text):
            out += OBJECT + plain(child, inside) + OBJECT
        else:
            out += OBJECT
        out += child.tail or ""
    return out


def marked(element):
    """The sentences of a <seg-source> or <target>: mid to text."""
    found = {}
    for child in element:
        if is_marked(child):
            found[child.get("mid")] = plain(child, True)
        else:
            found.update(marked(child))
    return found


def children(element, name):
    return [child for child in element if local(child) == name]


def pairs_of_trans_unit(unit):
    source, segmented, target = (children(unit, name) for name in ("source", "seg-source", "target"))
    if not target or not (source or segmented):
        return []
    sentences = marked((segmented or source)[0]) or (marked(source[0]) if source else {})
    translations = marked(target[-1])
    if sentences and translations:
        return [(text, translations[mid]) for mid, text in sentences.items() if mid in translations]
    return [(plain((source or segmented)[0]), plain(target[-1]))]


def pairs_of_xliff(path):
    out = []
    for element in ET.parse(path).iter():
        if local(element) == "trans-unit":
            out += pairs_of_trans_unit(element)
        elif local(element) == "segment":
            sources, targets = children(element, "source"), children(element, "target")
            if sources and targets:
                out.append((plain(sources[0]), plain(targets[0])))
    return [normal(pair) for pair in out if all(text.strip(" \t\r\n") for text in pair)]


def normal(pair):
    return tuple(unicodedata.normalize("NFC", text) for text in pair)


def without_pairs_of_tags(pair):
    """ElementTree does not tell <g/>, one tag, from <g></g>, two."""
    return tuple(re.sub(OBJECT + "+", OBJECT, text) for text in pair)


def pairs_of_tmx(path):
    out = []
    for unit in ET.parse(path).iter("tu"):
        segments = [tuv.find("seg") for tuv in unit.iter("tuv")]
        out.append(normal([OBJECT.join([seg.text or ""] + [child.tail or "" for child in seg]) for seg in segments]))
    return out


def pairs_of_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [tuple(segment["text"] for segment in json.loads(line)["segments"]) for line in lines]


def trimmed(pair):
    """PO makes line feeds at the ends agree; elsewhere nothing may change."""
    return tuple(text.strip("\n") for text in pair)


class Tried:
    """One file, with the command's answers in a folder of its own."""

    def __init__(self, program, path, kind, schemas):
        self.program, self.path, self.kind, self.schemas = program, path, kind, schemas
        self.folder = tempfile.mkdtemp()
        self.problems = []

    def run(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode < 0:
            self.problems.append("%s: signal %d" % (command[1], -done.returncode))
        return done

    def convert(self, source, name, *options):
        target = os.path.join(self.folder, name)
        done = self.run(self.program, "convert", "--quiet", source, target, *options)
        return target, done.returncode

    def read(self):
        options = ["--languages", "en,de"] if self.kind == "po" else []
        units, code = self.convert(self.path, "first.jsonl", *options)
        if code == 3 and self.kind == "xliff": # some do not say their languages, or wrongly
            units, code = self.convert(self.path, "first.jsonl", "--languages", "en,de")
        return units, code

    def is_valid(self, name, path):
        if name == "po":
            if shutil.which("msgfmt"):
                done = self.run("msgfmt", "-c", "-o", os.devnull, path)
                return done.returncode == 0 and not done.stderr
        elif name.startswith("xliff") and self.schemas and shutil.which("xmllint"):
            schema = {"xliff": "xliff12/xliff-core-1.2-transitional.xsd", "xliff2": "xliff21/xliff_core_2.0.xsd"}[name]
            return self.run("xmllint", "--nonet", "--noout", "--schema", os.path.join(self.schemas, schema),
                            path).returncode == 0
        return True

    def round_trip(self, units, name, suffix, expected):
        written, code = self.convert(units, "through" + suffix, "--to", name)
        if code != 0:
            return "not written: %d" % code
        if not self.is_valid(name, written):
            return "invalid"
        back, code = self.convert(written, "back.jsonl")
        if code != 0:
            return "not read: %d" % code
        got = pairs_of_tmx(written) if name == "tmx" else pairs_of_jsonl(back)
        if name == "po":
            got, expected = [trimmed(pair) for pair in got], [trimmed(pair) for pair in expected]
        return "same" if got == expected else "differs"

    def row(self, well_formed):
        units, code = self.read()
        if self.kind == "xliff" and not well_formed:
            return (["refused" if code == 3 else "exit %d" % code, "0"] + 4 * ["-"], code == 3)
        try:
            expected = pairs_of_xliff(self.path) if self.kind == "xliff" else None
        except ET.ParseError:
            expected = None
        if code in (1, 3) and not expected:
            good = code == 1 or self.kind == "xliff" or not well_formed
            return (["nothing translated" if code == 1 else "refused", "0"] + 4 * ["-"], good)
        if code != 0:
            return (["exit %d" % code, "0"] + 4 * ["-"], False)
        got = pairs_of_jsonl(units)
        if expected is not None and list(map(without_pairs_of_tags, got)) != list(map(without_pairs_of_tags, expected)):
            return (["other texts", str(len(got))] + 4 * ["-"], False)
        results = [self.round_trip(units, name, suffix, got)
                   for name, suffix in (("tmx", ".tmx"), ("xliff", ".xlf"), ("xliff2", ".2.xlf"), ("po", ".po"))]
        return (["read", str(len(got))] + results, all(result == "same" for result in results))


def rows(program, folder, schemas):
    """Name, manifest's count, answers, and whether all is well, for each file of the manifest."""
    def row(entry):
        tried = Tried(program, os.path.join(folder, entry["file"]), entry["fmt"], schemas)
        try:
            answers, good = tried.row(entry["wellformed"] == "True")
        finally:
            shutil.rmtree(tried.folder)
        return entry["file"], entry["units"], answers, good and not tried.problems

    with open(os.path.join(folder, "manifest.tsv"), encoding="utf-8") as manifest:
        names = next(manifest).rstrip("\n").split("\t")
        entries = [dict(zip(names, line.rstrip("\n").split("\t"))) for line in manifest]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(row, (entry for entry in entries if entry["fmt"] in ("xliff", "po")))


def main(words):
    schemas = words[words.index("--schemas") + 1] if "--schemas" in words else None
    bad = count = 0
    print("| file | units in the manifest | result | pairs | TMX | XLIFF 1.2 | XLIFF 2.1 | PO |")
    print("|---|---|---|---|---|---|---|---|")
    for name, units, answers, good in rows(words[0], words[1], schemas):
        count += 1
        bad += not good
        print("| %s | %s | %s |%s" % (name, units, " | ".join(answers), "" if good else " **wrong**"))
    print("\n%d files, %d not as they must be" % (count, bad))
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
