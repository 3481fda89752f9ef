#!/usr/bin/env bats
# Several commands at once on one memory
load common

# table NAME COUNT: a file of that many units.
table() {
    printf 'es\ten\n' >"$1.tsv"
    seq "$2" | sed "s/.*/$1: frase nueva número & de la tabla.\t$1: new sentence number & of the table./" >>"$1.tsv"
}

@test "lookups during an import answer from the last commit, the import is seen whole" {
    cotexto import -q "$examples"
    before=$(cotexto stats | sed -n 's/^units\t//p')
    table big 8000
    cotexto import -q big.tsv &
    while kill -0 $! 2>/dev/null; do
        units=$(cotexto stats | sed -n 's/^units\t//p')
        [ "$units" -eq "$before" ] || [ "$units" -eq $((before + 8000)) ]
        run cotexto lookup --from es --to en --json "Nuestros vecinos merecen respeto."
        [ "$status" -eq 0 ]
        says '"percent":100'
    done
    wait $!
    [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq $((before + 8000)) ]
    cotexto doctor
}

@test "two imports at once: one waits for the other" {
    table first 300
    table second 300
    cotexto import -q first.tsv &
    first=$!
    cotexto import -q second.tsv
    wait $first
    [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq 600 ]
}

@test "a memory that somebody keeps writing to: import says busy, lookup answers" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    cotexto import -q "$examples"
    printf 'es\ten\nUno.\tOne.\n' >t.tsv
    mkfifo orders
    sqlite3 memory.db <orders >answer &
    exec 9>orders
    echo "BEGIN IMMEDIATE; SELECT 'begun';" >&9
    until [ -s answer ]; do sleep 0.05; done
    cotexto lookup --from es --to en --json "Nuestros vecinos merecen respeto." | grep -q '"percent":100'
    fails 4 cotexto import -q t.tsv
    says "busy"
    exec 9>&-
    wait $!
    cotexto import -q t.tsv
}
