#!/usr/bin/env bats
# cotexto lookup of many lines: several threads, one order.
load common

# A memory of 400 sentences, and queries.txt, 2,000 lines: exact, near, with other numbers, fragments, far ones, empty ones.
write_many() {
    awk 'BEGIN {
        split("La lancha|El barco azul|Nuestra delegación|La comisión mixta|El puerto viejo", who, "|")
        split("visitará|no encontró|describe|recibió con agrado", what, "|")
        split("the launch|the blue boat|our delegation|the joint commission|the old port", whom, "|")
        split("will visit|did not find|describes|welcomed", verb, "|")
        print "es\ten"
        for (i = 0; i < 400; i++)
            printf "%s %s el muelle %d de la bahía el %d de octubre.\t%s %s pier %d of the bay on October %d.\n",
                who[i % 5 + 1], what[i % 4 + 1], i, i % 28 + 1, whom[i % 5 + 1], verb[i % 4 + 1], i, i % 28 + 1
    }' >many.tsv
    awk -F'\t' 'NR > 1 {
        line = $1
        print line
        sub(/muelle/, "faro", line); print line
        sub(/bahía/, "orilla", line); print line
        print NR % 3 == 0 ? "" : "Vimos el muelle " NR " de la bahía, y nada más que se sepa."
        print "Xyzzy " NR
    }' many.tsv >queries.txt
    cotexto import -q many.tsv
    [ "$(wc -l <queries.txt)" -eq 2000 ]
}

same_with_jobs() {
    cotexto lookup --jobs 1 --from es --to en "$@" <queries.txt >one
    cotexto lookup --jobs 4 --from es --to en "$@" <queries.txt >four
    [ -s one ]
    cmp one four
}

@test "2,000 lines: as many jobs as you like, the same bytes" {
    write_many
    same_with_jobs
    same_with_jobs --json
    same_with_jobs --json --context --details
    [ "$(wc -l <four)" -eq 2000 ]
    same_with_jobs --terminal --limit 2
    same_with_jobs --json -m "$COTEXTO_MEMORY" -m "$COTEXTO_MEMORY:3" --all
    # a pipe gives them in pieces; both directions
    cotexto lookup --jobs 1 <queries.txt >one
    { head -n 7 queries.txt; sleep .1; tail -n +8 queries.txt; } | cotexto lookup --jobs 3 >four
    cmp one four
}

@test "the first line that fails is told, and what stands behind it is not answered" {
    write_many
    { head -n 700 queries.txt; printf 'mal \xff\n'; head -n 700 queries.txt; printf '\xfe\n'; } >bad.txt
    for jobs in 1 4; do
        code=0
        cotexto lookup --jobs $jobs --from es --to en --json <bad.txt >answers.$jobs 2>errors.$jobs || code=$?
        [ $code -eq 3 ]
        [ "$(wc -l <answers.$jobs)" -eq 700 ]
        grep -q '"line":701,' errors.$jobs
        [ "$(wc -l <errors.$jobs)" -eq 1 ]
    done
    cmp answers.1 answers.4
    cmp errors.1 errors.4
}

@test "nothing found is exit 1, also of many lines; a line without an end is one" {
    write_many
    yes xyzzy | head -n 50 >far.txt
    fails 1 cotexto lookup --jobs 4 --from es --to en <far.txt
    [ "$(printf 'xyzzy\nplugh' | { cotexto lookup --jobs 4 --from es --to en --json || true; } | wc -l)" -eq 2 ]
    [ "$(printf 'xyzzy\n\nplugh\r\n' | { cotexto lookup --jobs 4 --from es --to en --json || true; } | sed -n 3p)" = '{"query":"plugh","hits":[]}' ]
    fails 1 cotexto lookup --jobs 4 --from es --to en </dev/null
    [ -z "$output" ]
    fails 2 cotexto lookup --jobs 0 x
    fails 2 cotexto lookup --jobs many x
}

@test "an answer comes when its line is there, not when the next one is" {
    write_many
    mkfifo ask answer
    "$program" lookup --jobs 4 --from es --to en --json <ask >answer 3>&- &
    exec 5>ask 6<answer
    for query in Xyzzy "El puerto" Plugh; do
        echo "$query" >&5
        read -r -t 60 -u 6 line
        [ "$line" = "{\"query\":\"$query\",\"hits\":[]}" ]
    done
    printf 'Uno xyzzy\nDos xyzzy\nTres' >&5 # two lines, and a piece that is none yet
    for query in "Uno xyzzy" "Dos xyzzy"; do
        read -r -t 60 -u 6 line
        [ "$line" = "{\"query\":\"$query\",\"hits\":[]}" ]
    done
    printf ' xyzzy\n' >&5
    read -r -t 60 -u 6 line
    [ "$line" = '{"query":"Tres xyzzy","hits":[]}' ]
    exec 5>&- 6<&-
    wait $! || [ $? -eq 1 ]
}

@test "a reader that goes away ends the lookup" {
    write_many
    for i in 1 2 3 4 5; do cat queries.txt; done >long.txt
    cotexto lookup --jobs 4 --from es --to en --json <long.txt | head -n 1 >first
    [ "$(wc -l <first)" -eq 1 ]
    # a full disk, or a closed pipe without SIGPIPE, is told
    [ -e /dev/full ] || return 0
    code=0
    "$program" lookup --jobs 4 --from es --to en --json <long.txt >/dev/full 2>said || code=$?
    [ $code -eq 5 ]
    grep -q "can't be written" said
}
