#!/usr/bin/env bats
# cotexto lookup: what a hit carries, and what decides on it: context, penalties, filters, memories.
load common

# table FILE: a table from standard input, columns es and en.
table() {
    { printf 'es\ten\n'; cat; } >"$1"
}

# lookup ARGUMENT...: from Spanish to English, as JSON.
lookup() {
    cotexto lookup --from es --to en --json "$@"
}

three_lines() {
    table t.tsv <<<$'Uno de ellos.\tOne of them.\nNada más que decir.\tNothing else to say.\nTres son muchos.\tThree are many.'
    cotexto import -q t.tsv
}

@test "dates are adapted in the way of the translation" {
    table t.tsv <<<$'Caracas, 7 de febrero de 2020.\tCaracas, February 7, 2020.'
    cotexto import -q t.tsv
    run lookup --floor 50 "Caracas, 9 de marzo de 2021."
    says '"adapted":"Caracas, March 9, 2021."'
    run cotexto lookup --terminal --from es --to en --floor 50 "Caracas, 7 de marzo de 2020."
    says '≈  Caracas, March 7, 2020.   adapted'
    run lookup --floor 50 "Maracay, 9 de marzo de 2021."
    says '"adapted":null'
}

@test "the same number in another writing is no difference" {
    table t.tsv <<<$'Costó 1.234,5 euros.\tIt cost 1,234.5 euros.'
    cotexto import -q t.tsv
    run lookup "Costó 1234,5 euros."
    says '"percent":95,'
    says '"flags":[],"adapted":null'
    run lookup "Costó 9.876,5 euros."
    says '"flags":["number"],"adapted":"It cost 9,876.5 euros."'
}

@test "context: 101 with one neighbour, 102 with both" {
    three_lines
    run lookup "Nada más que decir."
    says '"percent":100,"base":100,"penalty":0'
    [[ $output != *context* ]]
    run lookup --before "Uno de ellos." "Nada más que decir."
    says '"percent":101,"base":100,"penalty":0'
    says '"adapted":null,"context":1}'
    run lookup --after " Tres son muchos." "Nada más que decir."
    says '"percent":101,'
    run lookup --before "Uno de ellos." --after "Tres son muchos." "Nada más que decir."
    says '"percent":102,'
    says '"context":2'
    run lookup --before "Otra cosa." --after "Otra más." "Nada más que decir."
    says '"percent":100,'
    run lookup --before "Nada más que decir." --after "Nada más que decir." "Uno de ellos."
    says '"percent":101,' # nothing stands before it: that is equal to nothing
    run lookup --before "Uno de ellos." "Nada  más que decir."
    says '"percent":99,'
    run cotexto lookup --from es --to en --terminal --before "Uno de ellos." "Nada más que decir."
    says '101%  Nada más que decir.'
    says '101 = 100 + 1 · same sentence before'
}

@test "context: the id of the unit" {
    cat >t.tmx <<'END'
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="es" datatype="plaintext"/><body>
<tu tuid="menu.open"><tuv xml:lang="es"><seg>Abrir</seg></tuv><tuv xml:lang="en"><seg>Open</seg></tuv></tu>
<tu tuid="shop.open"><tuv xml:lang="es"><seg>Abrir</seg></tuv><tuv xml:lang="en"><seg>Opening</seg></tuv></tu>
</body></tmx>
END
    cotexto import -q t.tmx
    run lookup --limit 1 Abrir
    says '"percent":99,"base":100,"penalty":1' # two translations
    says '"target":"Open"'
    run lookup --limit 1 --id shop.open Abrir
    says '"percent":100,"base":100,"penalty":1'
    says '"target":"Opening"'
    says '"context":1'
    run lookup --limit 1 --id shop.open --before Abrir Abrir
    says '"percent":101,'
    says '"context":2'
}

@test "context decides between equal percents, and finds its way past the limit" {
    table plain.tsv <<<$'Abrir la puerta.\tOpen the door.'
    table around.tsv <<<$'Cerrar la ventana.\tClose the window.\nAbrir la puerta.\tOpen the door.'
    cotexto import -q --meta date=2099-01-01 plain.tsv
    cotexto import -q --meta penalty=1 around.tsv
    run lookup --limit 1 --before "Cerrar la ventana." "Abrir la puerta."
    says '"percent":100,"base":100,"penalty":1'
    says '"document":"around.tsv"'
    run lookup --limit 1 "Abrir la puerta."
    says '"document":"plain.tsv"'
    table both.tsv <<<$'Cerrar la ventana.\tClose the window.\nAbrir la puerta.\tOpen the door.\nFin del día.\tEnd of the day.'
    rm memory.db
    cotexto import -q around.tsv both.tsv # one has 101, and only then comes the one that has 102
    run lookup --limit 1 --before "Cerrar la ventana." --after "Fin del día." "Abrir la puerta."
    says '"percent":102,'
}

@test "context: the lines of standard input around each" {
    three_lines
    run lookup --context <<<$'Uno de ellos.\n\nNada más que decir.\nTres son muchos.'
    [ "${#lines[@]}" -eq 4 ]
    [[ ${lines[0]} == *'"percent":101,'* ]]
    [ "${lines[1]}" = '{"query":"","hits":[]}' ]
    [[ ${lines[2]} == *'"percent":102,'* ]]
    [[ ${lines[3]} == *'"percent":101,'* ]]
    run lookup <<<$'Uno de ellos.\nNada más que decir.'
    [[ $output != *'"percent":101'* ]]
    fails 2 cotexto lookup --context "Uno de ellos."
    fails 2 cotexto lookup --before x <<<"Uno de ellos."
    fails 2 cotexto lookup --id x one two
    run lookup --context <<<$'Uno de ellos.\n\xff'
    [ "$status" -eq 3 ]
    says '"line":2'
}

@test "a penalty for a memory, and one for a document" {
    table t.tsv <<<$'Hola a todos.\tHello everybody.'
    cotexto import -q -m a.db t.tsv
    run lookup -m a.db:7 "Hola a todos."
    says '"percent":93,"base":100,"penalty":7'
    run cotexto lookup --from es --to en --terminal -m a.db:7 "Hola a todos."
    says '93 = 100 - 7 (memory 7)'
    cp a.db a.db:7
    run lookup -m a.db:7 "Hola a todos."
    says '"percent":100'
    fails 5 cotexto lookup -m a.db:x "Hola a todos."
    fails 5 cotexto lookup -m a.db:101 "Hola a todos."
    cotexto import -q --meta penalty=4 t.tsv
    run lookup --details "Hola a todos."
    says '"percent":96,"base":100,"penalty":4'
    says '"penalties":{"document":4}'
    fails 2 cotexto import --meta penalty=much t.tsv
    says 'not "much"'
    run lookup -m a.db:7 --floor 94 "Hola a todos."
}

@test "a penalty for age, from the date of the document" {
    table t.tsv <<<$'Hola a todos.\tHello everybody.'
    cotexto import -q --meta date="$(($(date +%Y) - 5))-01-01" t.tsv
    run lookup "Hola a todos."
    says '"percent":100'
    run lookup --age-penalty 3/2 --details "Hola a todos."
    says '"percent":94,"base":100,"penalty":6'
    says '"penalties":{"age":6}'
    run lookup --age-penalty 3/10 "Hola a todos."
    says '"percent":100'
    fails 2 cotexto lookup --age-penalty 3 "Hola a todos."
    fails 2 cotexto lookup --age-penalty 3/0 "Hola a todos."
}

@test "a penalty for what a machine translated" {
    cat >t.tmx <<'END'
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="es" datatype="plaintext"/><body>
<tu><prop type="x-origin">MT</prop><tuv xml:lang="es"><seg>Uno de ellos.</seg></tuv><tuv xml:lang="en"><seg>One of them.</seg></tuv></tu>
<tu creationid="MT!"><tuv xml:lang="es"><seg>Dos de ellos.</seg></tuv><tuv xml:lang="en"><seg>Two of them.</seg></tuv></tu>
<tu><prop type="x-origin">MT</prop><prop type="x-reviewed">yes</prop><tuv xml:lang="es"><seg>Tres de ellos.</seg></tuv><tuv xml:lang="en"><seg>Three of them.</seg></tuv></tu>
<tu><prop type="x-origin">TM</prop><tuv xml:lang="es"><seg>Nadie más vino.</seg></tuv><tuv xml:lang="en"><seg>Nobody else came.</seg></tuv></tu>
</body></tmx>
END
    cotexto import -q t.tmx
    run lookup --limit 1 <<<$'Uno de ellos.\nDos de ellos.\nTres de ellos.\nNadie más vino.'
    [[ ${lines[0]} == *'"percent":85,"base":100,"penalty":15'* ]]
    [[ ${lines[1]} == *'"percent":85,'* ]]
    [[ ${lines[2]} == *'"percent":100,'* ]]
    [[ ${lines[3]} == *'"percent":100,'* ]]
}

@test "another variant of a language is told" {
    printf 'es-MX\tes\ten-GB\nHola a todos.\tHola a todos.\tHello everybody.\n' >t.tsv
    printf 'es-MX\ten-GB\nAdiós a todos.\tFarewell to all.\n' >u.tsv
    cotexto import -q t.tsv u.tsv
    run cotexto lookup --terminal --from es-VE --to en-US "Adiós a todos."
    says '(variant 1)'
    says 'es-MX instead of es-VE'
    says 'en-GB instead of en-US'
    run cotexto lookup --details --json --from en --to es-VE "Hello everybody."
    says '"target_lang":"es",' # the bare language before another region
}

@test "several memories: the first one wins, the same translation is shown once" {
    table one.tsv <<<$'Hola a todos.\tHello everybody.'
    table two.tsv <<<$'Hola a todos.\tHello everybody.\nHola a todos.\tHi all.'
    cotexto import -q -m one.db one.tsv
    cotexto import -q -m two.db two.tsv
    run cotexto lookup --terminal --from es --to en -m one.db -m two.db "Hola a todos."
    says 'one · one.tsv'
    says 'also in two: two.tsv'
    says '2 matches'
    run lookup -m two.db -m one.db --details --limit 1 "Hola a todos."
    says '"memory":"one.db"' # two.db has several translations: 99 %
    says '"others":[{"memory":"two.db","unit":1,"document":"two.tsv"}]'
    run cotexto lookup --terminal --all --from es --to en -m one.db -m two.db "Hola a todos."
    says '3 matches'
    [[ $output != *'also in'* ]]
}

@test "filters: document, time, author, reviewed, confidence" {
    table old.tsv <<<$'Hola a todos.\tHello everybody.'
    table new.tsv <<<$'Hola a todos.\tHi all.'
    cotexto import -q --user ana --meta date=2019-05-06 old.tsv
    cotexto import -q --user eva --meta date=2029-05-06 new.tsv
    query="Hola a todos."
    run lookup --document old.tsv "$query"
    says 'Hello everybody.'
    [[ $output != *'Hi all.'* ]]
    fails 1 cotexto lookup --from es --to en --document none.tsv "$query"
    says 'there is no document "none.tsv"'
    run lookup --since 2020 "$query"
    says 'Hi all.'
    [[ $output != *'Hello'* ]]
    run lookup --until 2019-05 "$query"
    says 'Hello'
    [[ $output != *'Hi all.'* ]]
    run lookup --since 2019-05-06 --until 2029-05-06 "$query"
    says 'Hello'
    says 'Hi all.'
    fails 1 lookup --since 2019-05-07 --until 2029-05-05 "$query"
    fails 2 lookup --since yesterday "$query"
    run lookup --author eva "$query"
    says 'Hi all.'
    [[ $output != *'Hello'* ]]
    fails 1 lookup --reviewed "$query"
    fails 2 lookup --confidence 2 "$query"
    run cotexto export --since 2020 --to tsv
    says 'Hi all.'
    [[ $output != *'Hello'* ]]
}

@test "filters: what is left out takes no place among the best" {
    for i in 1 2 3 4 5 6; do
        printf 'Hola a todos %s.\tHello %s.\n' $i $i
    done | table many.tsv
    table one.tsv <<<$'Hola a todas.\tHello, women.'
    cotexto import -q many.tsv one.tsv
    run lookup --limit 1 --floor 50 --document one.tsv "Hola a todos 3."
    says 'Hello, women.'
    run lookup --document one.tsv "Buenas tardes, hola a todos."
    [[ $output != *'Hello 1'* ]]
}

@test "filters: confidence and fragments" {
    cotexto import -q "$examples"
    query="The meeting will be held in the first week of November, in Geneva or by videoconference."
    run cotexto lookup --from en --to es --confidence .7 "$query"
    [ "$status" -eq 0 ]
    fails 1 cotexto lookup --from en --to es --confidence .9 "$query"
    run lookup "Visitaron la Comisión Mixta de Pesca anteayer."
    says '"fragments":[{"text":"la Comisión Mixta de Pesca"'
    run lookup --since 2999 "Visitaron la Comisión Mixta de Pesca anteayer."
    [[ $output != *fragments* ]]
}

@test "fragments: the end of a long text is searched too" {
    local i unknown=
    cotexto import -q "$examples"
    for i in {1..90}; do
        unknown+="desconocida$i "
    done
    run lookup "${unknown}la comisión mixta de pesca se reunirá"
    says '"fragments":[{"text":"la comisión mixta de pesca"'
}

@test "fragments: what is longer than runs that many segments have" {
    local i
    for i in {1..80}; do
        printf 'La comisión mixta número %s.\tJoint commission number %s.\n' "$i" "$i"
        printf 'Una mixta de pesca, %s.\tA fisheries mix, %s.\n' "$i" "$i"
    done | table many.tsv
    table one.tsv <<<$'Ayer se creó la comisión mixta de pesca entre ambos países.\tThe joint fisheries commission of both countries was created yesterday.'
    cotexto import -q many.tsv one.tsv
    run lookup "Visitaron la comisión mixta de pesca anteayer con otros amigos suyos."
    says '"fragments":[{"text":"la comisión mixta de pesca"'
}

@test "fragments: a short one stands where a longer one lost its place to one that is longer yet" {
    local i
    for i in {1..80}; do
        printf 'Un verde claro %s.\tA light green %s.\n' "$i" "$i"
    done | table many.tsv
    table two.tsv <<'end'
Constitucionalmente verde claro internacionalizado mesa alta	One
El mesa alta casa roja pera dulce luna	Two
end
    cotexto import -q many.tsv two.tsv
    run lookup "Constitucionalmente verde claro internacionalizado mesa alta casa roja pera dulce luna xilofonista kriptonita"
    says '"fragments":[{"text":"mesa alta casa roja pera dulce luna"'
    says '{"text":"verde claro"'
}

@test "fragments: all that one segment has of a text" {
    table t.tsv <<<$'Tal como acordaron los miembros de ambas delegaciones, la reunión se celebrará la primera semana de noviembre.\tThe meeting will, as agreed by all of the members of both delegations, be held in the first week of November.'
    cotexto import -q t.tsv
    run cotexto lookup --from en --to es --json "The meeting will not be held in the first week of December."
    says '"fragments":[{"text":"be held in the first week of"'
    says '{"text":"The meeting will"'
}

@test "fragments: short words are short in every script" {
    printf 'ru\tar\tzh\tth\ten\nОн живёт из-за или на из них\tهو في من عند\t我们每天去北京大学上课\tผมกินข้าวที่บ้าน\tHe lives.\n' >t.tsv
    cotexto import -q t.tsv
    run cotexto lookup --from ru --to en --json "Кошка спит на из"
    [[ $output != *fragments* ]] # two prepositions
    run cotexto lookup --from ru --to en --json "Старый пёс тоже живёт из-за леса"
    says '"text":"живёт из-за"'
    run cotexto lookup --from ar --to en --json "كتاب جديد في من"
    [[ $output != *fragments* ]]
    run cotexto lookup --from ar --to en --json "كتاب جديد في من عند"
    [[ $output != *fragments* ]] # three
    run cotexto lookup --from zh --to en --json "老师昨天参观了北京大学"
    [[ $output != *fragments* ]] # four characters
    run cotexto lookup --from zh --to en --json "老师昨天去北京大学参观了图书馆"
    says '"text":"天去北京大学"'
    run cotexto lookup --from th --to en --json "เด็กกินข้าวที่โรงเรียน"
    says '"text":"กินข้าวที่'
}

@test "details: neighbours, who and when" {
    table t.tsv <<<$'Uno de ellos.\tOne of them.\nNada más que decir.\tNothing else to say.\nTres son muchos.\tThree are many.'
    cotexto import -q --user ana --meta title=Saludo --meta url=https://example.org/1 --meta date=2029-05-06 t.tsv
    run lookup --details "Nada más que decir."
    says '"title":"Saludo","date":"2029-05-06","url":"https://example.org/1","position":2,"paragraph":0,"reviewed":false,'
    says '"creator":"ana"'
    says '"before":"Uno de ellos.","after":"Tres son muchos."'
    run lookup --details "Uno de ellos."
    says '"before":null,"after":"Nada más que decir."'
    run cotexto lookup --terminal --details --from es --to en "Nada más que decir."
    says 'title: Saludo'
    says 'made: ana, '
    says 'before: Uno de ellos.'
    says 'behind: Tres son muchos.'
}

# The table of doc/matching.md: to, query, stored, its translation, adapted.
@test "the examples of adapted translations are true" {
    count=0
    while IFS='|' read -r _ to query stored translation adapted _; do
        to=${to// /}
        translation=$(sed 's/^ *//; s/ *$//' <<<"$translation") adapted=$(sed 's/^ *//; s/ *$//' <<<"$adapted")
        stored=$(sed 's/^ *//; s/ *$//' <<<"$stored") query=$(sed 's/^ *//; s/ *$//' <<<"$query")
        rm -f memory.db*
        printf 'es\t%s\n%s\t%s\n' "$to" "$stored" "$translation" >t.tsv
        cotexto import -q t.tsv
        run cotexto lookup --from es --to "$to" --json --floor 30 "$query"
        if [ -n "$adapted" ]; then
            says "\"adapted\":\"$adapted\""
        else
            says '"adapted":null'
        fi
        count=$((count + 1))
    done < <(sed -n '/^| to | query/,/^$/p' "$TOP_SRCDIR/doc/matching.md" | sed '1,2d; /^$/d')
    [ $count -eq 15 ]
}

@test "an index of other rules is told of once; a write makes it anew and shows how far it is" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    cotexto import -q "$examples"
    cotexto lookup --from en --to es "The mayor opens the bridge." >first 2>told || [ $? -eq 1 ]
    [ ! -s told ]
    sqlite3 "$COTEXTO_MEMORY" "UPDATE state SET profile = '1 icu1'"
    printf 'One.\nTwo.\nThree.\n' | cotexto lookup --jobs 2 --from en --to es 2>told || [ $? -eq 1 ]
    [ "$(grep -c 'another ICU' told)" -eq 1 ]
    grep -q 'cotexto reindex' told
    cotexto lookup -q --from en --to es One. 2>told || [ $? -eq 1 ]
    [ ! -s told ]
    cotexto lookup --from en --to es "The mayor opens the bridge." 2>/dev/null | cmp - first
    cotexto import --progress json "$examples" 2>told
    grep -q '"work":"segments"' told
    cotexto import --progress json "$examples" 2>told
    ! grep '"work":"segments"' told || false
    cotexto lookup --from en --to es One. 2>told || [ $? -eq 1 ]
    [ ! -s told ]
}
