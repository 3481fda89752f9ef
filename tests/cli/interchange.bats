#!/usr/bin/env bats
# XLIFF, PO, CSV and packed files, in and out.
load common

write_xliff() {
    cat >a.xlf <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="es" target-language="en"
 datatype="plaintext"><body><trans-unit id="7" approved="yes"><source>Pulse <g id="1">aquí</g>.</source>
<target>Click <g id="1">here</g>.</target><note>A button</note></trans-unit>
<trans-unit id="8"><source>Sin traducir</source></trans-unit></body></file></xliff>
END
}

write_po() {
    cat >de.po <<'END'
msgid ""
msgstr "Content-Type: text/plain; charset=ISO-8859-1\n"

#, fuzzy
msgid "Close"
msgstr "Schliess"

msgid "Open"
msgstr "Öffnen"
END
    iconv -f UTF-8 -t ISO-8859-1 de.po >l1.po
    mv l1.po de.po
}

@test "XLIFF goes into the memory and comes out again" {
    write_xliff
    run cotexto import --json a.xlf
    [ "${lines[-1]}" = '{"documents":1,"units":2,"new":1,"changed":0,"duplicate":0,"skipped":1,"review":0}' ]
    cotexto export --languages es,en -o b.xlf
    grep -q '<source>Pulse <g id="1">aquí</g>.</source>' b.xlf
    grep -q 'approved="yes"' b.xlf
    run cotexto import --json b.xlf
    says '"new":0'
    says '"duplicate":1'
    cotexto export --languages en,es --to xliff2 -o c.xlf
    grep -q 'srcLang="en" trgLang="es"' c.xlf
}

@test "a format of pairs wants two languages" {
    cat >a.tsv <<END
es	en	fr
uno	one	un
END
    cotexto import -q a.tsv
    fails 2 cotexto export --to xliff -o a.xlf
    says "--languages es,en"
    [ ! -e a.xlf ]
    fails 2 cotexto convert a.tsv a.po
    says "more than two languages"
    cotexto convert -q a.tsv a.po --languages fr,en
    grep -q 'msgid "un"' a.po
    [ "$(tail -n 1 a.po)" = 'msgstr "one"' ]
}

@test "fuzzy entries of PO are skipped unless asked for" {
    write_po
    run cotexto import --json de.po
    says '"new":1,"changed":0,"duplicate":0,"skipped":1'
    cotexto export --to tsv | grep -q "Open	Öffnen\|Öffnen	Open"
    run cotexto convert --json --fuzzy de.po a.tmx
    says '{"units":2,"written":2,"skipped":0}'
    run cotexto convert de.po a.tmx
    says "2 units: 1 written, 1 skipped"
}

@test "every format comes packed, and damage is told" {
    write_xliff
    for suffix in tmx xlf 2.xlf po csv tsv jsonl; do
        for packing in gz zst; do
            cotexto convert -q a.xlf "a.$suffix.$packing"
            cotexto convert -q "a.$suffix.$packing" b.jsonl
            [ "$(wc -l <b.jsonl)" -eq 1 ]
        done
    done
    gzip -t a.tmx.gz
    size=$(stat -c %s a.tmx.gz)
    for length in 12 100 $((size - 9)); do
        head -c "$length" a.tmx.gz >cut.tmx.gz
        fails 3 cotexto convert cut.tmx.gz b.tmx
        says "damaged, or cut off"
    done
    head -c 100 a.jsonl.zst >cut.jsonl.zst
    fails 3 cotexto convert cut.jsonl.zst b.tmx
    [ ! -e b.tmx ]
    nothing_stored
}

@test "a packed file is repaired, and guarded, as any other" {
    write_xliff
    cotexto convert -q a.xlf whole.tmx
    for whole in whole.tmx a.xlf; do
        for packing in "gzip -c" "zstd -qc"; do
            name=broken.${packing%% *}
            head -c $(($(stat -c %s $whole) - 10)) $whole | sed 's/aquí/a \x0b \& b/' | $packing >$name
            fails 3 cotexto import $name
            says "XML error"
            says "--repair"
            nothing_stored
            run cotexto import --json --repair $name
            says '"new":1'
            says '"ampersand":{"count":1'
            says '"truncated":{"count":1'
            cotexto export --to tsv | grep -q "a  & b"
            rm memory.db*
            { printf '<%s ' "$(sed -n 's/.*<\(tmx\|xliff\) .*/\1/p' $whole)"; seq -f 'a%g="" ' 2000 | tr -d '\n'; echo '/>'; } | $packing >$name
            for repair in "" --repair; do
                fails 3 cotexto import $repair $name
                says "more than a thousand attributes"
            done
            nothing_stored
        done
    done
    head -c $(($(stat -c %s a.xlf) - 20)) a.xlf | gzip | head -c -12 >cut.xlf.gz
    fails 3 cotexto import --repair cut.xlf.gz # what is missing is not known
    says "damaged, or cut off"
    nothing_stored
}

@test "--lang-map takes the languages of XLIFF for others, too" {
    write_xliff
    sed -i 's/source-language="es"/source-language="xx_spanish"/' a.xlf
    fails 3 cotexto import a.xlf
    says "--lang-map xx_spanish=TAG"
    cotexto import -q --lang-map xx_spanish=es-419 a.xlf
    cotexto export --to tsv | head -n 1 | grep -q es-419
}

@test "a profile is written into a packed file, and XLIFF's own elements are code in TMX" {
    write_xliff
    sed -i 's/<g id="1">aquí<.g>/<ph id="1" ctype="x-a"\/>aquí/' a.xlf
    cotexto import -q a.xlf
    cotexto export --profile memoq --languages es,en -o a.tmx.gz
    gzip -dc a.tmx.gz >a.tmx
    grep -q 'srclang="es"' a.tmx
    grep -q '<seg>Pulse <ph>&lt;ph id=&quot;1&quot;' a.tmx
    fails 2 cotexto export --profile memoq -o b.tmx.gz
    [ ! -e b.tmx.gz ]
}

@test "a packed file of nothing but zeros is refused" {
    head -c 100000000 /dev/zero | gzip >zeros.tsv.gz
    fails 3 cotexto convert zeros.tsv.gz a.tmx --languages es,en
    says "times its size"
    head -c 100000000 /dev/zero | gzip >zeros.tmx.gz
    fails 3 cotexto convert zeros.tmx.gz a.tmx
    [ ! -e a.tmx ]
}

@test "tables of spreadsheets are read" {
    printf 'id;es;en\r\n1;"uno; ""dos""";"one\r\ntwo"\r\n2;;no\r\n' >a.csv
    cotexto convert -q a.csv b.jsonl
    grep -q '"text":"uno; \\"dos\\""' b.jsonl
    grep -q '"text":"one\\ntwo"' b.jsonl
    iconv -f UTF-8 -t UTF-16 a.csv >utf16.csv # with a byte order mark
    cotexto convert -q utf16.csv c.jsonl
    cmp b.jsonl c.jsonl
    cotexto convert -q b.jsonl d.csv
    cotexto convert -q d.csv e.jsonl
    cmp b.jsonl e.jsonl
    printf '\xEF\xBB\xBFen,es,fr\r\none,uno,un\r\n' >f.csv
    cotexto convert -q f.csv - --to tsv --languages es,en | grep -q '^uno	one	'
    cotexto convert -q --from csv <(cat a.csv) g.jsonl # which can't be read twice
    cmp b.jsonl g.jsonl
}

@test "convert tells what it can't do" {
    echo "plain text" >a.txt
    fails 3 cotexto convert a.txt a.tmx
    says "--from tmx"
    write_xliff
    fails 2 cotexto convert a.xlf a.unknown
    says "--to tmx"
    fails 2 cotexto convert a.xlf
    fails 5 cotexto convert no.tmx a.tmx
    echo '<xliff/>' >empty.xlf
    fails 1 cotexto convert empty.xlf a.tmx
    says "no translations"
    echo '<xliff><file source-language="es"><body><trans-unit><source>a</source><target>b</target></trans-unit></body></file></xliff>' >half.xlf
    fails 3 cotexto convert half.xlf a.tmx
    says "does not name its languages"
    cotexto convert -q half.xlf a.tmx --languages es,en
}

@test "real XLIFF and PO files are read, and come back the same through every format" {
    [ -e "$shared/interchange/manifest.tsv" ] || skip "the shared files are not there"
    [ -z "$COTEXTO_VALGRIND" ] || skip "too slow under valgrind"
    run python3 "$TOP_SRCDIR/tests/cli/interop_xliff.py" "$program" "$shared/interchange" --schemas "$shared/schema"
    [ "$status" -eq 0 ] || { echo "$output" | grep -F '**wrong**'; return 1; }
    says ", 0 not as they must be"
}

@test "convert maps languages and repairs as import does, and tells what it repaired" {
    printf 'sp\ten\nuno\tone\n' >a.tsv
    fails 3 cotexto convert a.tsv b.jsonl
    cotexto convert -q --lang-map sp=es-419 a.tsv b.jsonl
    grep -q '"lang":"es-419"' b.jsonl
    cotexto import -q --lang-map sp=es-419 a.tsv
    cotexto export --to tsv | head -n 1 | grep -q es-419
    printf 'msgid ""\nmsgstr "Language: sp\\n"\n\nmsgid "one"\nmsgstr "uno"\n' >a.po
    cotexto convert -q --lang-map sp=es a.po c.jsonl
    grep -q '"lang":"es"' c.jsonl
    fails 2 cotexto convert --lang-map sp=!! a.po c.jsonl
    write_xliff
    sed -i 's/source-language="es"/source-language="xx_spanish"/; s/aquí/a \& b/' a.xlf
    fails 3 cotexto convert a.xlf d.jsonl --lang-map xx-spanish=es
    says "--repair"
    run cotexto convert a.xlf d.jsonl --lang-map xx-spanish=es --repair
    [ "$status" -eq 0 ]
    says "stray & taken for itself: 1 (line:column 3:"
    run cotexto convert a.xlf e.jsonl --lang-map xx-spanish=es --repair --json
    says '"ampersand":{"count":1,"places":[{'
}

@test "--columns chooses the columns of a table by number or by name" {
    printf 'No;Note;English;Castellano\r\n1;x;one;uno\r\n2;;"two;\r\n2";dos\r\n' >a.csv
    cotexto convert -q a.csv a.jsonl --languages es,en --columns Castellano,English
    [ "$(wc -l <a.jsonl)" -eq 2 ]
    grep -q '"lang":"es","text":"uno"},{"lang":"en","text":"one"' a.jsonl
    grep -q 'two;\\n2' a.jsonl
    cotexto import -q --languages es,en --columns 4,3 a.csv
    [ "$(cotexto export --to tsv --languages es,en | cut -f 1,2 | sed -n 2p)" = $'Castellano\tEnglish' ]
    fails 2 cotexto convert a.csv b.jsonl --languages es,en --columns Castellano,Nada
    says 'the table has no column "Nada"'
    fails 2 cotexto convert a.csv b.jsonl --languages es,en --columns 4
    says "names a column for each"
    fails 2 cotexto convert a.csv b.jsonl --languages es,en --columns 4,4
    fails 2 cotexto convert a.csv b.jsonl --columns 4,3
    fails 3 cotexto convert a.csv b.jsonl --languages es,en --columns 4,5
    says "a.csv:1:"
    [ ! -e b.jsonl ]
}
