#!/usr/bin/env bats
# cotexto analyse: bands counted by hand, repetitions, rates, and the forms of the report.
load common

# A memory of two documents. In the first three sentences stand after each other.
write_memory() {
    printf 'es\ten\n%s\t%s\n%s\t%s\n%s\t%s\n' "Abra el archivo." "Open the file." \
        "Pulse el botón rojo para empezar." "Press the red button to start." \
        "Guarde los cambios ahora." "Save the changes now." >first.tsv
    printf 'es\ten\n%s\t%s\n%s\t%s\n%s\t%s\n' "La puerta del horno está abierta." "The oven door is open." \
        "Página 3 de 12" "Page 3 of 12" \
        "Casa perro gato mesa silla cielo río monte playa barco." "House dog cat table chair sky river hill beach boat." >second.tsv
    cotexto import -q first.tsv second.tsv
}

# table TEXT...: a table with these sentences to be translated, so that no segmenter has a say.
table() {
    printf 'es\ten\n'
    printf '%s\t\n' "$@"
}

# One sentence for each band: two new ones, the others as they are told.
write_every_band() {
    local sentences=(
        "Abra el archivo." # 101: the one behind it is the same
        "Pulse el botón rojo para empezar." # 102: both
        "Guarde los cambios ahora." # 101: the one before it
        "Vino lunes verde campo norte." # new
        "La puerta del horno está abierta." # 100: other neighbours
        "Página 4 de 12" # 95-99: another number
        "Casa perro gato mesa silla cielo río monte playa luna." # 85-94: 1 word of 10
        "Flor vino gato mesa silla cielo río monte playa barco." # 75-84: 2 words
        "Casa perro rosa pino sol cielo río monte playa barco." # 50-74: 3 words
        "Ayer vimos 5 aves raras cerca del viejo molino quemado." # new
        "Ayer vimos 7 aves raras cerca del viejo molino quemado." # internal 95-99
        "Ayer oímos 5 aves raras cerca del viejo molino quemado." # internal 85-94
        "Ayer vimos 5 aves raras junto al viejo molino quemado." # internal 75-84
        "Ayer vimos 5 aves raras cerca del nuevo faro blanco." # internal 50-74
        "Vino lunes verde campo norte." # repetition
    )
    table "${sentences[@]}" >bands.tsv
}

# row FILE BAND: segments, words and characters of a piped report in $output.
row() {
    awk -F '\t' -v file="$1" -v band="$2" '$1 == file && $2 == band { print $3, $4, $5 }' <<<"$output"
}

# is WANTED GOT: both are the same.
is() {
    [ "$1" = "$2" ] || { echo "wanted $1, got $2"; echo "$output"; return 1; }
}

@test "every band is hit by a segment counted by hand" {
    write_memory
    write_every_band
    run cotexto analyse --from es --to en bands.tsv
    [ "$status" -eq 0 ]
    is "1 6 28" "$(row bands.tsv 102)"
    is "2 7 36" "$(row bands.tsv 101)" # 3 + 4 words, 14 + 22 characters
    is "1 6 28" "$(row bands.tsv 100)"
    is "1 5 25" "$(row bands.tsv repetitions)"
    is "1 4 11" "$(row bands.tsv 95-99)"
    is "1 10 45" "$(row bands.tsv 85-94)"
    is "1 10 45" "$(row bands.tsv 75-84)"
    is "1 10 44" "$(row bands.tsv 50-74)"
    is "1 10 46" "$(row bands.tsv internal-95-99)"
    is "1 10 46" "$(row bands.tsv internal-85-94)"
    is "1 10 45" "$(row bands.tsv internal-75-84)"
    is "1 10 43" "$(row bands.tsv internal-50-74)"
    is "2 15 71" "$(row bands.tsv new)"
    is "0 0 0" "$(row bands.tsv translated)"
    is "15 113 513" "$(row bands.tsv all)"
    is "15 113 513" "$(row '*' all)"
}

@test "without internal matches such segments are new; the floor makes low matches new" {
    write_memory
    write_every_band
    run cotexto analyse --no-internal --from es --to en bands.tsv
    is "0 0 0" "$(row bands.tsv internal-95-99)"
    is "6 55 251" "$(row bands.tsv new)"
    run cotexto analyse --floor 70 --from es --to en bands.tsv
    is "1 10 44" "$(row bands.tsv 50-74)" # 70 %
    run cotexto analyse --floor 75 --from es --to en bands.tsv
    is "0 0 0" "$(row bands.tsv 50-74)"
    is "0 0 0" "$(row bands.tsv internal-50-74)"
    fails 2 cotexto analyse --floor 49 --from es --to en bands.tsv
}

@test "the percents are those of lookup, with the penalty of a memory" {
    write_memory
    write_every_band
    run cotexto analyse --from es --to en -m memory.db:3 bands.tsv
    is "0 0 0" "$(row bands.tsv 102)"
    is "4 19 92" "$(row bands.tsv 95-99)" # 102, 101 twice and 100, less 3
    [ "$(cotexto lookup --from es --to en --limit 1 -m memory.db:3 --json 'Página 4 de 12' | grep -o '"percent":[0-9]*')" = '"percent":92' ]
    is "2 14 56" "$(row bands.tsv 85-94)" # 90 was 93, and 92 was 95
}

@test "repetitions are counted in one file and across files" {
    write_memory
    mkdir texts
    table "Un texto que nadie conoce." "Otra cosa distinta." "Un texto que nadie conoce." >texts/a.tsv
    table "Un texto que nadie conoce." "Abra el archivo." >texts/b.tsv
    run cotexto analyse --from es --to en texts
    is "1 5 22" "$(row texts/a.tsv repetitions)"
    is "0 0 0" "$(row texts/a.tsv across-files)"
    is "1 5 22" "$(row texts/b.tsv repetitions)"
    is "1 5 22" "$(row texts/b.tsv across-files)"
    is "1 3 14" "$(row texts/b.tsv 100)" # a stored text is never a repetition
    is "2 10 44" "$(row '*' repetitions)"
    is "5 21 97" "$(row '*' all)"
    run cotexto analyse --terminal --from es --to en texts
    says "of them across files"
    run cotexto analyse --from es --to en texts/b.tsv texts/a.tsv
    is "2 10 44" "$(row texts/a.tsv repetitions)"
}

@test "a stored text that stands twice is judged by what is around it each time" {
    write_memory
    table "Pulse el botón rojo para empezar." "Vino lunes verde campo norte." "Abra el archivo." \
        "Pulse el botón rojo para empezar." "Guarde los cambios ahora." >twice.tsv
    run cotexto analyse --from es --to en twice.tsv
    is "1 6 28" "$(row twice.tsv 100)"
    is "1 6 28" "$(row twice.tsv 102)"
    is "2 7 36" "$(row twice.tsv 101)"
    is "0 0 0" "$(row twice.tsv repetitions)"
}

@test "sentences of documents have their neighbours; kinds of documents give the same figures" {
    write_pair
    cotexto import -q a.es.txt a.en.txt
    run cotexto analyse --from es --to en a.es.txt
    is "3 18 89" "$(row a.es.txt all)"
    { echo '<html><body>'; sed 's|.*|<p>&</p>|' a.es.txt; echo '</body></html>'; } >a.html
    run cotexto analyse --from es --to en a.html
    is "3 18 89" "$(row a.html all)"
    run cotexto analyse --from es --to en - <a.es.txt
    is "3 18 89" "$(row - all)"
}

@test "XLIFF and PO: what is translated or locked is apart, left out, or counted" {
    write_memory
    cat >job.xlf <<'END'
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="es" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>Abra el archivo.</source></trans-unit>
<trans-unit id="2"><source>Una frase ya traducida.</source><target>A sentence.</target></trans-unit>
<trans-unit id="3"><source>Una frase por revisar.</source><target state="needs-translation">A sentence.</target></trans-unit>
<trans-unit id="4" translate="no"><source>COTEXTO 2</source></trans-unit>
<trans-unit id="5"><source>Dos frases. Una frase ya traducida.</source><seg-source><mrk mtype="seg" mid="1">Dos frases.</mrk> <mrk mtype="seg" mid="2">Una frase ya traducida.</mrk></seg-source></trans-unit>
</body></file></xliff>
END
    run cotexto analyse --to en job.xlf
    is "1 4 20" "$(row job.xlf translated)"
    is "1 2 8" "$(row job.xlf locked)"
    is "1 3 14" "$(row job.xlf 100)"
    is "6 19 91" "$(row job.xlf all)"
    is "0 0 0" "$(row job.xlf repetitions)" # a translated one is not met again
    run cotexto analyse --to en --translated skip job.xlf
    is "4 13 63" "$(row job.xlf all)"
    run cotexto analyse --to en --translated count job.xlf
    is "1 4 20" "$(row job.xlf repetitions)"
    is "6 19 91" "$(row job.xlf all)"
    fails 3 cotexto analyse --from en --to es job.xlf
    says "to be translated from es"
    printf 'msgid ""\nmsgstr "Language: en\\nX-Source-Language: es\\n"\n\nmsgid "Abra el archivo."\nmsgstr ""\n\nmsgid "Hola."\nmsgstr "Hello."\n\n#, fuzzy\nmsgid "Adiós."\nmsgstr "Hi."\n' >job.po
    run cotexto analyse --to en job.po
    is "1 1 5" "$(row job.po translated)"
    is "1 1 6" "$(row job.po new)"
    is "3 5 25" "$(row job.po all)"
}

@test "inline tags count: the same ones are 100 %, others not" {
    unit() { echo "<trans-unit id='u$1'><source>Pulse <ph id='$2'>x</ph> dos veces.</source>$3</trans-unit>"; }
    head='<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="es" target-language="en" datatype="plaintext"><body>'
    echo "$head$(unit 1 1 '<target>Press <ph id="1">x</ph> twice.</target>')</body></file></xliff>" >done.xlf
    echo "$head$(unit 7 1 '')</body></file></xliff>" >same.xlf
    echo "$head$(unit 7 2 '')</body></file></xliff>" >other.xlf
    cotexto import -q done.xlf
    run cotexto analyse --to en same.xlf other.xlf
    is "1 3 14" "$(row same.xlf 100)"
    is "1 3 14" "$(row other.xlf 95-99)"
}

@test "rates give weighted words and a cost" {
    write_memory
    write_every_band
    rates='102=0,101=10,100=20,repetitions=25,95-99=30,85-94=50,75-84=70,50-74=90,new=100'
    run cotexto analyse --json --rates "$rates,price=0.0875,currency=EUR" --from es --to en bands.tsv
    # 0.7 + 1.2 + 1.25 + 1.2 + 5 + 7 + 9 + 15 = 40.35; internal ones as those of the memory: 3 + 5 + 7 + 9 = 24
    says '"weighted":64.35,"cost":5.63' # 5.630625
    says '"currency":"EUR"'
    printf '# for the ministry\n102=0\n new = 62.5\nprice=0.1\n' >rates.txt
    run cotexto analyse --json --rates rates.txt --from es --to en bands.tsv
    says '"weighted":101.38,"cost":10.14' # 113 - 6 - 37.5 % of 15: 101.375; 10.1375
    fails 2 cotexto analyse --rates "80=3" --from es --to en bands.tsv
    fails 2 cotexto analyse --rates "new=abc" --from es --to en bands.tsv
    fails 2 cotexto analyse --rates "new=10.555" --from es --to en bands.tsv
    echo 'new 100' >>rates.txt
    fails 3 cotexto analyse --rates rates.txt --from es --to en bands.tsv
    says "rates.txt:5"
    fails 5 cotexto analyse --rates missing.txt --from es --to en bands.tsv
}

@test "a report says all that its figures depend on, and comes out the same twice" {
    write_memory
    write_every_band
    cotexto analyse --from es --to en --format csv bands.tsv >first.csv
    cotexto analyse --from es --to en --format csv --jobs 7 bands.tsv >second.csv
    cmp first.csv second.csv
    grep -q '^#,revision,1,,' first.csv
    grep -q "^#,version,$(cotexto --version | cut -d ' ' -f 2),," first.csv
    grep -q '^#,profile,3 icu' first.csv
    grep -q '^#,floor,50,,' first.csv
    cotexto analyse --from es --to en --json bands.tsv | tail -n 1 >last.json
    for key in memories revision from to floor internal translated version profile; do
        grep -q "\"$key\":" last.json
    done
}

@test "the analysis changes nothing in the memory" {
    write_memory
    write_every_band
    cksum memory.db >before
    cotexto analyse --from es --to en bands.tsv >report
    cksum memory.db | diff before -
}

@test "JSON, CSV and HTML are well-formed, also with names that need care" {
    write_memory
    table 'Hola & adiós <b>.' >'a, "b" & <c>.tsv'
    cotexto analyse --from es --to en --format csv *.tsv >report.csv
    cotexto analyse --from es --to en --rates price=1 --json *.tsv >report.json
    cotexto analyse --from es --to en --rates price=1 --format html *.tsv >report.html
    command -v python3 >/dev/null || skip "python3 is not installed"
    python3 - <<'END'
import csv, json
rows = list(csv.reader(open("report.csv", newline="", encoding="utf-8")))
assert {len(row) for row in rows} == {5}, rows
assert rows[1][0] == 'a, "b" & <c>.tsv', rows[1]
lines = [json.loads(line) for line in open("report.json", encoding="utf-8")]
assert [line["file"] for line in lines] == ['a, "b" & <c>.tsv', "first.tsv", "second.tsv", None]
for line in lines:
    for unit in "segments", "words", "characters":
        assert line["all"][unit] == sum(band[unit] for band in line["bands"].values())
END
    command -v xmllint >/dev/null || skip "xmllint is not installed"
    xmllint --noout report.html
    [ "$(xmllint --xpath 'count(//*[local-name()="script"])' report.html)" -eq 0 ]
    [ "$(xmllint --xpath 'count(//*[local-name()="rect"])' report.html)" -eq 13 ]
    xmllint --xpath '//*[local-name()="svg"]/*[local-name()="title" or local-name()="desc"]/text()' report.html
    grep -q 'prefers-color-scheme:dark' report.html
    write_every_band
    cotexto analyse --from es --to en --format html bands.tsv >bands.html
    xmllint --xpath '//*[local-name()="svg"]/*[local-name()="text"]/text()' bands.html >chart
    grep -qx '6 (5.3 %)' chart
    grep -qx '15 (13.3 %)' chart
    [ "$(grep -c '^[0-9]* ([0-9.]* %)$' chart)" -eq 13 ]
}

@test "the report is in Spanish for those who ask for it" {
    write_memory
    write_every_band
    LC_ALL=es_ES.UTF-8 run cotexto analyse --terminal --from es --to en bands.tsv
    says "repeticiones"
    says "segmentos"
    LC_ALL=es_ES.UTF-8 run cotexto analyse --format html --from es --to en bands.tsv
    says '<html xmlns="http://www.w3.org/1999/xhtml" lang="es">'
    LC_ALL=es_ES.UTF-8 run cotexto analyse --from es --to en bands.tsv
    says "repetitions" # a table is for programs
}

@test "texts in wide scripts and from right to left are counted" {
    printf 'ja\ten\n%s\t%s\n' "会議は七日に開かれます。" "The meeting is on the 7th." >ja.tsv
    printf 'ar\ten\n%s\t%s\n' "يبدأ الاجتماع في السابع." "The meeting starts on the 7th." >ar.tsv
    cotexto import -q ja.tsv ar.tsv
    run cotexto analyse --from ja --to en ja.tsv
    is "1 11 12" "$(row ja.tsv 100)" # a character is a word
    run cotexto analyse --from ar --to en ar.tsv
    is "1 4 21" "$(row ar.tsv 100)"
    cotexto analyse --terminal --from ar --to en ar.tsv
}

@test "languages that are not said are found, or asked for" {
    write_memory
    printf 'La reunión de los ministros se celebrará en la ciudad el lunes por la tarde.\n' >nota.txt
    run cotexto analyse nota.txt
    [ "$status" -eq 0 ]
    says "the language is guessed: es"
    run cotexto analyse -q nota.txt
    [[ $output != *guessed* ]]
    echo "12 45" >unclear.txt
    fails 3 cotexto analyse --to en unclear.txt
    says "--from es"
    printf 'The meeting of the ministers will be held in the city on Monday.\n' >note.txt
    fails 2 cotexto analyse --to en nota.txt note.txt
    says "--from es"
    fails 2 cotexto analyse --to en first.tsv
    says "--from es"
    fails 2 cotexto analyse --from es --to es nota.txt
    fails 1 cotexto analyse --from fr --to en nota.txt
    printf 'fr\ten\nBonjour.\tHello.\n' >fr.tsv
    cotexto import -q fr.tsv
    fails 2 cotexto analyse --from es nota.txt
    says "--to en"
}

@test "what can't be analysed is told" {
    write_memory
    fails 2 cotexto analyse
    fails 5 cotexto analyse --from es --to en missing.txt
    says "missing.txt"
    : >empty.txt
    fails 1 cotexto analyse --from es --to en empty.txt
    says "nothing to count"
    printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0' >picture.png
    fails 3 cotexto analyse --from es --to en picture.png
    says "picture.png"
    printf '<xliff version="1.2"><file' >broken.xlf
    fails 3 cotexto analyse --from es --to en broken.xlf
    says "broken.xlf:1"
    fails 2 cotexto analyse --from es --to en --format yaml first.tsv
    fails 2 cotexto analyse --from es --to en --json --format html first.tsv
    fails 2 cotexto analyse --from es --to en --translated maybe first.tsv
    fails 5 cotexto analyse --from es --to en -m nowhere.db first.tsv
    # an empty file among others has a row of its own
    run cotexto analyse --from es --to en empty.txt first.tsv
    is "0 0 0" "$(row empty.txt all)"
    is "3 13 64" "$(row first.tsv all)"
}
