#!/usr/bin/env bats
# What is stored survives: imports that are killed, disks that are full.
load common

# The size of what the program may write to one file, in blocks of 1024 bytes.
limited_to() {
    local blocks=$1
    shift
    (ulimit -f "$blocks" && "$@")
}

units() {
    cotexto stats | sed -n 's/^units\t//p'
}

@test "an import killed at any moment leaves whole documents" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    [ -z "$COTEXTO_VALGRIND" ] || skip "under valgrind it is too slow"
    python3 "$TOP_SRCDIR/tests/cli/kill.py" "$program" 30
}

@test "an import that a signal stops keeps what it has, and goes on from there" {
    command -v python3 >/dev/null || skip "python3 is not installed"
    [ -z "$COTEXTO_VALGRIND" ] || skip "under valgrind it is too slow"
    for format in tmx tsv jsonl; do
        mkdir $format
        (cd $format && python3 "$TOP_SRCDIR/tests/cli/stop.py" "$program" $format)
    done
}

@test "a memory that was left before its index was made is a good one" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    fails 5 cotexto import none.tsv # makes the file
    sqlite3 "$COTEXTO_MEMORY" "UPDATE state SET profile = ''"
    cotexto doctor
    write_pair
    cotexto import -q a.es.txt a.en.txt
    cotexto doctor
    sqlite3 "$COTEXTO_MEMORY" "UPDATE state SET profile = ''"
    fails 3 cotexto doctor
}

@test "an import into a full disk is an error and changes nothing" {
    [ -z "$COTEXTO_VALGRIND" ] || skip "valgrind writes files too"
    write_pair
    cotexto import -q a.es.txt a.en.txt
    for i in $(seq 1 400); do
        echo "{\"segments\":[{\"lang\":\"es\",\"text\":\"Línea $i de $((i * 7)).\"},{\"lang\":\"en\",\"text\":\"Line $i of $((i * 7)).\"}]}"
    done >big.jsonl
    local full=0
    for blocks in 4 40 160 300 400 100000; do
        run limited_to $blocks "$program" import big.jsonl
        [ "$status" -eq 0 ] && break
        full=$((full + 1))
        [ "$status" -eq 5 ] || { echo "$blocks: exit $status: $output"; return 1; }
        says "memory.db"
        [ "$(units)" -eq 3 ]
        cotexto doctor >doctor.txt || { cat doctor.txt; return 1; }
    done
    [ "$full" -ge 3 ]
    [ "$(units)" -eq 403 ]
}

@test "an export to a full disk leaves the old file" {
    [ -z "$COTEXTO_VALGRIND" ] || skip "valgrind writes files too"
    cotexto import -q "$examples"
    echo "the old one" >out.tmx
    for blocks in 0 1 8; do
        run limited_to $blocks "$program" export -o out.tmx
        [ "$status" -eq 5 ] || { echo "$blocks: exit $status: $output"; return 1; }
        says "out.tmx"
        [ "$(cat out.tmx)" = "the old one" ]
        [ "$(ls out.tmx*)" = out.tmx ]
    done
    cotexto export -q -o out.tmx
    grep -q "</tmx>" out.tmx
}
