#!/usr/bin/env bats
# cotexto check: findings of files and memories, exceptions, severities, exit codes
load common

# pairs SOURCE TARGET...: a table of English and Spanish in pairs.tsv.
pairs() {
    printf 'en\tes\n' >pairs.tsv
    while [ $# -gt 0 ]; do printf '%b\t%b\n' "$1" "$2"; shift 2; done >>pairs.tsv
}
# found: severity, rule and unit of each finding.
found() { cotexto check -q "$@" | cut -f 1,2,4; }

@test "a good translation has no findings" {
    pairs "On February 7 there were 1,234.5 tons." "El 7 de febrero había 1.234,5 toneladas." \
        "Is it (perhaps) \"true\"?" "¿Es (quizá) «verdad»?"
    run cotexto check pairs.tsv
    [ "$status" -eq 0 ]
    [ "$output" = "2 translations checked: 0 errors, 0 warnings" ]
}

@test "each kind of error is found, with its place" {
    pairs "On 7 May" "El 8 de mayo" \
        "On 7 May" "El 7 de marzo" \
        "Is it?" "Lo es?" \
        "one (two)" "uno (dos" \
        "the \"one\"" "el «uno«" \
        "<b>one</b>" "<b>uno" \
        "%s of %d" "%s de" \
        "in the house" "en la la casa" \
        "one two" "uno  dos" \
        "the size" "el tamaÃ±o" \
        "one thing" "una � cosa" \
        "this is the old one" "this is the old one" \
        "the mountain" "гора" \
        "The old house there" "La casa vieja de allí" \
        "The old house there" "La antigua casa de allí"
    diff - <(found pairs.tsv) <<END
error	numbers	1
error	dates	2
warning	opening	3
error	brackets	4
warning	quotes	5
error	tags	6
error	placeholders	7
warning	double	8
warning	blanks	9
error	mojibake	10
error	control	11
warning	untranslated	12
error	language	13
warning	targets	15
END
}

@test "XLIFF and PO without a translation are told as empty" {
    cat >a.xlf <<'END'
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="f" source-language="en" target-language="es" datatype="plaintext"><body>
<trans-unit id="first"><source>One <x id="1"/></source><target>Uno <x id="1"/></target></trans-unit>
<trans-unit id="second"><source>Two <x id="1"/></source><target>Dos</target></trans-unit>
<trans-unit id="third"><source>Three</source></trans-unit>
</body></file></xliff>
END
    run cotexto check -q --json a.xlf
    [ "$status" -eq 0 ]
    python3 - "$output" <<'END'
import json, sys
tags, empty = map(json.loads, sys.argv[1].splitlines())
assert (tags["rule"], tags["severity"], tags["id"], tags["unit"], tags["file"]) == ("tags", "error", "second", 2, "a.xlf"), tags
assert tags["source_match"] == {"start": 4, "end": 5, "text": "\ufffc"} and tags["target_match"] is None, tags
assert (empty["rule"], empty["id"], empty["target"]) == ("empty", "third", ""), empty
END
    printf 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "one"\nmsgstr ""\n' >a.po
    [ "$(found a.po)" = "error	empty	1" ]
}

@test "rules and severities are chosen" {
    pairs "On 7 May" "El 8 de mayo." "in the house" "en la la casa"
    [ "$(found --rules numbers,double pairs.tsv | wc -l)" -eq 2 ]
    [ "$(found --rules numbers pairs.tsv)" = "error	numbers	1" ]
    [ "$(found --without numbers pairs.tsv)" = "warning	double	2" ]
    [ "$(found --severity error pairs.tsv)" = "error	numbers	1" ]
    found --severity info pairs.tsv | grep -q '^info	end	1'
    fails 2 cotexto check --rules number pairs.tsv
    says 'there is no rule "number"'
    says 'untranslated'
    fails 2 cotexto check --rules numbers --without numbers pairs.tsv
    fails 2 cotexto check --severity loud pairs.tsv
}

@test "exit codes: 0 checked, 3 by --fail-on, 1 nothing to check" {
    pairs "in the house" "en la la casa"
    cotexto check -q pairs.tsv
    cotexto check -q --fail-on error pairs.tsv
    fails 3 cotexto check -q --fail-on warning pairs.tsv
    printf 'en\tes\n' >pairs.tsv
    fails 1 cotexto check pairs.tsv
    fails 5 cotexto check missing.tsv
    printf 'en\tes\none\n' >bad.csv
    echo "just a text" >a.txt
    fails 3 cotexto check a.txt
    says "--from tmx"
    cotexto import -q "$examples"
    fails 1 cotexto check --document nothing
}

@test "for people findings stand under their unit, marked without colours" {
    pairs "On 7 May" "El 8 de mayo"
    run cotexto check --terminal pairs.tsv
    says "pairs.tsv
  unit 1
    error · numbers · 7 is expected, 8 is there
      en    On [7] May
      es    El [8] de mayo
1 translation checked: 1 error, 0 warnings"
    LC_ALL=es_ES.UTF-8 run cotexto check --terminal pairs.tsv
    says "error · numbers · se espera 7 y hay 8"
    says "1 traducción revisada: 1 error, 0 advertencias"
}

@test "a memory is checked by filter, and its exceptions stay until the texts change" {
    pairs "On 7 May" "El 8 de mayo" "On 9 May" "El 10 de mayo"
    cotexto import -q pairs.tsv
    [ "$(found | wc -l)" -eq 2 ]
    first=$(cotexto check -q --json | head -n 1 | sed 's/.*"unit":\([0-9]*\).*/\1/')
    cotexto check --accept "$first:numbers"
    cotexto check --accept "$first:tags"
    [ "$(found | wc -l)" -eq 1 ]
    cotexto check --unaccept "$first:numbers"
    [ "$(found | wc -l)" -eq 2 ]
    fails 1 cotexto check --unaccept "$first:numbers"
    says "nobody has said"
    fails 2 cotexto check --unaccept "$first"
    fails 2 cotexto check --unaccept 1:numbers pairs.tsv
    run cotexto check --accept "$first:numbers"
    says "cotexto check --unaccept $first:numbers"
    [ "$(found | wc -l)" -eq 1 ]
    run cotexto check
    says "1 accepted as fine"
    [ "$(found --rules numbers --languages es,en | wc -l)" -eq 1 ]
    cotexto delete -q --unit "$first"
    cotexto undo -q
    [ "$(found | wc -l)" -eq 1 ]
    pairs "On 7 May" "El 9 de mayo" "On 9 May" "El 10 de mayo"
    cotexto import -q pairs.tsv
    [ "$(found | wc -l)" -eq 2 ]
    fails 1 cotexto check --accept 999:numbers
    says "no unit 999"
    fails 2 cotexto check --accept "$first"
    fails 2 cotexto check --accept "$first:number"
    fails 2 cotexto check --accept 1:numbers pairs.tsv
    fails 2 cotexto check --exceptions a.tsv
}

@test "exceptions of files are kept by their texts" {
    pairs "On 7 May" "El 8 de mayo" "On 9 May" "El 10 de mayo"
    fails 5 cotexto check --exceptions fine.tsv pairs.tsv
    fails 2 cotexto check --write-exceptions pairs.tsv
    [ "$(found --exceptions fine.tsv --write-exceptions pairs.tsv | wc -l)" -eq 2 ]
    grep -q '^numbers	[0-9a-f]\{16\}	On 7 May$' fine.tsv
    run cotexto check --exceptions fine.tsv --fail-on error pairs.tsv
    [ "$status" -eq 0 ]
    says "2 accepted as fine"
    # the file may be edited, and keeps what else is in it
    sed -i '1s/^/# seen by Ana\n/; $d' fine.tsv
    pairs "On 9 May" "El 10 de mayo" "On 7 May" "El 8 de mayo" "On 5 May" "El 6 de mayo"
    [ "$(found --exceptions fine.tsv pairs.tsv | cut -f 3 | tr '\n' ' ')" = "1 3 " ]
    cotexto check -q --exceptions fine.tsv --write-exceptions pairs.tsv >/dev/null
    [ "$(head -n 1 fine.tsv)" = "# seen by Ana" ]
    [ "$(wc -l <fine.tsv)" -eq 4 ]
    printf 'numbers\tzz\n' >bad.tsv
    fails 3 cotexto check --exceptions bad.tsv pairs.tsv
    says "bad.tsv:1:"
}

@test "terms of a glossary must be kept" {
    pairs "The joint commissions met." "Se reunieron las comisiones mixtas." "The joint commission met." "Se reunió el comité."
    printf '# terms\njoint commission\tcomisión mixta\tcomisión conjunta\n' >terms.tsv
    run cotexto check --glossary terms.tsv pairs.tsv
    says '"joint commission" should be translated as "comisión mixta"'
    [ "$(found --glossary terms.tsv pairs.tsv)" = "warning	terms	2" ]
    printf 'joint commission\n' >terms.tsv
    fails 3 cotexto check --glossary terms.tsv pairs.tsv
    says "terms.tsv:1"
    printf 'joint\tmixt\xff\n' >terms.tsv
    fails 3 cotexto check --glossary terms.tsv pairs.tsv
    fails 5 cotexto check --glossary missing.tsv pairs.tsv
}

@test "standard input is checked like a file" {
    pairs "On 7 May" "El 8 de mayo"
    [ "$(found --from tsv - <pairs.tsv)" = "error	numbers	1" ]
}

@test "lengths are judged by what is usual in the file" {
    for i in $(seq 60); do
        echo "The old house number $i stands near the river and the bridge	La vieja casa número $i está cerca del río y del puente"
    done >body
    { printf 'en\tes\n'; cat body; echo "The old house number 70 stands near the river and the bridge	La casa número 70"; } >pairs.tsv
    [ "$(found --rules length pairs.tsv)" = "warning	length	61" ]
}

@test "few of real human translations have findings" {
    need_shared
    cotexto import -q "$shared"/statements/*.en.txt "$shared"/statements/*.es.txt
    units=$(cotexto stats | sed -n 's/^units	//p')
    [ "$(cotexto check -q --severity error | wc -l)" -le $((units / 50)) ]
    [ "$(cotexto check -q | wc -l)" -le $((units / 10)) ]
}
