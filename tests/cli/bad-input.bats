#!/usr/bin/env bats
# Bad input: a clear error with its place and the next step, the right exit code, nothing stored.
load common

@test "no file is named" {
    fails 2 cotexto import
    says "name the files or folders"
}

@test "a file that is not there" {
    fails 5 cotexto import nothing.es.txt nothing.en.txt
    says "nothing.es.txt"
    nothing_stored
}

@test "an empty file" {
    write_pair
    : >a.en.txt
    fails 3 cotexto import a.es.txt a.en.txt
    says "a.en.txt: holds no text"
    says "→ "
    nothing_stored
}

@test "a folder without pairs" {
    mkdir folder
    fails 3 cotexto import folder
    says "folder"
    echo hola >folder/x.es.txt
    fails 3 cotexto import folder
    says "x.es.txt"
    says "name the two sides alike"
    nothing_stored
}

@test "a binary file" {
    write_pair
    printf '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0' | cat - a.es.txt >a.en.txt
    fails 3 cotexto import a.es.txt a.en.txt
    says "a.en.txt"
    says "is no text but a program"
    nothing_stored
}

@test "undecodable bytes: file, line, byte, offset" {
    write_pair
    printf 'Hola.\nUna l\xEDnea \x81 mala.\n' >a.es.txt
    fails 3 cotexto import --encoding UTF-8 a.es.txt a.en.txt
    says "a.es.txt:2:"
    says "0xED"
    says "byte 11 of the file"
    nothing_stored
    fails 3 cotexto import --encoding windows-1252 a.es.txt a.en.txt
    says "a.es.txt:2:"
    says "0x81"
    cotexto import -q --encoding windows-1252 --on-error=replace --force a.es.txt a.en.txt
}

@test "an unknown encoding" {
    write_pair
    fails 2 cotexto import --encoding klingon a.es.txt a.en.txt
    says "klingon"
}

@test "the same text twice" {
    write_pair
    cp a.es.txt a.en.txt
    fails 3 cotexto import a.es.txt a.en.txt
    says "is the same text as"
    nothing_stored
}

@test "one side five times as long" {
    cp "$examples/santa-aurelia-2029.es.txt" a.es.txt
    for i in 1 2 3 4 5; do cat "$examples/santa-aurelia-2029.en.txt"; done >a.en.txt
    fails 3 cotexto import a.es.txt a.en.txt
    says "times as long"
    says "--force"
    nothing_stored
    cotexto import -q --force a.es.txt a.en.txt
}

@test "an unknown language tag" {
    write_pair
    fails 2 cotexto import --languages es,sp a.es.txt a.en.txt
    says '"sp"'
    fails 2 cotexto segment --lang xx-yy a.es.txt
    fails 2 cotexto lookup --from q --to en hola
    nothing_stored
}

@test "a memory that is not one" {
    write_pair
    echo "I am a shopping list" >"$COTEXTO_MEMORY"
    fails 3 cotexto import a.es.txt a.en.txt
    says "memory.db"
    [ "$(cat "$COTEXTO_MEMORY")" = "I am a shopping list" ]
    fails 3 cotexto lookup hola
    if command -v sqlite3 >/dev/null; then
        rm "$COTEXTO_MEMORY"
        sqlite3 "$COTEXTO_MEMORY" 'CREATE TABLE a(b)'
        fails 3 cotexto stats
    fi
}

@test "a memory that is not there" {
    fails 5 cotexto lookup hola
    says "memory.db"
    says "→ "
    [ ! -e "$COTEXTO_MEMORY" ]
}

@test "a read-only memory can be read and not written" {
    write_pair
    cotexto import -q a.es.txt a.en.txt
    cp a.es.txt b.es.txt; cp a.en.txt b.en.txt
    chmod a-w "$COTEXTO_MEMORY"
    fails 5 cotexto import b.es.txt b.en.txt
    says "memory.db"
    cotexto lookup --from es --to en "No alzaremos la voz." | grep -q "We will not"
    [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq 3 ]
}

@test "a memory somebody else is writing to" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    write_pair
    cotexto import -q a.es.txt a.en.txt
    exec 7> >(sqlite3 "$COTEXTO_MEMORY") # which holds the lock until the end of its input
    echo 'BEGIN IMMEDIATE;' >&7
    sleep 0.5
    sed -i 's/7/9/' a.es.txt
    fails 4 cotexto import a.es.txt a.en.txt
    says "memory.db"
    cotexto lookup --from es --to en "No alzaremos la voz." | grep -q "We will not" # readers do not wait
    exec 7>&-
}

@test "a broken TMX: line and column, nothing stored" {
    printf '<?xml version="1.0"?>\n<tmx version="1.4"><header/><body>\n<tu><tuv xml:lang="es"><seg>a</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu>\n<tu><tuv xml:lang="es"><seg>c & d</seg></tuv></tu>\n</body></tmx>\n' >bad.tmx
    fails 3 cotexto import bad.tmx
    says "bad.tmx:4:"
    nothing_stored
    sed -i 's/c & d/c/; s/xml:lang="en"/xml:lang="sp"/' bad.tmx
    fails 3 cotexto import bad.tmx # the file is wrong, not what was typed
    says "bad.tmx:3:"
    says '"sp"'
    nothing_stored
}

@test "errors as JSON carry a stable id" {
    write_pair
    : >a.en.txt
    run cotexto import --json a.es.txt a.en.txt
    [ "$status" -eq 3 ]
    says '"id":"empty"'
}

@test "a failed document does not hold up the others" {
    write_pair
    mkdir in
    cp a.es.txt in/good.es.txt; cp a.en.txt in/good.en.txt
    cp a.es.txt in/bad.es.txt; : >in/bad.en.txt
    fails 3 cotexto import in
    says "1 document"
    says "1 failed"
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 1 ]
}

@test "a folder that can't be written to" {
    write_pair
    fails 5 cotexto export -o /proc/none/out.tmx
    cotexto import -q a.es.txt a.en.txt
    fails 5 cotexto export -o /proc/none/out.tmx
    says "/proc/none/out.tmx"
    [ ! -w /dev/full ] || { run bash -c '"$0" export >/dev/full' "$program"; [ "$status" -eq 5 ]; }
}

@test "a file that begins with a comment without an end" {
    printf '<!-- no end\n<b>' >a.txt
    fails 3 cotexto import a.txt
    printf '<!-- no end\n<xliff version="1.2">' >a.xlf
    fails 3 cotexto import --from xliff a.xlf
    says "a.xlf:"
    nothing_stored
}
