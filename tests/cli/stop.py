"""Stops imports of one exchange file by signals, and looks at what is left: stop.py PROGRAM FORMAT.

What was imported until SIGINT or SIGTERM is stored, the error says up to where, and the same command goes on from there:
the memory exports as that of an import that nobody stopped. Of a file that is damaged further on, nothing is stored. A
killed import leaves a memory without a fault that the next one completes."""
import json
import os
import re
import signal
import subprocess
import sys

PROGRAM, FORMAT = sys.argv[1:]
UNITS = 16000
ODD = {4: "Uno.", 5: ""}  # a repetition further on and a unit without text


def unit(number):
    source = ODD.get(number % 1000, "Artículo %d del tratado de pesca." % number)
    return source, "Article %d of the fisheries treaty." % number if source else ""


def write(path, damage=""):
    with open(path, "w") as out:
        if FORMAT == "tmx":
            out.write('<?xml version="1.0"?>\n<tmx version="1.4"><header/><body>\n')
        else:
            out.write("" if FORMAT == "jsonl" else "es\ten\n")
        for number in range(UNITS):
            source, target = unit(number)
            if FORMAT == "tmx":
                out.write('<tu><tuv xml:lang="es"><seg>%s</seg></tuv><tuv xml:lang="en"><seg>%s</seg></tuv></tu>\n'
                          % (source, target))
            elif FORMAT == "jsonl":
                out.write(json.dumps({"document": "d%d" % (number % 2), "segments": [
                    {"lang": "es", "text": source}, {"lang": "en", "text": target}]}) + "\n")
            else:
                out.write("%s\t%s\n" % (source, target))
        out.write(damage)
        out.write("</body></tmx>\n" if FORMAT == "tmx" else "")


def command(*arguments, code=0, memory="memory.db"):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True,
                          env={**os.environ, "COTEXTO_MEMORY": memory})
    assert done.returncode == code, (arguments, done.returncode, done.stdout[-500:], done.stderr[-500:])
    return done.stdout


def stopped(number, *arguments, perhaps=False):
    """Sends the signal once a part of the file was read; gives what was said on stderr. perhaps: it may come too late, and
    then None is given."""
    process = subprocess.Popen([PROGRAM, "import", "--progress=json", *arguments], stderr=subprocess.PIPE, text=True,
                               stdout=subprocess.DEVNULL, env={**os.environ, "COTEXTO_MEMORY": "memory.db"})
    said = ""
    for line in process.stderr:
        said += line
        if '"work":"bytes"' in line and said.count("\n") < 3:
            process.send_signal(number)
    wanted = -number if number == signal.SIGKILL else 128 + number
    assert process.wait() == wanted or (perhaps and process.returncode == 0), (process.returncode, said[-500:])
    return said if process.returncode != 0 else None


def units():
    return int(json.loads(command("stats", "--json"))["units"])


def export(memory="memory.db"):
    lines = command("export", "-q", "--to", "jsonl", memory=memory).splitlines()
    return [{k: v for k, v in json.loads(line).items() if k != "created"} for line in lines]


def remove_memory():
    for tail in "", "-wal", "-shm":
        if os.path.exists("memory.db" + tail):
            os.remove("memory.db" + tail)


path = "whole." + FORMAT
write(path)
command("import", "-q", path, memory="never-stopped.db")
wanted = export("never-stopped.db")
assert len(wanted) > UNITS - 20

for number in signal.SIGINT, signal.SIGTERM:
    remove_memory()
    said = stopped(number, path)
    place = re.search(r"stopped behind unit (\d+), near byte (\d+) of (\d+)", said)
    assert place, said
    done, byte, size = map(int, place.groups())
    assert 0 < done < UNITS and 0 < byte <= size == os.path.getsize(path), place.groups()
    assert 0 < units() <= done, (units(), done)
    command("doctor")
    # stopped a second time, perhaps within what is passed over
    again = stopped(number, path, perhaps=True)
    place = again and re.search(r"behind unit (\d+)", again)
    done = int(place.group(1)) if place else done
    report = command("import", "--json", path).splitlines()
    earlier = json.loads(report[0])["outcomes"]["earlier"]["count"]
    assert earlier == (0 if again is None else done), (earlier, done, again)
    counts = json.loads(report[-1])
    assert counts["units"] == UNITS, counts
    assert counts["new"] + counts["duplicate"] + counts["skipped"] == UNITS, counts
    assert export() == wanted
    command("doctor")
    assert json.loads(command("import", "--json", path).splitlines()[-1])["new"] == 0

if FORMAT != "tmx":
    sys.exit()  # what follows is the same for all formats

# another change between, another file, other options: nothing is passed over, nothing is there twice
for change in "document", "file", "options":
    remove_memory()
    stopped(signal.SIGINT, path)
    arguments = [path]
    if change == "document":
        with open("other.tsv", "w") as out:
            out.write("es\ten\nOtro.\tOther.\n")
        command("import", "-q", "other.tsv")
    elif change == "file":
        write(path, " " if FORMAT == "tmx" else "\n")
    else:
        arguments = ["--lang-map", "xx=es", path]
    report = command("import", "--json", *arguments).splitlines()
    assert json.loads(report[0])["outcomes"]["earlier"]["count"] == 0, (change, report)
    assert units() == len(wanted) + (change == "document"), change
write(path)

# bad data further on: nothing is stored, whether stopped before or not
damaged = "damaged." + FORMAT
write(damaged, "<tu>&what;" if FORMAT == "tmx" else "{broken\n")
remove_memory()
said = stopped(signal.SIGINT, damaged)
assert "further on the file is damaged" in said and "nothing of this file was stored" in said, said
assert units() == 0
command("import", "-q", damaged, code=3)
assert units() == 0

remove_memory()
stopped(signal.SIGKILL, path)
command("doctor")
assert units() == 0
command("import", "-q", path)
assert export() == wanted
