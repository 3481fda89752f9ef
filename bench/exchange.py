"""TMX in and out: speed and memory.

usage: exchange.py PROGRAM PAIRS.tsv.xz [MB]     size of the file, 100 without it; 1000 is the size that the goals are for

The file is made from real pairs; each further round through them adds its number to both sides, so that every unit is
another one. Seconds are those of the processor, so that other work on the machine does not count; memory is the peak of
what the program has for itself (RssAnon, looked at 50 times a second), without pages of the memory's file.
"""
import itertools
import lzma
import os
import resource
import subprocess
import sys
import tempfile
import time
from xml.sax.saxutils import escape

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" '
        'segtype="sentence" o-tmf="bench" adminlang="en" srclang="en" datatype="plaintext"/><body>\n')
UNIT = ('<tu tuid="%d" creationdate="20290101T000000Z"><tuv xml:lang="en"><seg>%s</seg></tuv>'
        '<tuv xml:lang="es"><seg>%s</seg></tuv></tu>\n')


# XML has no place for them, and some messages of programs have some.
CONTROLS = dict.fromkeys(range(32))


def make(path, pairs, size):
    with lzma.open(pairs, "rt", encoding="utf-8", newline="\n") as lines:
        texts = [[text.translate(CONTROLS) for text in line.rstrip("\n").split("\t")[:2]] for line in lines]
    units = 0
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD)
        for around in itertools.count():
            mark = " %d" % around if around else ""
            for english, spanish in texts:
                units += 1
                out.write(UNIT % (units, escape(english) + mark, escape(spanish) + mark))
                if units % 1000 == 0 and out.tell() >= size:
                    out.write("</body></tmx>\n")
                    return units, os.path.getsize(path)


def private_memory(process):
    try:
        with open("/proc/%d/status" % process.pid, encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("RssAnon")), 0)
    except OSError:
        return 0


def measure(*command):
    """Seconds of the processor, and the peak of private memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, private_memory(process))
            time.sleep(0.02)
    if process.returncode != 0:
        sys.exit("%s: exit %d" % (" ".join(command), process.returncode))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak / 1024


def row(what, seconds, units, size, note):
    print("%-28s %8.2f s %10.0f units/s %7.1f MB/s   %s" % (what, seconds, units / seconds, size / seconds / 1e6, note))


def main(program, pairs, megabytes="100"):
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path, memory, out = (os.path.join(folder, name) for name in ("a.tmx", "m.db", "out.tmx"))
        units, size = make(path, pairs, int(megabytes) * 1000 * 1000)
        print("%d units, %.1f MB" % (units, size / 1e6))
        parse, _ = measure("xmllint", "--stream", "--noout", path)
        row("xmllint --stream", parse, units, size, "")
        dry, peak = measure(program, "import", "-q", "-n", "-m", memory, path)
        row("read alone (--dry-run)", dry, units, size, "%.2f of xmllint's speed; %.1f MB" % (parse / dry, peak))
        stored, peak = measure(program, "import", "-q", "-m", memory, path)
        row("import, index built", stored, units, size,
            "%.2f of xmllint's speed, goal 0.35; %.1f MB, goal 64" % (parse / stored, peak))
        written, peak = measure(program, "export", "-q", "-m", memory, "-o", out)
        row("export", written, units, os.path.getsize(out), "goal 50 MB/s; %.1f MB" % peak)
        print("memory file: %.1f MB" % (os.path.getsize(memory) / 1e6))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
