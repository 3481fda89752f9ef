"""Imports real exchange files and exports them as TMX, and compares the two with a reader of its own (ElementTree).

usage: interop.py trip PROGRAM [--dtd DTD] FILE...   every unit, text, tag, property and note is kept; says what is not
       interop.py table PROGRAM SHARED            the table of doc/interop.md, for all files of the manifest
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict

XML = "http://www.w3.org/XML/1998/namespace"
LANG = "{%s}lang" % XML
# How often and when a unit was last used is a fact on the file, not on the unit: equal units differ in it.
USAGE = {"usagecount", "lastusagedate"}
# Errors of files that do not say what languages they are of, or wrongly: they are read when the user says it.
NAMELESS = {"no-language", "unknown-language"}


class Failure(Exception):
    """What a file lost on its way, or why it went none."""


# ------------------------------------------------------------------------------------------------------ reading TMX


def tag_name(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def language(element):
    written = element.get(LANG) or element.get("lang") or ""
    return written.lower().replace("_", "-")


def nfc(text):
    return unicodedata.normalize("NFC", text or "")


def names_with_prefixes(element, prefixes):
    """ElementTree knows attributes by their namespaces; in a file they have prefixes."""
    for name in [name for name in element.attrib if name[0] == "{" and name != LANG]:
        space, _, local = name[1:].partition("}")
        element.set(prefixes[space] + ":" + local, element.attrib.pop(name))


def content(element):
    """Text and inline elements as one string; comments are nothing."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            attributes = "".join(' %s="%s"' % pair for pair in sorted(child.attrib.items()))
            parts.append("\x02%s%s\x03%s\x02/\x03" % (tag_name(child), attributes, content(child)))
        parts.append(child.tail or "")
    return "".join(parts)


def details(element, attributes):
    """Attributes, properties and notes, which an export must have at least."""
    found = Counter()
    for name, value in attributes.items():
        if name not in USAGE and value != "":
            found["prop", name, "", value] += 1
    for child in element:
        if tag_name(child) in ("prop", "note"):
            text = "".join(child.itertext())
            if tag_name(child) == "note" or text != "" or child.get("type"):
                found[tag_name(child), child.get("type", ""), language(child), text] += 1
    return found


class Unit:
    def __init__(self, element):
        self.details = details(element, element.attrib)
        self.variants = []
        for variant in element:
            segment = next((child for child in variant if tag_name(child) == "seg"), None)
            if tag_name(variant) != "tuv" or segment is None or not "".join(segment.itertext()).strip() and not len(segment):
                continue
            attributes = {k: v for k, v in variant.attrib.items() if k not in (LANG, "lang")}
            self.variants.append((language(variant), nfc(content(segment)), details(variant, attributes)))
        self.variants.sort(key=lambda variant: variant[:2])

    def key(self):
        return tuple(variant[:2] for variant in self.variants)

    def missing_in(self, other):
        """What this unit says and the other does not."""
        lost = list((self.details - other.details).elements())
        rest = list(other.variants)
        for variant in self.variants:
            best = min((v for v in rest if v[:2] == variant[:2]), key=lambda v: sum((variant[2] - v[2]).values()))
            lost += list((variant[2] - best[2]).elements())
            rest.remove(best)
        return lost


def recoded(path):
    """ElementTree reads UTF-8, UTF-16 and what has one byte a character by a name Python knows; xmllint reads more."""
    with open(path, "rb") as file:
        declared = re.match(rb"<\?xml[^>]*encoding=.([-\w]+)", file.read(200))
    if not declared or declared.group(1).lower().startswith((b"utf", b"iso-8859")):
        return path
    return io.BytesIO(run("xmllint", "--nonet", "--encode", "UTF-8", path).stdout)


def units_of(path):
    units, languages, prefixes = [], set(), {XML: "xml"}
    for event, element in ElementTree.iterparse(recoded(path), ("start-ns", "start", "end")):
        if event == "start-ns":
            prefixes[element[1]] = element[0]
        elif event == "start":
            names_with_prefixes(element, prefixes)
        elif tag_name(element) == "tu":
            languages.update(language(child) for child in element if tag_name(child) == "tuv")
            units.append(Unit(element))
    return units, languages


# -------------------------------------------------------------------------------------------------------- comparing


def compare(before, after):
    """Each unit of `before` with two languages is in `after` with all it says; the same unit twice may be there once."""
    stored = defaultdict(list)
    for unit in after:
        stored[unit.key()].append(unit)
    losses = []
    for number, unit in enumerate(before, 1):
        if len(unit.variants) < 2:
            continue
        same = stored.get(unit.key())
        if not same:
            losses.append("unit %d is gone: %r" % (number, unit.key()))
        elif (lost := min((unit.missing_in(other) for other in same), key=len)):
            losses.append("unit %d lost %r" % (number, lost))
    expected = sum(len(unit.variants) >= 2 for unit in before)
    if len(after) > expected:
        losses.append("%d units became %d" % (expected, len(after)))
    return losses


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def imported(program, memory, path, options):
    """The counts of the last line, or a Failure with the error's identifier."""
    done = run(program, "import", "--json", "-m", memory, *options, path)
    if done.returncode != 0:
        found = re.search(rb'"id": ?"([^"]+)"', done.stderr)
        raise Failure(found.group(1).decode() if found else "exit %d" % done.returncode)
    return json.loads(done.stdout.splitlines()[-1])


def exported(program, memory, path, dtd):
    done = run(program, "export", "-q", "-m", memory, "--to", "tmx", "-o", path)
    if done.returncode not in (0, 1):
        raise Failure("export: " + done.stderr.decode(errors="replace"))
    if dtd and run("xmllint", "--noout", "--nonet", "--dtdvalid", dtd, path).returncode != 0:
        raise Failure("the export is not valid")


def round_trip(program, path, dtd, options=()):
    """Counts of the import, languages of the file, and what was lost; None when it is not TMX and was not compared."""
    with tempfile.TemporaryDirectory() as folder:
        memory, out = os.path.join(folder, "m.db"), os.path.join(folder, "out.tmx")
        counts = imported(program, memory, path, options)
        exported(program, memory, out, dtd)
        after, kept = units_of(out)
        before, languages = units_of(path) if path.endswith(".tmx") else (None, kept)
        return counts, languages, None if before is None else compare(before, after)


def trip(program, dtd, paths):
    bad = 0
    for path in paths:
        try:
            losses = round_trip(program, path, dtd)[2] or []
        except (Failure, ElementTree.ParseError) as failure:
            losses = [str(failure)]
        for loss in losses:
            print("%s: %s" % (os.path.basename(path), loss))
        bad += bool(losses)
    print("%d files, %d with losses" % (len(paths), bad))
    return bad > 0


# -------------------------------------------------------------------------------------------------------- the table

HEAD = """# What was read of real files

Made by `make interop` from the shared interchange files, whose manifest says what each of them is; not by hand. Expected is that a
well-formed file is read and another one refused; units and languages are those of the file (the manifest counted units in the raw text).
A file that does not name its languages, or names none that exist, is read with `--languages en,de`. The round trip is an import into an
empty memory and an export as TMX, valid against `tmx14.dtd`. Of a TMX file it is "whole" when every unit of two and more languages, text,
inline tag, property and note is there again, as a reader of its own finds (tests/interop.py); the others are not compared, and are "valid".
`tests/cli/interop_xliff.py` compares the texts of XLIFF and PO.
"""


def is_read(program, kind):
    """Whether this build has the format at all."""
    if kind == "srx":
        return True
    with tempfile.TemporaryDirectory() as folder:
        done = run(program, "import", "--json", "-n", "-m", os.path.join(folder, "m.db"), "--from", kind, os.devnull)
        return b"unknown-format" not in done.stderr


def read_rules(program, path):
    """Segmentation rules are for segment and not for the memory."""
    done = subprocess.run([program, "segment", "--lang", "en", "--srx", path], input=b"One. Two.\n", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    return "read" if done.returncode == 0 else "refused"


def row_of(program, path, entry, dtd):
    """Result, units, languages and round trip of one file."""
    if entry["fmt"] == "srx":
        return read_rules(program, path), "", "", ""
    result = "read"
    try:
        try:
            counts, languages, losses = round_trip(program, path, dtd)
        except Failure as failure:
            if str(failure) not in NAMELESS:
                raise
            result = "read with --languages: %s" % failure
            counts, languages, losses = round_trip(program, path, dtd, ("--languages", "en,de"))
    except Failure as failure:
        return "refused: %s" % failure, "", "", ""
    units = str(counts["units"])
    if entry["units"] not in ("", units):
        units += " (manifest: %s)" % entry["units"]
    return result, units, " ".join(sorted(languages - {""})), "valid" if losses is None else "whole" if not losses else "%d lost" % len(losses)


def expected(entry):
    """What the manifest calls ill-formed among PO files are warnings of msgfmt."""
    return "read" if entry["wellformed"] == "True" or entry["fmt"] == "po" else "refused"


def table(program, shared, dtd):
    data = os.path.join(shared, "data", "interchange")
    with open(os.path.join(data, "manifest.tsv"), encoding="utf-8") as manifest:
        entries = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    by_kind = defaultdict(list)
    for entry in entries:
        by_kind[entry["fmt"]].append(entry)
    out, surprises = [HEAD], 0
    for kind, files in by_kind.items():
        out.append("\n## %s: %d files\n" % (kind.upper(), len(files)))
        if not is_read(program, kind):
            out.append("Not read yet.")
            continue
        out += ["| file | expected | result | units | languages | round trip |", "|---|---|---|---|---|---|"]
        for entry in sorted(files, key=lambda entry: entry["file"]):
            row = row_of(program, os.path.join(data, entry["file"]), entry, dtd)
            surprises += not row[0].startswith(expected(entry)) or "lost" in row[3]
            out.append("| %s |" % " | ".join((os.path.basename(entry["file"]), expected(entry)) + row))
    print("\n".join(out))
    print("%d files not as expected" % surprises, file=sys.stderr)
    return 0


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "table":
        return table(arguments[1], arguments[2], os.path.join(arguments[2], "data", "schema", "tmx", "tmx14.dtd"))
    if len(arguments) > 2 and arguments[0] == "trip":
        rest, dtd = arguments[2:], None
        if rest[0] == "--dtd":
            dtd, rest = rest[1], rest[2:]
        return trip(arguments[1], dtd, rest)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
