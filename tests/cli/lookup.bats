#!/usr/bin/env bats
# cotexto lookup, search and percent
load common

import_examples() { cotexto import -q --meta date=2029-10-07 "$examples"; }

@test "the JSON form of the contract" {
    import_examples
    run cotexto lookup --from es --to en --json "Nuestros vecinos merecen respeto."
    [ "$output" = '{"query":"Nuestros vecinos merecen respeto.","hits":[{"percent":100,"base":100,"penalty":0,"source":"Nuestros vecinos merecen respeto.","target":"Our neighbours deserve respect.","unit":61,"document":"santa-aurelia-2029","confidence":0.9837,"flags":[],"adapted":null}]}' ]
    run cotexto lookup --from es --to en --json --timing "Nuestros vecinos merecen respeto."
    [[ $output =~ ,\"micros\":[0-9]+}$ ]]
}

@test "one answer a line of standard input, in order; nothing found is exit 1" {
    import_examples
    run cotexto lookup --from es --to en --json <<<$'Nuestros vecinos merecen respeto.\n\nxyzzy plugh'
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 3 ]
    [ "${lines[1]}" = '{"query":"","hits":[]}' ]
    [ "${lines[2]}" = '{"query":"xyzzy plugh","hits":[]}' ]
    fails 1 cotexto lookup --from es --to en "xyzzy plugh"
}

@test "both directions from one store, also without --from and --to" {
    import_examples
    cotexto lookup --from en --to es "Our neighbours deserve respect." | grep -q "Nuestros vecinos merecen respeto."
    cotexto lookup "Our neighbours deserve respect." | grep -q "Nuestros vecinos merecen respeto."
    cotexto lookup "Nuestros vecinos merecen respeto." | grep -q "Our neighbours deserve respect."
}

@test "floor and limit" {
    import_examples
    query="Nuestros amigos merecen respeto."
    fails 1 cotexto lookup --from es --to en --floor 90 "$query"
    run cotexto lookup --from es --to en --floor 50 --limit 1 "$query"
    [ "${#lines[@]}" -eq 1 ]
    run cotexto lookup --from es --to en --floor 50 --limit 5 "$query"
    [ "${#lines[@]}" -gt 1 ]
    fails 2 cotexto lookup --floor 101 x
    fails 2 cotexto lookup --limit 0 x
    [ "$(cotexto lookup --exhaustive --from es --to en --json "$query")" = "$(cotexto lookup --from es --to en --json "$query")" ]
}

@test "the difference, with and without colours, numbers adapted" {
    printf 'es\ten\nLos visitó los días 4 y 6 de octubre.\tIt visited them on October 4 and 6.\n' >t.tsv
    cotexto import -q t.tsv
    run cotexto lookup --terminal "Los visitó los días 9 y 11 de octubre."
    says ' 95%  Los visitó los días [-4-]{+9+} y [-6-]{+11+} de octubre.'
    says '   ≈  It visited them on October 9 and 11.   numbers adapted'
    says 'numbers differ'
    run cotexto lookup --color=always "Los visitó los días 9 y 11 de octubre."
    says $'\033[31;9m4\033[0m\033[32;4m9\033[0m'
    NO_COLOR=1 run cotexto lookup --terminal "Los visitó los días 9 y 11 de octubre."
    [[ $output != *$'\033'* ]]
}

@test "adapted numbers are written as the translation writes them" {
    import_examples
    run cotexto lookup --from es --to en --json "En el 98,1 % de los casos no se detectó irregularidad alguna."
    says '"adapted":"In 98.1% of cases no irregularity was found."'
}

@test "a difference in negation is flagged" {
    import_examples
    run cotexto lookup --from es --to en --json --floor 50 "Nuestros vecinos no merecen respeto."
    says '"flags":["negation"]'
}

@test "fragments when nothing is near enough" {
    import_examples
    run cotexto lookup --from es --to en --json "Visitaron la Comisión Mixta de Pesca anteayer."
    says '"hits":[],"fragments":[{"text":"la Comisión Mixta de Pesca"'
    says 'Joint Fisheries Commission'
}

@test "the words of the translation to change: those of what differs, and no others" {
    import_examples
    run cotexto lookup --from es --to en --json --floor 50 "Nuestros amigos merecen respeto."
    says '"adapted":null,"to_change":[{"start":4,"end":14,"text":"neighbours"}]}'
    run cotexto lookup --terminal --from es --to en --floor 70 "Nuestros amigos merecen respeto."
    says 'Nuestros [-vecinos-]{+amigos+} merecen respeto.'
    says 'Our ~neighbours~ deserve respect.'
    run cotexto lookup --color=always --from es --to en --floor 70 "Nuestros amigos merecen respeto."
    says $'\033[4;35mneighbours\033[0m'
    [[ $output != *'~'* ]]
    # nothing differs, or words are only added: nothing to change
    run cotexto lookup --from es --to en --json "Nuestros vecinos merecen respeto."
    [[ $output != *to_change* ]]
    run cotexto lookup --from es --to en --json "Nuestros vecinos merecen mucho respeto."
    [[ $output != *to_change* ]]
    # code points, not bytes
    run cotexto lookup --from en --to es --json "The meeting will be held in the first week of December, in Geneva or by videoconference."
    says '"to_change":[{"start":48,"end":57,"text":"noviembre"}]'
}

@test "what translates a fragment is marked" {
    import_examples
    run cotexto lookup --from es --to en --json "Visitaron la Comisión Mixta de Pesca anteayer."
    says '"target_match":{"start":'
    says '"text":"Joint Fisheries Commission"}}]'
    run cotexto lookup --terminal --from es --to en "Visitaron la Comisión Mixta de Pesca anteayer."
    says 'urgente de [la Comisión Mixta de Pesca], de conformidad'
    says '[Joint Fisheries Commission],'
}

@test "a small memory is one of few units, whatever their numbers" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    printf 'es\ten\nUno.\tOne.\n' >t.tsv
    cotexto import -q t.tsv
    sqlite3 "$COTEXTO_MEMORY" "UPDATE sqlite_sequence SET seq = 1000000 WHERE name = 'unit'"
    import_examples
    run cotexto lookup --from es --to en --json "Visitaron la Comisión Mixta de Pesca anteayer."
    says '"text":"Joint Fisheries Commission"}}]'
}

@test "variants of a language fall back with a penalty" {
    printf 'es-VE\ten\nHola a todos.\tHello everybody.\n' >t.tsv
    cotexto import -q t.tsv
    run cotexto lookup --from es --to en --json "Hola a todos."
    says '"percent":100'
    run cotexto lookup --from es-ES --to en --json "Hola a todos."
    says '"percent":99,"base":100,"penalty":1'
}

@test "a unit with two variants of one language is one hit, by the nearer variant" {
    printf 'es-ES\tes-MX\ten\nEl ordenador está en la mesa de la oficina.\tLa computadora está en la mesa de la oficina.\tThe computer is on the office table.\n' >t.tsv
    cotexto import -q t.tsv
    run cotexto lookup --from es --to en --json "La computadora está en la mesa de la oficina."
    says '"hits":[{"percent":100,'
    says '"source":"La computadora'
    [[ $output != *ordenador* ]]
}

@test "several memories at once" {
    printf 'es\ten\nUno.\tOne.\n' >one.tsv
    printf 'es\ten\nDos.\tTwo.\n' >two.tsv
    cotexto import -q -m one.db one.tsv
    cotexto import -q -m two.db two.tsv
    run cotexto lookup -m one.db -m two.db --from es --to en <<<$'Uno.\nDos.'
    says "One."
    says "Two."
}

@test "texts can't give orders to a terminal" {
    printf 'es\ten\nMal \x1b[31m texto aquí.\tBad \xe2\x80\xae text here.\n' >t.tsv
    cotexto import -q t.tsv
    run cotexto lookup --terminal --floor 50 "Mal texto aquí."
    [[ $output != *$'\033'* ]]
    says '\u{202E}'
}

@test "ill-formed UTF-8 in a query is an error" {
    import_examples
    fails 3 cotexto lookup --from es --to en $'\xff'
    run cotexto lookup --from es --to en <<<$'hola\n\xff'
    [ "$status" -eq 3 ]
    says 'standard input, line 2: '
}

@test "search: words and phrases in either language, translation beside" {
    import_examples
    run cotexto search --json "comisión mixta"
    says '"lang":"es"'
    says '"match":"Comisión Mixta"'
    says 'Joint Fisheries Commission'
    run cotexto search --json "fisheries commission"
    says '"lang":"en"'
    says 'Comisión Mixta de Pesca'
    run cotexto search comision mixta # several words, without accents
    says 'Comisión'
    run cotexto search --json --lang en comisión
    [ "$status" -eq 1 ]
    run cotexto search --terminal --limit 2 de
    says '[de]'
    says '2 of 81 occurrences.'
    fails 2 cotexto search
}

@test "percent: two arguments, or a line each" {
    [ "$(cotexto percent --lang en "Press the red button to start." "Press the green button to start.")" = 84 ]
    run cotexto percent --lang en <<<$'A and B\tB and A\nPage 3 of 12\tPage 4 of 12\nSave  the file\tSave the file'
    [ "$output" = $'33\n95\n99' ]
    fails 3 cotexto percent --lang en <<<"no tab"
    fails 2 cotexto percent --lang en one
    fails 2 cotexto percent one two
}

@test "a language that the memory does not hold is told, with those that it holds" {
    import_examples
    fails 1 cotexto lookup --from fr --to en "Nos voisins."
    [ "${lines[0]}" = 'cotexto: nothing is in the language "fr"' ]
    [ "${lines[1]}" = '  → the memory holds en and es' ] || [ "${lines[1]}" = '  → the memory holds es and en' ]
    fails 1 cotexto lookup --to fr "Nuestros vecinos."
    says '"fr"'
    fails 1 cotexto lookup --json --from es --to fr "Nuestros vecinos."
    says '{"error":{"id":"no-such-language",'
    fails 2 cotexto lookup --from es --to es "Nuestros vecinos."
    says '--from and --to are the same'
    # a variant is no other language, and a second memory counts
    run cotexto lookup --from es-VE --to en "Nuestros vecinos merecen respeto."
    [ "$status" -eq 0 ]
    printf 'fr\ten\nNos voisins.\tOur neighbours.\n' >fr.tsv
    cotexto import -q -m fr.db fr.tsv
    run cotexto lookup -m "$COTEXTO_MEMORY" -m fr.db --from fr --to en "Nos voisins."
    [ "$status" -eq 0 ]
}

@test "a match the other way is told to people" {
    import_examples
    query="Our neighbours deserve respect."
    fails 1 cotexto lookup --terminal --from es --to en "$query"
    says 'There is a match the other way: --from en --to es.'
    fails 1 cotexto lookup --terminal --from es --to en "xyzzy plugh"
    [[ $output != *'the other way'* ]]
    fails 1 cotexto lookup --from es --to en "$query"
    [ -z "$output" ]
    fails 1 cotexto lookup --terminal --json --from es --to en "$query"
    [[ $output != *'the other way'* ]]
}

@test "the last line: one unit is one, and it keeps to the terminal's width" {
    printf 'es\ten\nNada más.\tNothing more.\n' >t.tsv
    cotexto import -q t.tsv
    fails 1 cotexto lookup --terminal --from es --to en "xyzzy plugh"
    [ "$output" = 'No match of 70 % or more among 1 unit. Try --floor 50.' ]
    LC_ALL=es_ES.UTF-8 fails 1 cotexto lookup --terminal --from es --to en "xyzzy plugh"
    [ "$output" = 'Ninguna coincidencia del 70 % o más en 1 unidad. Pruebe con --floor 50.' ]
    COLUMNS=40 fails 1 cotexto lookup --terminal --from es --to en "xyzzy plugh"
    [ "${#lines[@]}" -eq 2 ]
    [ "${#lines[0]}" -le 40 ]
}

@test "help keeps its column where an option is long" {
    run cotexto lookup --help
    says $'      --age-penalty=POINTS/YEARS\n                                take'
}

@test "what stands behind a memory and is no penalty" {
    import_examples
    fails 5 cotexto lookup -m "$COTEXTO_MEMORY:five" --from es --to en "Nuestros vecinos."
    says "  → a penalty behind the memory's name is a number from 0 to 100"
    fails 5 cotexto lookup --json -m "$COTEXTO_MEMORY:101" --from es --to en "Nuestros vecinos."
    says "a penalty behind the memory's name"
    fails 5 cotexto lookup -m "none:five" --from es --to en "Nuestros vecinos."
    [[ $output != *penalty* ]]
    run cotexto lookup -m "$COTEXTO_MEMORY:5" --from es --to en "Nuestros vecinos merecen respeto."
    [ "$status" -eq 0 ]
    cotexto import -q -m "$COTEXTO_MEMORY:five" "$examples" # a name like any other
}

@test "a difference and the help keep within the terminal's width" {
    import_examples
    text="En el 98,1 % de los casos no se encontró irregularidad alguna."
    for columns in 40 50 60 72; do
        for color in always never; do
            COLUMNS=$columns run cotexto lookup --terminal --color=$color --from es --to en "$text"
            [ "$status" -eq 0 ]
            longest=$(sed 's/\x1b\[[0-9;]*m//g' <<<"$output" | wc -L)
            [ "$longest" -le $columns ] || { echo "$columns $color: $longest"; echo "$output"; false; }
        done
        COLUMNS=$columns run cotexto lookup --terminal --help
        [ "$(wc -L <<<"$output")" -le $columns ]
    done
    COLUMNS=40 run cotexto lookup --help # a pipe is wrapped by nobody
    [ "$(wc -L <<<"$output")" -gt 100 ]
}
