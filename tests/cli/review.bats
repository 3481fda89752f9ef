#!/usr/bin/env bats
# cotexto review: in a terminal with real keys, and by tables for spreadsheets.
load common
load review

teardown() {
    close_terminal
}

# Five aligned units of one document: the least sure is the third.
write_units() {
    cat >units.tsv <<'END'
es	en	confidence	document	position	reviewed
Uno es uno. Dos son dos.	One is one. Two is two.	0.9	cuentas	1	
Tres.	Three.	0.8	cuentas	2	
Cuatro son cuatro.	Four is four.	0.1	cuentas	3	
Cinco.	Five.	0.4	cuentas	4	
Seis.	Six.	0.6	cuentas	5	
END
    cotexto import -q units.tsv
    cotexto export -q -o before.tmx
}

is_as_before() {
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
}

# holds COUNT TEXT: so many units have it as JSON Lines.
holds() {
    cotexto export --to jsonl >units.jsonl
    [ "$(grep -cF -- "$2" units.jsonl)" -eq "$1" ] || { echo "not $1: $2"; cat units.jsonl; return 1; }
}

# ------------------------------------------------------------------------------------- in a terminal

@test "the least sure unit comes first, between its neighbours; accepting goes on" {
    open_terminal
    write_units
    review
    screen >first
    grep -q '1 of 5 · 5 left' first
    grep -q '^>█ 0.10 Cuatro son cuatro\. .*│ Four is four\.' first
    grep -q '^ ░ 0.80 Tres\. .*│ Three\.' first
    grep -q '^ ▓ 0.40 Cinco\. .*│ Five\.' first
    grep -q 'unit 3 · position 3 · aligned 0.10 · not reviewed' first
    press a
    shows 'Unit 3 accepted.'
    shows '>▓ 0.40 Cinco.'
    shows '2 of 5 · 4 left'
    press k
    shows 'reviewed by tester, '
    shows '>✓ 0.10 Cuatro'
    press G
    shows '>░ 0.90 Uno es uno.'
    press j
    shows 'This is the last unit.'
    press g
    shows '>✓ 0.10'
    press q
    left 0
    shows '1 change made, 4 units left to review'
    cotexto log | head -n 1 | cut -f 3,4,5 >last

    [ "$(cat last)" = $'tester\treview\t3' ]
    holds 1 '"reviewed":true'
}

@test "merge, split, unlink, and undo back to the same bytes" {
    open_terminal
    write_units
    review --in-order
    shows '>░ 0.90 Uno es uno.'
    press m
    shows 'Unit 1 merged with the next one.'
    shows 'One is one. Two is two. Three.'
    shows '1 of 4 · 3 left'
    holds 1 'Uno es uno. Dos son dos. Tres.'
    press u
    shows 'The last change was taken back.'
    shows '1 of 5 · 5 left'
    press s
    shows 'Uno es uno. ┃Dos son dos.'
    shows 'One is one. ┃Two is two.'
    press l w h
    shows 'Uno es uno. Dos┃ son dos.'
    press Tab w w b
    shows 'One is one. Two ┃is two.'
    press Escape
    hides '┃'
    press s w Enter
    shows 'Unit 1 split.'
    shows '>✓ 0.90 Uno es uno. Dos '
    shows ' ✓ 0.90 son dos.'
    shows '1 of 6 · 4 left'
    press j
    shows '>✓ 0.90 son dos.'
    press x
    shows 'taken out of the memory; u brings it back.'
    shows '>░ 0.80 Tres.'
    holds 0 'son dos'
    press u
    shows '>✓ 0.90 son dos.'
    press u
    shows '>░ 0.90 Uno es uno. Dos son dos.'
    press u
    shows 'There is nothing of this review to undo.'
    press q
    left 0
    is_as_before
}

@test "a sentence that belongs to the unit beside is given to it" {
    open_terminal
    write_units
    review --in-order
    press s
    shows 'Uno es uno. ┃Dos son dos.'
    press Tab '>'
    shows 'Moved to the next unit.'
    shows '>✓ 0.90 Uno es uno. Dos son dos.           │ One is one.'
    shows ' ✓ 0.80 Tres.                              │ Two is two. Three.'
    press j s Tab '0' w w w '<'
    shows 'Moved to the unit before.'
    shows ' ✓ 0.90 Uno es uno. Dos son dos.           │ One is one. Two is two.'
    press k s Tab '0' '>'
    shows 'some text must stay, and some must go'
    press Escape u
    shows '│ Two is two. Three.'
    press u
    shows 'The last change was taken back.'
    shows '│ One is one. Two is two.'
    press q
    left 0
    is_as_before
}

@test "a cut that leaves nothing on one side is refused, the carets stay" {
    open_terminal
    write_units
    review
    press s '$' Enter
    shows 'both halves must hold text in two languages'
    shows 'Cuatro son cuatro.┃'
    press Escape
    hides '┃'
    press q
    left 0
    is_as_before
}

@test "the last unit of a document has nothing to merge with" {
    open_terminal
    write_units
    review --in-order
    press G m
    shows 'unit 5 is the last one of its document'
    press q
    left 0
    is_as_before
}

@test "edit with wide, combining and right-to-left characters; Esc leaves all as it was" {
    open_terminal
    write_units
    review
    press e
    shows 'Enter store'
    types ' ñ漢字 שלום'
    shows '漢字'
    press Escape
    shows 'The texts are as they were.'
    hides '漢字'
    is_as_before
    press e C-u
    types 'Fourteen'
    press BSpace BSpace BSpace BSpace C-b DC
    types 'Ψ漢字 '
    types $'n\u0303 שלום'
    press Tab End
    types '!'
    press Enter
    shows 'Unit 3 stored.'
    shows '✓ 0.10 Cuatro son cuatro.!'
    press q
    left 0
    holds 1 '"Cuatro son cuatro.!"'
    holds 1 $'"\u03a8漢字 \u00f1 שלוםour"'
    cotexto undo -q
    cotexto undo -q
    is_as_before
}

@test "a text must not become empty: the editor stays open" {
    open_terminal
    write_units
    review
    press e C-u Enter
    shows "a segment can't be empty"
    types 'Four.'
    press Enter
    shows 'Unit 3 stored.'
    press q
    left 0
}

@test "accept all above a floor, which is asked, in one revision" {
    open_terminal
    write_units
    review
    press A
    shows 'at least this surely'
    types '2'
    press Enter
    shows 'A number from 0 to 1 is wanted'
    press A
    types '0,6'
    press Enter
    shows 'Accept 3 units? (y/n)'
    press n Enter
    shows 'Nothing was accepted.'
    press A
    types '0.6'
    press Enter
    shows 'Accept 3 units? (y/n)'
    press y Enter
    shows '3 units accepted.'
    shows '1 of 5 · 2 left'
    press q
    left 0
    holds 3 '"reviewed":true'
    cotexto undo -q
    is_as_before
}

@test "help, search, an empty end of the list" {
    open_terminal
    write_units
    review
    press '?'
    shows 'Any key goes back.'
    press z
    shows '1 of 5'
    press /
    types 'TRES'
    press Enter
    shows '>░ 0.80 Tres.'
    press /
    types 'nowhere'
    press Enter
    shows '"nowhere" is not found.'
    press /
    shows 'Enter answer'
    press Escape
    shows 'a accept'
    press x x x x x
    shows 'Nothing is left to review.'
    press u
    shows '1 of 1'
    press q
    left 0
}

@test "the window changes its size, also to one that is too small" {
    open_terminal
    write_units
    review
    terminal resize-window -x 60 -y 20
    shows 'The window has 60 x 20 characters; 80 x 24 are needed.'
    press a
    terminal resize-window -x 120 -y 30
    shows '1 of 5 · 5 left'
    waits wide_screen
    terminal resize-window -x 40 -y 3
    shows 'press q to quit'
    press q
    left 0
    is_as_before
}

wide_screen() {
    screen | head -n 1 | grep -q '^.\{103\} 1 of 5 · 5 left$' && screen | tail -n 1 | grep -q '^a accept'
}

@test "Ctrl-C and SIGTERM give the terminal back" {
    open_terminal
    write_units
    review
    press e
    shows 'Enter store'
    press C-c
    left 130
    review
    kill -TERM "$(cat review.pid)"
    left 143
    is_as_before
}

@test "wide and right-to-left texts keep their columns; controls are harmless" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    open_terminal
    python3 - >units.jsonl <<'END'
import json
for he, zh, confidence in (
        ("שלום לכל העולם הזה, ושלום גם לכל מי שגר בו היום.", "你好，世界。这是一个很长的句子，它必须在窗口的中间换行，而不是在旁边溢出。", .3),
        ("עמית", "a\u202Ebc", .4)):
    print(json.dumps({"segments": [{"lang": "he", "text": he}, {"lang": "zh", "text": zh}], "confidence": confidence}))
END
    cotexto import -q units.jsonl
    review --languages he,zh
    shows '你好，世界。'
    screen >shown
    # every line has its rule in the same column, counted as a terminal does; Hebrew ends at the right
    python3 - shown <<'END'
import sys, unicodedata
lines = [line for line in open(sys.argv[1], encoding="utf-8") if "│" in line]
assert len(lines) >= 4, lines
columns = {sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line[:line.index("│")]) for line in lines}
assert columns == {43}, columns
hebrew = [line[8:line.index("│")] for line in lines if any("א" <= c <= "ת" for c in line)]
assert len(hebrew) >= 3, lines
for text in hebrew:
    assert text == text.strip().rjust(33) + "  ", text
END
    shows 'a\u{202E}bc'
    press j e Tab End
    types 'ב'
    press Enter
    shows 'stored'
    press q
    left 0
    holds 1 'עמיתב'
}

@test "a memory that somebody else writes to is told, and what was typed stays" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    open_terminal
    write_units
    review
    press e
    types ' 5'
    shows 'Four is four. 5'
    mkfifo release
    python3 - <<'END' 3>&- &
import os, sqlite3
memory = sqlite3.connect(os.environ["COTEXTO_MEMORY"], isolation_level=None)
memory.execute("BEGIN IMMEDIATE")
open("held", "w").close()
open("release").read()
END
    waits test -e held
    press Enter
    shows 'the memory is busy'
    shows 'Four is four. 5'
    echo >release
    wait
    press Enter
    shows 'Unit 3 stored.'
    press q
    left 0
}

@test "a unit that somebody else deleted is told and passed over" {
    open_terminal
    write_units
    review
    cotexto delete -q --unit 3,4
    press a
    shows 'there is no unit 3'
    press j
    shows '>▒ 0.60 Seis.'
    press q
    left 0
}

@test "the view in Spanish, on a terminal that can't, with nothing to review" {
    open_terminal
    write_units
    types "TERM=nonsense cotexto review; echo code \$?"
    press Enter
    shows "can't show a full screen"
    shows 'code 2'
    types "clear; LC_ALL=es_ES.UTF-8 NO_COLOR=1 cotexto review --floor .5 cuentas"
    press Enter
    shows '1 de 2'
    shows 'q salir'
    press q
    shows 'ready>'
    types "clear; cotexto review --floor .05; echo code \$?"
    press Enter
    shows 'There is nothing to review; --all'
    shows 'code 1'
}

# ---------------------------------------------------------------------------------------- by tables

@test "without a terminal there is a next step" {
    write_units
    fails 2 cotexto review
    says '--export FILE.tsv'
    fails 2 cotexto review --export a.tsv --import b.tsv
    fails 2 cotexto review --dry-run --export a.tsv
    fails 2 cotexto review --floor high --export a.tsv
    says '--floor takes a number from 0 to 1'
    fails 2 cotexto review --languages es --export a.tsv
    fails 1 cotexto review --export a.tsv nobody
    says 'there is no document "nobody"'
    fails 5 cotexto review --import missing.tsv
    is_as_before
}

# edit_table PYTHON [ENCODING]: changes the rows of in.tsv, dictionaries in a list, and writes out.tsv as a spreadsheet does.
edit_table() {
    command -v python3 >/dev/null || skip "python3 is not installed"
    python3 - "$1" "${2:-utf-8-sig}" <<'END'
import csv, sys
rows = list(csv.DictReader(open("in.tsv", encoding="utf-8-sig", newline=""), delimiter="\t"))
names = list(rows[0])
exec(sys.argv[1])
with open("out.tsv", "w", encoding=sys.argv[2], newline="") as file:
    writer = csv.DictWriter(file, names, delimiter="\t", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
END
}

@test "the table is in the order of the list and comes back without effect" {
    write_units
    cotexto review --export in.tsv
    [ "$(head -c 3 in.tsv | od -An -tx1 | tr -d ' ')" = efbbbf ]
    [ "$(cut -f 3 in.tsv | tr '\n' ' ')" = "confidence 0.1000 0.4000 0.6000 0.8000 0.9000 " ]
    [ "$(cut -f 5,6 in.tsv | sed -n 2p)" = $'Cuatro son cuatro.\tFour is four.' ]
    cotexto review --in-order --export - --languages en,es >ordered.tsv
    [ "$(cut -f 5 ordered.tsv | sed -n 2p)" = 'One is one. Two is two.' ]
    fails 1 cotexto review --import in.tsv
    says 'Nothing to change.'
    is_as_before
    cotexto review -q --floor .5 --export in.tsv
    [ "$(wc -l <in.tsv)" -eq 3 ]
    cotexto review -q --export in.tsv --confidence .3 --floor .9 cuentas
    [ "$(wc -l <in.tsv)" -eq 4 ]
}

@test "a table edited in a spreadsheet: dry run, import, once more, undo" {
    write_units
    cotexto review -q --export in.tsv
    edit_table 'rows[0]["status"] = "accept"; rows[1]["status"] = "delete"; rows[2]["target"] = "Six \"6\".\tSix."'
    cotexto review --dry-run --import out.tsv >plan
    [ "$(cut -f 1,2 plan | sort -u | tr '\t\n' '  ')" = "3 change 4 delete 5 change " ]
    [ "$(cut -f 1,3 plan | grep reviewed | sort -u | wc -l)" -eq 1 ]
    is_as_before
    run cotexto review --import out.tsv
    says '2 units changed'
    says '1 unit deleted'
    holds 2 '"reviewed":true'
    holds 0 'Five'
    holds 1 'Six \"6\".\tSix.'
    fails 1 cotexto review --import out.tsv
    cotexto log --json | head -n 1 >last
    grep -q '"user":"tester","command":"review","about":"out.tsv"' last
    cotexto undo -q
    is_as_before
}

@test "a table whose name ends in .csv has commas, and comes back" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    write_units
    cotexto review -q --export in.tsv
    cotexto review -q --export in.csv
    python3 - <<'END'
import csv
rows = lambda name, separator: list(csv.reader(open(name, encoding="utf-8-sig", newline=""), delimiter=separator))
assert rows("in.tsv", "\t") == rows("in.csv", ",") and len(rows("in.csv", ",")) == 6
END
    fails 1 cotexto review --import in.csv
    says 'Nothing to change.'
    sed -i '2s/,,/,accept,/' in.csv
    run cotexto review --import in.csv
    says '1 unit changed'
}

@test "a table in UTF-16, and with other separators" {
    write_units
    cotexto review -q --export in.tsv
    edit_table 'rows[0]["target"] = "Four… ñ漢"' utf-16
    cotexto review -q --import out.tsv
    holds 1 'Four… ñ漢'
    {
        echo 'unit;revision;status;source;target;source-language;target-language'
        echo '1;1;accept;"Uno es uno. Dos son dos.";"One is one. Two is two.";es;en'
    } >other.csv
    cotexto review -q --import other.csv
    holds 2 '"reviewed":true'
}

@test "a row that does not fit is refused with its line, and nothing is stored" {
    write_units
    cotexto review -q --export in.tsv
    edit_table 'rows[0]["status"] = "accept"; rows[1]["status"] = "perhaps"'
    fails 3 cotexto review --import out.tsv
    says 'out.tsv:3:4: "perhaps" is no status'
    cotexto edit -q --unit 4 --lang en 'Five!'
    cotexto export -q -o before.tmx
    edit_table 'rows[0]["status"] = "accept"; rows[1]["target"] = "Cinq"'
    fails 3 cotexto review --import out.tsv
    says 'out.tsv:3:2: unit 4 was changed after the table was written'
    edit_table 'rows[0]["status"] = "accept"; rows[2]["target"] = ""; rows[1]["target"] = "Five!"'
    fails 3 cotexto review --import out.tsv
    says 'out.tsv:4:6: '
    says "can't be empty"
    edit_table 'rows[0]["status"] = "accept"; rows[1]["unit"] = "99"'
    fails 1 cotexto review --import out.tsv
    says 'out.tsv:3:1: there is no unit 99'
    is_as_before
}
