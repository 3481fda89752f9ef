#!/usr/bin/env python3
"""Pretranslates real XLIFF and PO files.

    interop_pretranslate.py PROGRAM FOLDER [--schemas FOLDER] [--every NUMBER]

PROGRAM is cotexto, FOLDER has manifest.tsv and the files it names. For each file a memory is made that translates every text
of it; with --every 8 for each eighth file only. Prints a table of Markdown, a row a file, and exits with 1 when anything is not as it must be:

- outside of targets, their attributes and our proposals, found here by patterns, every byte is as it was;
- the result is valid where the file was, and the Translate Toolkit reads it where it read the file;
- pretranslated once more it stays as it is, and so does what --overwrite made of the file;
- imported into an empty memory, it gives every segment 100 % or more when the file is pretranslated with that memory.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import interop_xliff

PREFIX = r"(?:[\w.-]+:)?"
# What a pretranslation may add or change, in XLIFF 1.x, SDL's and 2.x.
CHANGED = [re.compile(pattern, re.S) for pattern in (
    r"\s*<%salt-trans [^>]*tool=\"cotexto\".*?</%salt-trans>" % (PREFIX, PREFIX),
    r"\s*<mtc:match [^>]*id=\"cotexto\..*?</mtc:match>",
    r"\s*<%smatches[^>]*>\s*</%smatches>|\s*<%smatches[^>]*/>" % (PREFIX, PREFIX, PREFIX),
)]
TARGET = re.compile(r"\s*<(%starget)(?=[\s/>])[^>]*?(?:/>|>.*?</\1\s*>)" % PREFIX, re.S)
OTHERS = re.compile(r"<(%salt-trans|%smatch)(?=[\s>]).*?</\1>" % (PREFIX, PREFIX), re.S)
STATES = re.compile(r" (?:state|subState|conf|origin|origin-system|percent|trgLang)=(?:\"[^\"]*\"|'[^']*')")
HEADS = re.compile(r"<(?:%ssegment|[\w.-]+:seg|%sxliff)(?=[\s/>])[^>]*>" % (PREFIX, PREFIX))
LINES = re.compile(r"^(?:# cotexto:.*|#\|.*|#, fuzzy\s*|)$")


def text_of(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("latin-1")


def without_targets(text):
    """What must not change. Proposals of others keep their targets."""
    for pattern in CHANGED:
        text = pattern.sub("", text)
    kept = []
    text = OTHERS.sub(lambda found: kept.append(found.group()) or "\0%d\0" % len(kept), text)
    text = TARGET.sub("", text)
    return HEADS.sub(lambda found: STATES.sub("", found.group()), text), kept


def without_strings(text):
    """The same of PO: its own lines but msgstr, our comment, the flag and previous texts."""
    text = text.removeprefix("\xef\xbb\xbf")
    out, string, head = [], False, re.match(r'[^"]*?msgid ""\s*msgstr', text) is not None
    for line in re.findall(r"[^\n]*\n|[^\n]+$", text):
        bare = line.strip()
        if bare.startswith("msgstr"):
            string = True
        elif not bare.startswith('"'):
            string = False
        if head or not (string or LINES.match(bare)):
            out.append(re.sub(r"fuzzy, |, fuzzy", "", line) if bare.startswith("#,") else line)
        head = head and bare != ""
    return out


class Tried(interop_xliff.Tried):
    """One file, pretranslated with a memory of its own."""

    def command(self, memory, *words):
        environment = dict(os.environ, COTEXTO_MEMORY=os.path.join(self.folder, memory))
        done = subprocess.run([self.program, *words], capture_output=True, text=True, timeout=120, env=environment)
        if done.returncode < 0:
            self.problems.append("%s: signal %d" % (words[0], -done.returncode))
        return done

    def pretranslate(self, memory, source, name, *options):
        target = os.path.join(self.folder, name)
        done = self.command(memory, "pretranslate", "--json", source, "-o", target, *self.languages, *options)
        return target, json.loads(done.stdout) if done.stdout else None, done

    def make_memory(self):
        """Each text of the file with a translation; where it has inline elements, with none."""
        out = os.path.join(self.folder, "all.csv")
        with open(out, "w", encoding="utf-8") as file:
            file.write("%s,%s\n" % (self.source, self.target))
            for number, text in enumerate(self.texts()):
                plain = re.sub(r"[\ufffc\t\n\r]+", " ", text).strip()
                if plain:
                    file.write('"%s","%s"\n' % (plain.replace('"', '""'), "T%d." % number))
        self.command("first.db", "import", "--quiet", out)

    def texts(self):
        if self.kind == "po":
            found = re.findall(r'^(?:msgid|msgid_plural) ((?:"[^\n]*"\s*)+)', text_of(self.path), re.M)
            return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', strings)) for strings in found]
        out = []
        for element in ET.parse(self.path).iter():
            if interop_xliff.local(element) in ("source", "seg-source"):
                out += [interop_xliff.plain(element), *interop_xliff.marked(element).values()]
        return out

    def find_languages(self):
        self.source, self.target, self.languages = "en", "de", []
        if self.kind == "po":
            self.languages = ["--languages", "en,de"]
            return
        root = ET.parse(self.path).getroot()
        names = [root.get("srcLang"), root.get("trgLang")]
        for file in root.iter():
            if interop_xliff.local(file) == "file":
                names = [names[0] or file.get("source-language"), names[1] or file.get("target-language")]
                break
        if all(names):
            self.source, self.target = names
        else:
            self.languages = ["--languages", "%s,%s" % (names[0] or "en", names[1] or "de")]
            self.source, self.target = names[0] or "en", names[1] or "de"

    def same_outside(self, output):
        cut = without_strings if self.kind == "po" else without_targets
        return cut(text_of(self.path)) == cut(text_of(output))

    def is_valid_file(self, path):
        if self.kind == "po":
            return not shutil.which("msgfmt") or self.run("msgfmt", "-o", os.devnull, path).returncode == 0
        two = re.search(r"<%sxliff[^>]*\sversion=[\"']2" % PREFIX, text_of(path)[:20000]) is not None
        return self.is_valid("xliff2" if two else "xliff", path)

    def is_read_by_toolkit(self, path):
        code = "import sys\nfrom translate.storage import factory\nprint(len(factory.getobject(sys.argv[1]).units))"
        suffix = ".po" if self.kind == "po" else ".xlf"
        copy = os.path.join(self.folder, "toolkit" + suffix)
        shutil.copyfile(path, copy)
        done = self.run("/usr/bin/python3", "-c", code, copy)
        return done.stdout if done.returncode == 0 else None

    def row(self):
        try:
            self.find_languages()
        except ET.ParseError:
            return ["not for this test", "0", "0", "-"], True
        self.make_memory()
        output, counts, done = self.pretranslate("first.db", self.path, "out")
        if counts is None:
            return ["exit %d" % done.returncode, "0", "-", "-"], done.returncode == 3
        wrong = []
        if not self.same_outside(output):
            wrong.append("changed outside")
        if self.is_valid_file(self.path) and not self.is_valid_file(output):
            wrong.append("invalid")
        before = TOOLKIT and self.is_read_by_toolkit(self.path)
        if before and self.is_read_by_toolkit(output) != before:
            wrong.append("toolkit")
        replaced, _, _ = self.pretranslate("first.db", self.path, "replaced", "--overwrite")
        if not self.same_outside(replaced):
            wrong.append("changed outside, --overwrite")
        for first, options in ((output, ()), (replaced, ("--overwrite",))):
            again, _, _ = self.pretranslate("first.db", first, "again", *options)
            if text_of(again) != text_of(first):
                wrong.append("again %s differs" % " ".join(options))
        self.command("second.db", "import", "--quiet", "--fuzzy", output, *self.languages)
        _, second, done = self.pretranslate("second.db", self.path, "second")
        filled = sum(counts["filled"].values())
        if filled and (second is None or exact(second) < filled or exact(second) != sum(second["filled"].values())):
            wrong.append("second %s %s" % (second, done.stderr))
        return ([", ".join(wrong) or "good", str(counts["segments"]), str(filled), str(exact(second) if second else "-")],
                not wrong)


def exact(counts):
    return sum(counts["filled"][band] for band in ("102", "101", "100"))


TOOLKIT = subprocess.run(["/usr/bin/python3", "-c", "import translate"], capture_output=True).returncode == 0


def main(words):
    schemas = words[words.index("--schemas") + 1] if "--schemas" in words else None
    folder = words[1]
    count = bad = filled = 0
    with open(os.path.join(folder, "manifest.tsv"), encoding="utf-8") as manifest:
        names = next(manifest).rstrip("\n").split("\t")
        entries = [dict(zip(names, line.rstrip("\n").split("\t"))) for line in manifest]

    def row(entry):
        tried = Tried(words[0], os.path.join(folder, entry["file"]), entry["fmt"], schemas)
        try:
            return (entry["file"], *tried.row(), tried.problems)
        finally:
            shutil.rmtree(tried.folder)

    entries = [entry for entry in entries
               if entry["fmt"] in ("xliff", "po") and (entry["fmt"] == "po" or entry["wellformed"] == "True")]
    entries = entries[:: int(words[words.index("--every") + 1])] if "--every" in words else entries
    print("| file | result | segments | filled | 100 % the second time |")
    print("|---|---|---|---|---|")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, answers, good, problems in pool.map(row, entries):
            count += 1
            bad += not good or bool(problems)
            filled += answers[2] not in ("-", "0")
            print("| %s | %s |%s" % (name, " | ".join(answers + problems), "" if good else " **wrong**"))
    print("\n%d files, %d filled, %d not as they must be" % (count, filled, bad))
    return 1 if bad or not filled else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
