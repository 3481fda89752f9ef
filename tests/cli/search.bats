#!/usr/bin/env bats
# cotexto search: concordance, with the translations of what was searched for
load common

import_examples() { cotexto import -q "$examples"; }

# A memory of a few pairs, a tab between Spanish and English.
write_memory() {
    cat >t.tsv <<'END'
Han forjado una alianza estratégica con Rusia.	They have forged a strategic alliance with Russia.
La alianza estratégica es sólida.	The strategic alliance is solid.
Las alianzas estratégicas son útiles.	Strategic alliances are useful.
Una Alianza Estratégica entre iguales.	A Strategic Alliance between equals.
Buscan una alianza estratégica nueva.	They want a new strategic partnership.
No hay ninguna alianza en Marte.	There is no alliance on Mars.
El fomento de la pesca y la alianza.	The promotion of fishing and the alliance.
Fomentamos el comercio.	We promote trade.
Fomentaron la acción.	They promoted action.
La accion sin acento.	Action without its accent.
Firmaron una alianza estratégica.	They signed a strategic partnership.
END
    cotexto import -q --from tsv --languages es,en t.tsv
}

@test "what translates the phrase is marked and counted, whatever its case and ending" {
    write_memory
    run cotexto search --terminal "alianza estratégica"
    says '[alianza estratégica] con Rusia.'
    says 'They have forged a [strategic alliance] with Russia.'
    says 'A [Strategic Alliance] between equals.'
    says '= en  strategic alliance 3, strategic partnership 2'
    says '5 occurrences.'
    run cotexto search --counts "alianz* estrat*"
    [ "$output" = $'4\tstrategic alliance\n2\tstrategic partnership' ]
    run cotexto search --counts --json "alianza estratégica"
    [ "$output" = '{"translations":[{"lang":"en","text":"strategic alliance","count":3},{"lang":"en","text":"strategic partnership","count":2}],"unknown":0,"occurrences":5}' ]
    run cotexto search --color=always --limit 1 "alianza estratégica"
    says $'\033[1;33mstrategic alliance\033[0m'
}

@test "JSON: the contract's fields first, then the translation's place in code points" {
    write_memory
    run cotexto search --json --limit 1 "alianza estratégica"
    [ "$output" = '{"unit":1,"lang":"es","before":"Han forjado una ","match":"alianza estratégica","after":" con Rusia.","translation":"They have forged a strategic alliance with Russia.","document":"t.tsv","translation_match":{"start":19,"end":37,"text":"strategic alliance"}}' ]
    run cotexto search --json --limit 1 "strategic alliance"
    says '"translation_match":{"start":16,"end":35,"text":"alianza estratégica"}'
    run cotexto search --json marte
    says '"translation_match":'
}

@test "prefixes: alone, inside a phrase, two letters at least" {
    write_memory
    [ "$(cotexto search 'foment*' | wc -l)" -eq 3 ]
    [ "$(cotexto search 'FOMENT*' | wc -l)" -eq 3 ]
    [ "$(cotexto search 'alianz* estratégica*' | wc -l)" -eq 6 ]
    [ "$(cotexto search 'alianz* estratégicas' | wc -l)" -eq 1 ]
    [ "$(cotexto search 'la al* est*' | wc -l)" -eq 1 ]
    fails 1 cotexto search 'estratégica al*'
    fails 2 cotexto search 'a*'
    says 'two letters'
    fails 2 cotexto search '*'
}

@test "both sides: words that the translation must hold" {
    write_memory
    run cotexto search --and-target partnership "alianza estratégica"
    [ "${#lines[@]}" -eq 2 ]
    says 'Buscan'
    fails 1 cotexto search --and-target partnership fomento
    [ "$(cotexto search --and-target 'promot*' 'foment*' | wc -l)" -eq 3 ]
    [ "$(cotexto search --and-target 'alianza' alliance | wc -l)" -eq 5 ]
    fails 2 cotexto search --and-target '!' alianza
}

@test "the same accents come first, and a limit cuts the same list" {
    write_memory
    run cotexto search acción
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[0]} == 9$'\t'* ]]
    run cotexto search accion
    [[ ${lines[0]} == 10$'\t'* ]]
    cotexto search 'a*cion*' >/dev/null || true
    cotexto search alianza >all
    for limit in 1 2 3 4; do
        cotexto search --limit $limit alianza >some
        head -n $limit all | cmp - some
    done
    [ "$(cotexto search --limit 0 alianza | wc -l)" -eq "$(wc -l <all)" ]
}

@test "a terminal shows twenty, and says how many there are" {
    for i in $(seq 30); do printf 'Número %d rojo.\tNumber %d red.\n' $i $i; done >n.tsv
    cotexto import -q --from tsv --languages es,en n.tsv
    run cotexto search --terminal rojo
    [ "$(grep -c '\[rojo\]' <<<"$output")" -eq 20 ]
    says '20 of 30 occurrences.'
    [ "$(cotexto search rojo | wc -l)" -eq 30 ]
    run cotexto search --terminal --limit 0 rojo
    says '30 occurrences.'
    run cotexto search --terminal -q rojo
    [[ $output != *occurrences* ]]
}

@test "neighbours in the document, in its order" {
    write_memory
    run cotexto search --terminal --context 1 Marte
    [ "$(grep -n 'Buscan' <<<"$output" | cut -d : -f 1)" -lt "$(grep -n Marte <<<"$output" | head -n 1 | cut -d : -f 1)" ]
    says '  +1    El fomento'
    says 'The promotion of fishing'
    run cotexto search --json --context 2 Marte
    says '"context":[{"distance":-2,"unit":4,"text":"Una Alianza'
    says '{"distance":-1,"unit":5,'
    says '{"distance":1,"unit":7,'
    run cotexto search --json --context 3 "forjado"
    says '"context":[{"distance":1,"unit":2,'
    fails 2 cotexto search --context x Marte
}

@test "one document only, and what a person has confirmed" {
    write_memory
    cp t.tsv u.tsv
    cotexto import -q --from tsv --languages es,en u.tsv
    [ "$(cotexto search Marte | wc -l)" -eq 2 ]
    run cotexto search --document u.tsv --json Marte
    [ "${#lines[@]}" -eq 1 ]
    says '"document":"u.tsv"'
    fails 1 cotexto search --document none Marte
    fails 1 cotexto search --reviewed Marte
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    sqlite3 memory.db "UPDATE unit SET reviewed = 1 WHERE id = 6"
    [ "$(cotexto search --reviewed Marte | wc -l)" -eq 1 ]
    [ "$(cotexto search --reviewed --document t.tsv --lang es --and-target mars Marte | wc -l)" -eq 1 ]
    fails 1 cotexto search --reviewed --document u.tsv Marte
}

@test "what limits a lookup limits a search" {
    printf 'es\ten\nEl viejo faro.\tThe old lighthouse.\n' >old.tsv
    printf 'es\ten\nEl faro nuevo.\tThe new lighthouse.\nOtro fáro.\tA lighthouse.\n' >new.tsv
    cotexto import -q --user ana --meta date=2019-05-06 old.tsv
    cotexto import -q --user eva --meta date=2029-05-06 new.tsv
    [ "$(cotexto search faro | wc -l)" -eq 3 ]
    run cotexto search --until 2020 faro
    [ "${#lines[@]}" -eq 1 ]
    says 'The old lighthouse.'
    [ "$(cotexto search --since 2029-05 faro | wc -l)" -eq 2 ]
    [ "$(cotexto search --since 2029-05 --regex 'f.ro' | wc -l)" -eq 2 ]
    run cotexto search --author ana --counts --json faro
    says '"occurrences":1}'
    # what is left out takes no place of what waits for those with the same accents
    [ "$(cotexto search --author eva --limit 1 fáro | wc -l)" -eq 1 ]
    [ "$(cotexto search --author ana --limit 1 fáro | wc -l)" -eq 1 ]
    fails 1 cotexto search --since 2030 faro
    fails 1 cotexto search --document none faro
    says 'there is no document "none" in the memory'
    fails 2 cotexto search --since yesterday faro
    fails 2 cotexto search --confidence 2 faro
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    sqlite3 memory.db "UPDATE unit SET confidence = 0.5 WHERE id = 1"
    [ "$(cotexto search --confidence 0.9 faro | wc -l)" -eq 2 ]
}

@test "regular expressions" {
    write_memory
    run cotexto search --lang es --json --regex 'aliand?za\b.*útil'
    [ "$status" -eq 1 ]
    run cotexto search --lang es --json --regex 'foment\w+'
    [ "${#lines[@]}" -eq 3 ]
    says '"match":"Fomentaron"'
    run cotexto search --regex '(?-i)foment\w+'
    [ "${#lines[@]}" -eq 1 ]
    [ "$(cotexto search --lang en --regex 'alliance' | wc -l)" -eq 6 ]
    fails 1 cotexto search --lang en --regex 'alianza'
    [ "$(cotexto search --lang es --regex 'x*' | wc -l)" -eq 0 ]
    run cotexto search --terminal --lang es --regex 'alianza\w* estrat\w+'
    says '= en  strategic alliance 4'
    fails 2 cotexto search
    fails 2 cotexto search --regex a b
}

@test "a wrong pattern is told with its place, a slow one does not stop the program" {
    write_memory
    fails 2 cotexto search --regex 'año(s'
    says 'character 6'
    fails 2 cotexto search --regex '[a'
    fails 2 cotexto search --regex ''
    fails 2 cotexto search --regex "$(printf 'a%.0s' $(seq 1001))"
    says '1 to 1000 characters'
    printf '%s!\tx\n' "$(printf 'a%.0s' $(seq 60))" >slow.tsv
    cotexto import -q --from tsv --languages es,en slow.tsv
    run timeout 20 "$program" search --json --regex '(a+a+)+$'
    [ "$status" -eq 2 ]
    says '"id":"slow-pattern"'
}

@test "scripts without blanks, and others" {
    printf '我们建立了战略联盟。\tWe formed a strategic alliance.\n联盟很重要。\tThe alliance matters.\n' >zh.tsv
    cotexto import -q -m zh.db --from tsv --languages zh,en zh.tsv
    run cotexto search -m zh.db --json 战略联盟
    [ "${#lines[@]}" -eq 1 ]
    says '"before":"我们建立了","match":"战略联盟","after":"。"'
    [ "$(cotexto search -m zh.db --lang zh 联盟 | wc -l)" -eq 2 ]
    fails 1 cotexto search -m zh.db 盟联
    printf '政府は新しい協定に署名しました。\tThe government signed a new agreement.\n' >ja.tsv
    cotexto import -q -m ja.db --from tsv --languages ja,en ja.tsv
    cotexto search -m ja.db --json 協定に署名 | grep -q '"match":"協定に署名"'
    cotexto search -m ja.db --json ガイド && return 1
    printf 'รัฐบาลลงนามในข้อตกลงความร่วมมือ\tThe government signed a cooperation agreement.\n' >th.tsv
    cotexto import -q -m th.db --from tsv --languages th,en th.tsv
    cotexto search -m th.db --json ความร่วมมือ | grep -q '"match":"ความร่วมมือ","after":""'
    printf 'Россия и Венесуэла развивают стратегическое партнёрство.\tRussia and Venezuela develop a strategic partnership.\n' >ru.tsv
    cotexto import -q -m ru.db --from tsv --languages ru,en ru.tsv
    cotexto search -m ru.db --json "стратегическое партнерство" | grep -q '"match":"стратегическое партнёрство"'
    cotexto search -m ru.db --json Венесуэла | grep -q '"text":"Venezuela"'
    cotexto search -m ru.db --json 'партн*' | grep -q '"match":"партнёрство"'
}

@test "Arabic vowel points do not matter, but the same ones come first" {
    printf 'قرأت الكتاب أمس\tI read the book yesterday\nالكِتَابُ مُفِيدٌ\tThe book is useful\n' >ar.tsv
    cotexto import -q --from tsv --languages ar,en ar.tsv
    run cotexto search الكتاب
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[0]} == 1$'\t'* ]]
    run cotexto search الكِتَابُ
    [ "${#lines[@]}" -eq 2 ]
    [[ ${lines[0]} == 2$'\t'* ]]
    [ "$(cotexto search 'الكت*' | wc -l)" -eq 2 ]
    cotexto export -q -o out.tmx
}

@test "the statements: every phrase that was translated with likeness is told, others are not guessed" {
    import_examples
    run cotexto search --terminal "comisión mixta de pesca"
    says '[Joint Fisheries Commission]'
    cotexto search --json respeto | grep -q '"text":"respect"'
    cotexto search --json "irregularidad alguna" | grep -q '"translation_match":'
}

@test "many memories give one count" {
    write_memory
    cotexto import -q -m other.db --from tsv --languages es,en t.tsv
    [ "$(cotexto search -m memory.db -m other.db Marte | wc -l)" -eq 2 ]
    [ "$(cotexto search -m memory.db -m other.db --counts 'alianza estratégica' | head -n 1)" = $'6\tstrategic alliance' ]
}

@test "the same accents come first however late they come" {
    for i in $(seq 8); do printf 'La información número %d, la Strässe.\tText %d.\n' $i $i; done >i.tsv
    printf 'La INFORMACION sin acento.\tLast.\nEine Straße.\tA street.\nLa strasse.\tAnother.\n' >>i.tsv
    cotexto import -q --from tsv --languages es,en i.tsv
    [[ $(cotexto search --limit 2 informacion | head -n 1) == 9$'\t'* ]]
    [ "$(cotexto search --limit 3 strasse | cut -f 1 | tr '\n' ' ')" = "10 11 1 " ]
    [[ $(cotexto search --limit 1 'sin acento' informacion) == 9$'\t'* ]]
    [ "$(cotexto search --limit 1 'INFORMACIÓN' | cut -f 3)" = "La " ]
    printf 'Número %d: la información.\tText.\n' $(seq 9) >j.tsv
    printf 'La ACCIÓN.\tAction.\n' >>j.tsv
    printf 'La accion %d.\tAction.\n' $(seq 9) >k.tsv
    cat k.tsv j.tsv >l.tsv
    cotexto import -q -m l.db --from tsv --languages es,en l.tsv
    [ "$(cotexto search -m l.db --limit 2 acción | cut -f 4 | tr '\n' ' ')" = "ACCIÓN accion " ]
}
