"""Runs the ```console examples of a document as a reader would type them, on a terminal of 100 columns without colours, and
compares what is said. usage: console.py DOCUMENT"""
import difflib
import os
import pty
import re
import subprocess
import sys


def run(command):
    master, slave = pty.openpty()
    process = subprocess.Popen(["sh", "-c", command], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave)
    os.close(slave)
    output = b""
    while True:
        try:
            block = os.read(master, 65536)
        except OSError:
            break
        if not block:
            break
        output += block
    process.wait()
    os.close(master)
    return output.decode().replace("\r\n", "\n")


said, wanted, inside = [], [], False
for line in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    if line.startswith("```"):
        inside = line == "```console"
    elif inside and line.startswith("$ "):
        wanted.append(line)
        said += [line] + run(line[2:]).rstrip("\n").split("\n")
        if said[-1] == "":
            said.pop()
    elif inside:
        wanted.append(line)
# when something was done is another time in each run
said, wanted = ([re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "(now)", line) for line in lines] for lines in (said, wanted))
if not wanted:
    sys.exit("no examples in " + sys.argv[1])
if said != wanted:
    sys.exit("\n".join(difflib.unified_diff(wanted, said, "document", "program", lineterm="")))
