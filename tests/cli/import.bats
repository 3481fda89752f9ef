#!/usr/bin/env bats
# cotexto import
load common

counts() { tail -n 1 <<<"$output"; }

@test "two texts named alike become a document; again, nothing changes" {
    write_pair
    run cotexto import --json a.es.txt a.en.txt
    [ "$(counts)" = '{"documents":1,"units":3,"new":3,"changed":0,"duplicate":0,"skipped":0,"review":0}' ]
    cotexto export >before.tmx
    run cotexto import --json a.es.txt a.en.txt
    [ "$(counts)" = '{"documents":1,"units":3,"new":0,"changed":0,"duplicate":3,"skipped":0,"review":0}' ]
    cotexto export | cmp - before.tmx
    [ "$(cotexto stats | sed -n 's/^revisions\t//p')" -eq 1 ]
}

@test "a changed file replaces its own units and no others" {
    write_pair
    cp a.es.txt b.es.txt; cp a.en.txt b.en.txt
    cotexto import -q a.es.txt a.en.txt
    cotexto import -q b.es.txt b.en.txt
    sed -i 's/Ginebra/Viena/' a.es.txt; sed -i 's/Geneva/Vienna/' a.en.txt
    run cotexto import --json a.es.txt a.en.txt
    says '"state":"changed"'
    run cotexto search --json Viena
    says '"document":"a"'
    run cotexto search --json Ginebra
    says '"document":"b"'
    [ "$(grep -c document <<<"$output")" -eq 1 ]
    [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq 6 ]
}

@test "a folder: pairs by names in all their forms, texts without partner told" {
    write_pair
    mkdir -p in/es in/en
    cp a.es.txt in/one.es.txt; cp a.en.txt in/one.en.txt
    cp a.es.txt in/es/two.txt; cp a.en.txt in/en/two.txt
    cp a.es.txt in/three_ES.txt; cp a.en.txt in/three_EN.txt
    cp a.es.txt in/alone.es.txt
    run cotexto import in
    [ "$status" -eq 0 ]
    says "3 documents"
    says "alone: no partner"
    says "1 text without a partner"
}

@test "languages are guessed when nothing says them, and that is told" {
    iconv -f windows-1252 -t UTF-8 "$examples/island-summit-2032.es.txt" >uno.txt
    iconv -f windows-1252 -t UTF-8 "$examples/island-summit-2032.en.txt" >dos.txt
    run cotexto import uno.txt dos.txt
    [ "$status" -eq 0 ]
    says "es (guessed"
    says "en (guessed"
    run cotexto stats --json
    says '"segments":{"en":'
}

@test "--languages says which side is which, for any two languages" {
    printf 'La reunió se celebrarà a Ginebra el 7 de febrer.\n' >x
    printf 'Bilera Genevan egingo da otsailaren 7an.\n' >y
    cotexto import -q --languages ca,eu x y
    run cotexto lookup --from ca --to eu --json "La reunió se celebrarà a Ginebra el 7 de febrer."
    says '"percent":100'
    says 'Bilera Genevan'
}

@test "encodings: windows-1252, UTF-16, UTF-8 with a mark, decomposed letters" {
    run cotexto import "$examples"
    says "windows-1252"
    says "UTF-16LE"
    says "3 documents"
    write_pair
    { printf '\xEF\xBB\xBF'; sed 's/ó/o\xCC\x81/' a.es.txt; } >b.es.txt
    cp a.en.txt b.en.txt
    cotexto import -q b.es.txt b.en.txt
    run cotexto lookup --from es --to en --json "La reunión se celebrará en Ginebra el 7 de febrero."
    says '"percent":100'
}

@test "--meta is kept with the document" {
    write_pair
    cotexto import -q --meta title="Una nota" --meta date=2029-10-07 --meta url=https://example.org/7 --meta desk=press a.es.txt a.en.txt
    run cotexto export
    says '<prop type="x-document-title">Una nota</prop>'
    says '<prop type="x-document-date">2029-10-07</prop>'
    says '<prop type="x-document-url">https://example.org/7</prop>'
    run cotexto lookup --terminal "No alzaremos la voz."
    says "a, 2029-10-07, paragraph 2"
}

@test "a dry run stores nothing and needs no memory" {
    write_pair
    run cotexto import --dry-run a.es.txt a.en.txt
    [ "$status" -eq 0 ]
    says "3 new"
    says "dry run"
    [ ! -e "$COTEXTO_MEMORY" ]
}

@test "what export wrote is imported to the same units, and twice changes nothing" {
    cotexto import -q --meta date=2032-05-01 "$examples"
    for format in tmx tsv jsonl; do
        cotexto export -q -o out.$format
        run cotexto import -m copy-$format.db --json out.$format
        [ "$status" -eq 0 ]
        says '"skipped":0,'
        cotexto export -q -m copy-$format.db -o again.$format
        cmp out.$format again.$format
        run cotexto import -m copy-$format.db --json out.$format
        says '"new":0,"changed":0,"duplicate":72'
    done
}

@test "what has inline tags comes back the same through every format" {
    printf '<tmx version="1.4"><header/><body><tu><tuv xml:lang="es"><seg>Pulse <ph x="1"/> aquí \xef\xbf\xbc</seg></tuv><tuv xml:lang="en"><seg>Press</seg></tuv></tu></body></tmx>' >t.tmx
    cotexto import -q t.tmx
    for format in tmx tsv jsonl; do
        cotexto export -q -o t.$format
        run cotexto import --json t.$format
        says '"new":0,"changed":0,"duplicate":1'
    done
}

@test "a table of another tool, with its columns named" {
    printf 'Hola a todos.\tHello everybody.\tfurther\n\nAdiós.\tGoodbye.\t\nSolo esto.\t\n' >t.txt
    run cotexto import --json --from tsv --languages es,en t.txt
    says '"units":3,"new":2,"changed":0,"duplicate":0,"skipped":1'
    run cotexto lookup --from en --to es --json "Goodbye."
    says '"target":"Adiós."'
}

@test "standard input, with its format" {
    cotexto import -q "$examples"
    for format in tmx tsv jsonl; do
        cotexto export --to $format | cotexto import -q -m $format.db --from $format -
        [ "$(cotexto stats -m $format.db | sed -n 's/^units\t//p')" -eq 72 ]
    done
    fails 2 cotexto import - </dev/null
    says "--from tmx"
    echo "Nuestros vecinos merecen respeto." | cotexto lookup - | grep -q "Our neighbours"
}

@test "another document of the same name takes a longer one; nothing is replaced" {
    write_pair
    mkdir 2030 2031
    mv a.es.txt 2030/nota.es.txt; mv a.en.txt 2030/nota.en.txt
    sed 's/Ginebra/Viena/' 2030/nota.es.txt >2031/nota.es.txt
    sed 's/Geneva/Vienna/' 2030/nota.en.txt >2031/nota.en.txt
    cotexto import -q 2030
    run cotexto import --json 2031
    says '"new":3,"changed":0'
    run cotexto stats
    says $'documents\t2'
    run cotexto import --json 2030 "$PWD/2031" # and again, by other paths
    says '"new":0,"changed":0,"duplicate":6'
    sed 's/.*/La réunion aura lieu à Genève le 7 février./;1q' 2030/nota.en.txt >2030/nota.fr.txt
    run cotexto import --json --force 2030/nota.es.txt 2030/nota.fr.txt # a second translation
    says '"changed":0'
    cotexto search Geneva | grep -q nota
    mv 2031 elsewhere # moved: the same document
    sed -i 's/Viena/Praga/' elsewhere/nota.es.txt
    run cotexto import elsewhere
    says "changed"
}

@test "a second import may add facts about a document" {
    write_pair
    cotexto import -q a.es.txt a.en.txt
    run cotexto import --meta client=ACME --meta date=2031-05-06 a.es.txt a.en.txt
    says "a: changed"
    run cotexto import --meta client=ACME a.es.txt a.en.txt
    says "a: unchanged"
    run cotexto export
    says "2031-05-06"
    fails 2 cotexto import --meta title=$'A\xf1o' a.es.txt a.en.txt
}

@test "folders: links that lead back, names that are no UTF-8, one that can't be read" {
    write_pair
    mkdir -p in/deep
    mv a.es.txt in/deep/$'ni\xf1o.es.txt'; mv a.en.txt in/deep/$'ni\xf1o.en.txt'
    ln -s .. in/deep/up; ln -s . in/deep/self
    run cotexto import --json in
    [ "$status" -eq 0 ]
    says '"documents":1,'
    cotexto export -q -o out.tmx
    python3 -c 'open("out.tmx", encoding="utf-8").read()'
    [ "$(id -u)" -eq 0 ] && return
    mkdir in/closed; chmod 0 in/closed
    fails 5 cotexto import --json in
    says '"documents":1,'
}

@test "policies touch only the same pair of languages, and only when the new unit stays" {
    printf 'es\tfr\nHola.\tSalut.\n' >one.tsv
    mkdir sub; printf 'es\ten\nHola.\tHello.\n' >sub/one.tsv
    cotexto import -q one.tsv
    cotexto import -q --policy replace sub/one.tsv
    [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq 2 ]
    unit() { printf '{"segments":[{"lang":"es","text":"Adiós."},{"lang":"en","text":"%s"}],"changed":"%s"}\n' "$@"; }
    unit Bye. 2020-01-01T00:00:00Z >n.jsonl; unit Goodbye. 2025-01-01T00:00:00Z >>n.jsonl
    unit "So long." 2023-01-01T00:00:00Z >sub/n.jsonl
    cotexto import -q n.jsonl
    run cotexto import --json --policy newest sub/n.jsonl
    says '"changed":0,"duplicate":0,"skipped":1'
    cotexto search Bye | grep -q Adi
}

@test "memories are made by several processes at once" {
    write_pair
    for i in 1 2 3 4 5 6; do mkdir $i; sed "s/7/$i/" a.es.txt >$i/d$i.es.txt; sed "s/7/$i/" a.en.txt >$i/d$i.en.txt; done
    for i in 1 2 3 4 5 6; do cotexto import -q $i & pids="$pids $!"; done
    for pid in $pids; do wait $pid; done
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 6 ]
}

@test "--policy decides when a source is stored with another translation" {
    printf 'es\ten\nHola.\tHello.\n' >one.tsv
    printf 'es\ten\nHola.\tHi.\n' >two.tsv
    for case in add:2 keep:1 replace:1 newest:1; do
        rm -f memory.db*
        cotexto import -q one.tsv
        mkdir -p sub; cp two.tsv sub/one.tsv
        cotexto import -q --policy "${case%:*}" sub/one.tsv
        [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq "${case#*:}" ]
    done
    run cotexto export --to tsv
    says "Hello."
}

@test "more than two languages in a unit" {
    printf 'es\ten\tfr\nHola a todos.\tHello everybody.\tBonjour à tous.\n' >three.tsv
    cotexto import -q three.tsv
    run cotexto lookup --from fr --to es --json "Bonjour à tous."
    says '"target":"Hola a todos."'
    run cotexto stats --json
    says '"segments":{"en":1,"es":1,"fr":1}'
}

@test "Ctrl-C leaves a memory of whole documents" {
    for i in $(seq 60); do
        cp "$examples/santa-aurelia-2029.es.txt" "n$i.es.txt"
        cp "$examples/santa-aurelia-2029.en.txt" "n$i.en.txt"
    done
    "$program" import --progress=json . 2>progress &
    pid=$!
    for try in $(seq 200); do
        grep -q '"done":3' progress && break
        sleep 0.02
    done
    kill -INT $pid || true
    wait $pid || true
    run cotexto doctor
    [ "$status" -eq 0 ]
    units=$(cotexto stats | sed -n 's/^units\t//p')
    [ $((units % 25)) -eq 0 ]
    run cotexto import --json .
    [ "$status" -eq 0 ]
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 60 ]
}

@test "an exchange file's line tells what was stored of it, and no empty line follows" {
    printf 'es\ten\nUno.\tOne.\nDos.\tTwo.\n' >t.tsv
    cotexto import -q t.tsv
    printf 'Tres.\tThree.\n' >>t.tsv
    run cotexto import t.tsv
    [ "${lines[0]}" = 't.tsv: new, 1 unit' ]
    [ "${lines[1]}" = '    already there: 2 (unit 1, 2)' ]
    [ "${lines[2]}" = '1 document, 3 units: 1 new, 0 changed, 2 already there, 0 skipped, 0 removed, 0 to review' ]
    run cotexto import t.tsv
    [ "${lines[0]}" = 't.tsv: unchanged, 3 units' ]
    run cotexto import --json t.tsv
    says '"state":"unchanged"'
    says '"units":3,"review":0,"unaligned":0,"outcomes":{"new":{"count":0,'
}

@test "a table in a folder that names no languages is passed over, unless it is named or told how to be read" {
    mkdir in
    write_pair
    mv a.es.txt a.en.txt in
    printf 'nombre\tautor\na\tAna\n' >in/list.tsv
    printf 'es\ten\nHola.\tHello.\n' >in/pairs.tsv
    run cotexto import in
    [ "$status" -eq 0 ]
    says 'in/list.tsv: passed over'
    says '1 file passed over'
    says '2 documents, 4 units: 4 new'
    run cotexto import --dry-run --json --languages es,en in
    [ "$status" -eq 0 ]
    says '"document":"in/list.tsv","state":"passed over"'
    [ "$(counts)" = '{"documents":2,"units":4,"new":0,"changed":0,"duplicate":4,"skipped":0,"review":0}' ]
    run cotexto analyse --from es --to en in
    [ "$status" -eq 0 ]
    says 'in/list.tsv: passed over'
    fails 3 cotexto import in/list.tsv
    says 'the first line does not name the languages'
    run cotexto import --dry-run --languages es,en in/list.tsv
    says '2 units'
    run cotexto import --dry-run --languages es,en --columns nombre,autor in
    says 'list.tsv: new, 1 unit'
    fails 3 cotexto import --from tsv in
    rm in/a.* in/pairs.tsv
    fails 3 cotexto import in
    says 'no texts and no exchange files'
}
