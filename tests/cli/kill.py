"""Kills imports at moments that a seed chooses, and looks at what is left: kill.py PROGRAM KILLS.

Each document is there whole or not at all, SQLite and the doctor find nothing wrong, the index finds what comparing with
everything finds, and the same import afterwards completes the memory."""
import json
import os
import random
import signal
import subprocess
import sys
import time

PROGRAM, KILLS = sys.argv[1], int(sys.argv[2])
DOCUMENTS, UNITS = 5, 120
chance = random.Random(2029)
files = []


def command(*arguments, check=True):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    assert not check or done.returncode == 0, (arguments, done.returncode, done.stdout, done.stderr)
    return done


def sql(query):
    return subprocess.run(["sqlite3", os.environ["COTEXTO_MEMORY"], query], capture_output=True, text=True,
                          check=True).stdout.split()


def write_documents():
    words = "agua paz clima pesca comercio frontera tratado puerto consejo acuerdo".split()
    for number in range(DOCUMENTS):
        files.append("d%d.jsonl" % number)
        with open(files[-1], "w") as out:
            for unit in range(UNITS):
                text = " ".join(chance.choices(words, k=9)) + " %d." % unit
                json.dump({"document": "d%d" % number, "segments": [{"lang": "es", "text": text},
                                                                    {"lang": "en", "text": text[::-1]}]}, out)
                out.write("\n")


def remove_memory():
    for tail in "", "-wal", "-shm":
        if os.path.exists(os.environ["COTEXTO_MEMORY"] + tail):
            os.remove(os.environ["COTEXTO_MEMORY"] + tail)


def look():
    assert sql("PRAGMA integrity_check") == ["ok"]
    if sql("PRAGMA user_version") == ["0"]:
        return  # killed before there was anything
    counts = sql("SELECT count(u.id) FROM document d LEFT JOIN unit u ON u.document = d.id GROUP BY d.id")
    assert all(int(count) == UNITS for count in counts), counts
    assert sql("SELECT count(*) FROM unit") == [str(UNITS * len(counts))]
    command("doctor")
    with open(files[0]) as first:
        query = json.loads(next(first))["segments"][0]["text"]
    lookup = ["lookup", "--from", "es", "--to", "en", "--floor", "50", "--limit", "20", "--json", query]
    indexed, compared = command(*lookup, check=False), command(*lookup, "--exhaustive", check=False)
    assert hits(indexed) == hits(compared), (indexed.stdout, compared.stdout)
    assert bool(hits(indexed)) == bool(counts)  # documents come in the order of the files


def hits(done):
    assert done.returncode in (0, 1), (done.returncode, done.stderr)
    text = done.stdout
    return [(hit["percent"], hit["source"]) for line in text.splitlines() for hit in json.loads(line).get("hits", [])]


write_documents()
start = time.monotonic()
command("import", *files)
whole = time.monotonic() - start
for kill in range(KILLS):
    remove_memory()
    process = subprocess.Popen([PROGRAM, "import", *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.random() * whole)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if os.path.exists(os.environ["COTEXTO_MEMORY"]):
        look()
    if kill % 5 == 0:
        command("import", *files)
        look()
        assert sql("SELECT count(*) FROM unit") == [str(UNITS * DOCUMENTS)]
