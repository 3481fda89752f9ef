#!/usr/bin/env bats
# export, stats, segment, align, detect, doctor, and the command line itself
load common

@test "export: filters, formats, languages" {
    cotexto import -q "$examples"
    cotexto export -q -o all.tmx
    head -n 3 all.tmx | grep -q 'tmx version="1.4"'
    run cotexto export --document santa-aurelia-2029 --to tsv
    [ "${#lines[@]}" -eq 26 ]
    [ "${lines[0]}" = $'en\tes\tconfidence\tdocument\tdate\ttitle\turl\tposition\tparagraph\treviewed\ttags' ]
    run cotexto export --languages es,en --to tsv
    [ "$(cut -f 1,2 <<<"${lines[0]}")" = $'es\ten' ]
    fails 1 cotexto export --reviewed
    fails 1 cotexto export --document none
    [ "$(cotexto export --confidence 1 --to tsv | wc -l)" -lt 73 ]
    fails 2 cotexto export --to docx
    fails 2 cotexto export --confidence much
    cotexto export -q --languages es,en -o all.jsonl
    head -n 1 all.jsonl | grep -q '^{"segments":\[{"lang":"e'
}

@test "no output takes the place of a memory" {
    cotexto import -q "$examples"
    cotexto export -q -o all.tmx
    fails 2 cotexto export --to tmx -o memory.db
    says "memory.db: is a memory: it is not replaced"
    fails 2 cotexto review --export memory.db
    fails 2 cotexto convert --to tsv all.tmx memory.db
    fails 2 cotexto pretranslate --languages es,en "$examples/rio-hondo-2031.es.txt" -o memory.db
    cotexto export -q -o again.tmx
    cmp all.tmx again.tmx
}

@test "a name that means another format is not exported to, unless the format is named" {
    cotexto import -q "$examples"
    fails 2 cotexto export -o memory.xlsx
    says "memory.xlsx: the name does not tell the format to write"
    [ ! -e memory.xlsx ]
    cotexto export -q --to tmx -o memory.bak
    cotexto export -q -o ./memory
    cmp memory.bak memory
    cotexto export -q -o memory.gz
    gzip -dc memory.gz | cmp - memory
}

@test "export does not follow a link, nor leave half a file" {
    cotexto import -q "$examples"
    echo precious >target
    ln -s target out.tmx
    fails 5 cotexto export -o out.tmx
    [ "$(cat target)" = precious ]
    cotexto export -q -o /dev/null # a device is written to as it is
    cotexto export -q --to tsv -o /dev/stdout | head -n 1 | grep -q confidence
}

@test "stats in both forms" {
    cotexto import -q "$examples"
    run cotexto stats --json
    [[ $output =~ ^\{\"units\":72,\"segments\":\{\"en\":72,\"es\":72\},\"words\":\{.*\},\"documents\":3,\"bytes\":[0-9]+,\"revisions\":1,\"reviewed\":0,\"review\":[0-9]+\}$ ]]
    run cotexto stats --terminal
    says "documents"
    [ "$(cotexto stats | sed -n 's/^segments:es\t//p')" -eq 72 ]
}

@test "segment: a line each, a blank line between paragraphs, NUL between texts" {
    run cotexto segment --lang es <<<$'Llegó el Sr. Pérez. Se fue.\n\nOtro párrafo.'
    [ "$output" = $'Llegó el Sr. Pérez.\nSe fue.\n\nOtro párrafo.' ]
    printf 'Uno. Dos.\0Tres.\0' | cotexto segment --lang es -0 >out
    printf 'Uno.\nDos.\n\0\nTres.\n\0\n' | cmp - out
    printf 'Uno. Dos.\0Tres.' >in
    cotexto segment --lang es -0 in | cmp - out
    fails 2 cotexto segment in
    fails 5 cotexto segment --lang es none
}

@test "segment and import by the user's own SRX rules" {
    cat >rules.srx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body><languagerules>
<languagerule languagerulename="a"><rule><beforebreak>;</beforebreak><afterbreak> </afterbreak></rule></languagerule>
</languagerules><maprules><languagemap languagepattern=".*" languagerulename="a"/></maprules></body></srx>
END
    run cotexto segment --lang es --srx rules.srx <<<"Uno. Dos; tres."
    [ "$output" = $'Uno. Dos;\ntres.' ]
    fails 5 cotexto segment --lang es --srx none.srx </dev/null
    says "none.srx"
    echo "<html/>" >bad.srx
    fails 3 cotexto segment --lang es --srx bad.srx </dev/null
    says "bad.srx:1:"
    write_pair
    cotexto import -q a.es.txt a.en.txt
    run cotexto import --srx rules.srx a.es.txt a.en.txt # other rules: the document is cut anew
    says "a: changed"
    fails 5 cotexto import --srx none.srx a.es.txt a.en.txt
}

@test "align: ladder, table, JSON Lines, TMX" {
    printf 'El ministro Brandt llegó a Ginebra en 2029.\nTodo fue bien.\n' >s
    printf 'Minister Brandt arrived in Geneva in 2029.\nAll went well.\n' >t
    run cotexto align --presegmented --languages es,en s t
    [[ ${lines[0]} =~ ^\[0\]:\[0\]$'\t'[01]\.[0-9]{2,}$ ]]
    [[ ${lines[1]} =~ ^\[1\]:\[1\]$'\t'[01]\.[0-9]{2,}$ ]]
    run cotexto align --presegmented --languages es,en --format tsv s t
    [[ ${lines[1]} =~ ^Todo\ fue\ bien\.$'\t'All\ went\ well\.$'\t'[01]\.[0-9]{2,}$ ]]
    cotexto align --presegmented --languages es,en --format tmx s t | grep -q '<seg>All went well.</seg>'
    cotexto align --presegmented --languages es,en --format jsonl s t | grep -q '"text":"All went well."'
    printf 'bien\twell\n' >words
    cotexto align --presegmented --languages es,en --lexicon words s t >/dev/null
    cotexto import -q "$examples"
    cotexto align --presegmented --languages es,en -m "$COTEXTO_MEMORY" s t >/dev/null
    fails 5 cotexto align --presegmented --languages es,en -m none.db s t
    printf 'El ministro Brandt\xe2\x80\xa8llegó a Ginebra en 2029.\nTodo fue bien.\n' >s
    run cotexto align --presegmented --languages es,en s t # a line separator ends no line
    [ "${#lines[@]}" -eq 2 ]
    : >empty
    [ "$(cotexto align --presegmented --languages es,en s empty 2>/dev/null)" = $'[0]:[]\t1.0000\n[1]:[]\t1.0000' ]
    fails 2 cotexto align s t
    fails 2 cotexto align --languages es s t
    fails 2 cotexto align --languages es,en --format svg s t
    fails 3 cotexto align --languages es,en --lexicon s s t
}

@test "align: running texts, and empty lines as paragraphs" {
    write_pair
    run cotexto align --languages es,en a.es.txt a.en.txt
    [ "${#lines[@]}" -eq 3 ]
    printf 'Uno.\n\nDos.\n' >s; printf 'One.\n\nTwo.\n' >t
    run cotexto align --presegmented --paragraphs --languages es,en s t
    [ "${#lines[@]}" -eq 2 ]
}

@test "detect" {
    run cotexto detect --json "$examples/island-summit-2032.es.txt"
    [ "$output" = '{"encoding":"windows-1252","confidence":0.99,"language":"es","paragraphs":12,"sentences":28,"mojibake":false}' ]
    run cotexto detect --terminal "$examples/rio-hondo-2031.en.txt"
    says "UTF-16LE"
    cotexto detect - <"$examples/rio-hondo-2031.en.txt" | grep -q UTF-16LE
    fails 5 cotexto detect none
}

@test "mojibake is told, and repaired only when asked" {
    printf 'La reuniÃ³n serÃ¡ maÃ±ana.\n' >text.es.txt
    cotexto detect --terminal text.es.txt | grep -q "warning.*--repair"
    [ "$(cotexto segment --lang es text.es.txt)" = "La reuniÃ³n serÃ¡ maÃ±ana." ]
    [ "$(cotexto segment --lang es --repair text.es.txt)" = "La reunión será mañana." ]
    run cotexto detect --terminal --repair text.es.txt
    says "3 characters that had been read in a wrong encoding were repaired"
    ! grep -q warning <<<"$output"
    printf 'The meeting is tomorrow.\n' >text.en.txt
    run cotexto import -m m.db --repair text.es.txt text.en.txt
    says "3 characters"
    cotexto lookup -m m.db --from es --to en "La reunión será mañana." | grep -q "	100	"
}

@test "words of one's own decide where sentences end" {
    printf 'Vio al Cte. Ruiz en la c. Mayor. Luego se fue al mar. Luego no.\n' >t.txt
    [ "$(cotexto segment --lang es t.txt | wc -l)" -gt 2 ]
    printf '# ours\n[title]\nCte.\n[other]\nc\n[connective] mar\n' >es.txt
    run cotexto segment --lang es --words es.txt t.txt
    [ "${lines[0]}" = "Vio al Cte. Ruiz en la c. Mayor." ]
    [ "${lines[1]}" = "Luego se fue al mar. Luego no." ]
    [ "$(cotexto segment --lang es-MX --words . t.txt | wc -l)" -eq 2 ]
    [ "$(cotexto segment --lang fr --words es.txt t.txt | wc -l)" -gt 2 ]
    printf '[plain]\nsr\n' >es.txt
    printf 'Llegó el Sr. Ruiz.\n' >t.txt
    [ "$(cotexto segment --lang es --words es.txt t.txt | wc -l)" -eq 2 ]
    # the folder of the configuration is taken without being named
    mkdir -p config/cotexto/words && cp es.txt config/cotexto/words/
    [ "$(XDG_CONFIG_HOME=$PWD/config cotexto segment --lang es t.txt | wc -l)" -eq 2 ]
    # what is wrong with the file is told with its line
    printf '[title]\nsr\n[titel]\n' >es.txt
    fails 3 cotexto segment --lang es --words es.txt t.txt
    says "es.txt:3:"
    printf 'sr\n' >words.list
    fails 2 cotexto segment --lang es --words words.list t.txt
    says "name it as es.txt"
    fails 5 cotexto segment --lang es --words none/es.txt t.txt
}

@test "doctor knows the words that documents were cut with" {
    printf 'Llegó el Sr. Ruiz.\n' >a.es.txt
    printf 'Mr. Ruiz came.\n' >a.en.txt
    printf '[title]\ncte\n' >es.txt
    cotexto import -m m.db -q --words es.txt a.es.txt a.en.txt
    cotexto doctor -m m.db --words es.txt | grep -q "cut by the rules of this version"
    run cotexto doctor -m m.db
    says "cut by the rules of another"
}

@test "doctor finds a damaged memory" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    cotexto import -q "$examples"
    cotexto doctor | grep -q good
    sqlite3 "$COTEXTO_MEMORY" "DELETE FROM segment WHERE id = 1"
    fails 3 cotexto doctor
    says "BAD"
    run cotexto doctor --json
    says '"good":false'
}

@test "doctor tells of documents that were cut by other rules, and import cuts them anew" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    write_pair
    cotexto import -q a.es.txt a.en.txt
    cotexto doctor | grep -q "1 document, cut by the rules of this version"
    sqlite3 "$COTEXTO_MEMORY" "UPDATE document SET profile = replace(profile, 'icu-', 'icu-1')"
    run cotexto doctor
    [ "$status" -eq 0 ]
    says "1 document was cut by the rules of another version"
    says "→ import the same texts again"
    run cotexto import a.es.txt a.en.txt
    says "a: changed"
    cotexto doctor | grep -q "1 document, cut by the rules of this version"
}

@test "a memory from a newer version is refused, an older one is migrated when written to" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    write_pair
    cotexto import -q a.es.txt a.en.txt
    [ "$(sqlite3 "$COTEXTO_MEMORY" 'PRAGMA application_id')" -eq 1668577391 ]
    version=$(sqlite3 "$COTEXTO_MEMORY" 'PRAGMA user_version')
    sqlite3 "$COTEXTO_MEMORY" "PRAGMA user_version = $((version + 1))"
    fails 3 cotexto stats
    says "newer"
    sqlite3 "$COTEXTO_MEMORY" "PRAGMA user_version = $version"
    cotexto stats >/dev/null
}

@test "unknown commands and options are told with a suggestion" {
    fails 2 cotexto lokup
    says 'did you mean "lookup"?'
    fails 2 cotexto lookup --flor 3
    says 'did you mean "--floor"?'
    fails 2 cotexto stats --frobnicate
    fails 2 cotexto lookup --floor
    fails 2 cotexto lookup --json=yes x
    fails 2 cotexto
    fails 2 cotexto lookup --color=pink x
}

@test "help and version" {
    cotexto --help | grep -q 'import'
    cotexto help lookup | grep -q -- '--floor'
    cotexto lookup --help | grep -q -- '--floor'
    [[ $(cotexto --version) =~ ^cotexto\ [0-9]+\.[0-9]+ ]]
}

@test "the memory is where XDG says when nothing else does" {
    unset COTEXTO_MEMORY
    write_pair
    XDG_DATA_HOME=$PWD/data cotexto import -q a.es.txt a.en.txt
    [ -f data/cotexto/memory.db ]
    HOME=$PWD/home XDG_DATA_HOME= cotexto import -q a.es.txt a.en.txt
    [ -f home/.local/share/cotexto/memory.db ]
}

@test "words that a command does not take, and numbers that are none, are said" {
    cotexto import -q "$examples"
    for command in stats doctor learn reindex clean; do
        fails 2 cotexto $command extra
        says "cotexto: $command takes options only"
    done
    fails 2 cotexto search --context "comisión mixta"
    says '--context takes a whole number from 0 to 1000, not "comisión mixta"'
}
