#!/usr/bin/env bats
# edit, delete, clean, log, undo, backup: what was changed can be taken back, to the byte
load common

write_memory() {
    cat >t.tmx <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="es" datatype="xml"/><body>
<tu tuid="a1" creationdate="20290101T000000Z" creationid="ana"><prop type="client">ministry</prop><note>a note</note>
<tuv xml:lang="es"><seg>La reunión será en <hi type="b">Ginebra</hi>.</seg></tuv><tuv xml:lang="en"><seg>The meeting will be in <hi type="b">Geneva</hi>.</seg></tuv></tu>
<tu tuid="a2"><tuv xml:lang="es"><seg>El acuerdo costó 5$ por cabeza.</seg></tuv><tuv xml:lang="en"><seg>The agreement cost 5$ a head.</seg></tuv></tu>
<tu tuid="a3"><tuv xml:lang="es"><seg>El acuerdo fue útil.</seg></tuv><tuv xml:lang="en"><seg>The agreement was useful.</seg></tuv></tu>
<tu tuid="a4"><tuv xml:lang="es"><seg>Acuerdo</seg></tuv><tuv xml:lang="en"><seg>Agreement</seg></tuv></tu>
</body></tmx>
END
    cotexto import -q --user ana t.tmx
    cotexto export -q -o before.tmx
}

# The memory is as it was before the last command.
undone() {
    cotexto undo -q "$@"
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
    cotexto doctor >/dev/null
}

text_of() { # UNIT LANG
    cotexto export --to jsonl | sed -n "$1p" | python3 -c 'import json, sys
print([v["text"] for v in json.load(sys.stdin)["segments"] if v["lang"] == sys.argv[1]][0])' "$2"
}

units() { cotexto stats | sed -n 's/^units\t//p'; }

@test "a text is edited, found by lookup and search, reviewed, and taken back" {
    write_memory
    run cotexto edit --user eva --unit 3 --lang en "The accord was helpful."
    [ "$status" -eq 0 ]
    says '1 unit changed'
    says 'cotexto undo 2'
    [ "$(cotexto lookup --from es --to en "El acuerdo fue útil." | cut -f4)" = "The accord was helpful." ]
    [ "$(cotexto search --lang en accord | wc -l)" -eq 1 ]
    fails 1 cotexto search useful
    cotexto lookup --from es --to en --json --details "El acuerdo fue útil." >hit
    grep -q '"changer":"eva"' hit
    grep -q '"reviewed":true' hit
    undone
    [ "$(cotexto search useful | wc -l)" -eq 1 ]
}

@test "an edited text keeps its tags or has none" {
    write_memory
    fails 2 cotexto edit --unit 1 --lang en $'The \uFFFC meeting.'
    says 'the text has 1 places of inline tags'
    cotexto edit -q --unit 1 --lang en $'In \uFFFCGeneva\uFFFC we meet.'
    cotexto export | grep -q 'In <hi type="b">Geneva</hi> we meet.'
    undone
    cotexto edit -q --unit 1 --lang en "We meet."
    cotexto export | grep -q '<seg>We meet.</seg>'
    undone
    fails 2 cotexto edit --unit 1 --lang en "  "
    fails 1 cotexto edit --unit 9 --lang en "x"
    says 'there is no unit 9'
    fails 1 cotexto edit --unit 1 --lang fr "x"
    says 'unit 1 has no text in fr'
    says 'its languages: es, en'
    fails 2 cotexto edit --unit 1 "x"
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
}

@test "find and replace: letters, words, groups, case; a dry run shows and stores nothing" {
    write_memory
    run cotexto edit --terminal --dry-run --find agreement --replace accord --lang en
    says 'The [-agreement-]{+accord+} was useful.'
    says 'A dry run'
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
    run cotexto edit --find agreement --replace accord --lang en
    says '2 units changed' # "Agreement" is another word
    undone
    run cotexto edit --find AGREE --replace accord --lang en --ignore-case --whole-words
    [ "$status" -eq 1 ]
    cotexto edit -q --find '5$' --replace 'US$5' # no sign has a meaning
    [ "$(text_of 2 en)" = 'The agreement cost US$5 a head.' ]
    undone
    cotexto edit -q --regex '(\d)\$' --replace '\$$1' --lang es
    [ "$(text_of 2 es)" = 'El acuerdo costó $5 por cabeza.' ]
    [ "$(text_of 2 en)" = 'The agreement cost 5$ a head.' ]
    undone
    fails 2 cotexto edit --regex 'a' --replace '$7'
    says 'names a group'
    fails 2 cotexto edit --regex '(' --replace 'x'
    says 'the pattern is wrong'
    fails 2 cotexto edit --find x
    says 'goes with either --find or --regex'
    run cotexto edit --find $'\uFFFCGinebra\uFFFC' --replace Berna
    [ "$status" -eq 1 ]
    says '1 unit left as it is'
    run cotexto edit --json --find useful --replace helpful --document t
    [ "$status" -eq 1 ]
    says 'no document'
    run cotexto edit --json --find useful --replace helpful --document t.tmx
    [ "$output" = '{"added":0,"changed":1,"deleted":0,"kept":0,"revision":8}' ]
}

@test "units are deleted by number, words, document; never all by accident" {
    write_memory
    fails 2 cotexto delete
    says '--all'
    cotexto delete -q "acuerdo fue"
    [ "$(units)" -eq 3 ]
    fails 1 cotexto lookup --from es --to en --floor 90 "El acuerdo fue útil."
    undone
    [ "$(cotexto lookup --from es --to en "El acuerdo fue útil." | head -1 | cut -f2)" = 100 ]
    cotexto delete -q --unit 1,2
    [ "$(units)" -eq 2 ]
    undone
    cotexto delete -q --lang en --regex '^agreement$'
    [ "$(units)" -eq 3 ]
    undone
    cotexto import -q --user ana "$examples"
    cotexto export -q -o before.tmx
    cotexto delete -q --document t.tmx
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 3 ]
    undone
    cotexto delete -q --all
    [ "$(units)" -eq 0 ]
    undone
    fails 1 cotexto delete --unit 99
    fails 2 cotexto delete --unit 1,x
    fails 1 cotexto delete nowhere
}

@test "clean puts texts right, and takes out what is empty, untranslated or there twice" {
    cat >t.jsonl <<'END'
{"segments":[{"lang":"es","text":" Dos  espacios\tjuntos. "},{"lang":"en","text":"Two blanks."}]}
{"segments":[{"lang":"es","text":"Un guion\u00ad oculto\u200b."},{"lang":"en","text":"A hidden hyphen."}]}
{"segments":[{"lang":"es","text":"La nación está aquí."},{"lang":"en","text":"The nation is here."}]}
{"segments":[{"lang":"es","text":"La naciÃ³n estÃ¡ aquÃ­."},{"lang":"en","text":"The nation is here."}]}
{"segments":[{"lang":"es","text":"* * *"},{"lang":"en","text":"* * *"}]}
{"segments":[{"lang":"es","text":"Not translated"},{"lang":"en","text":"Not translated"}]}
{"segments":[{"lang":"es","text":"4 500"},{"lang":"en","text":"4 500"}]}
END
    cotexto import -q t.jsonl
    cotexto export -q -o before.tmx
    run cotexto clean --dry-run
    says $'4\tchange\tmojibake\tes\tLa naciÃ³n estÃ¡ aquÃ­.\tLa nación está aquí.'
    says '3 units changed'
    says '1 unit deleted'
    cotexto clean -q
    [ "$(units)" -eq 6 ]
    [ "$(text_of 1 es)" = "Dos espacios juntos." ]
    [ "$(text_of 2 es)" = "Un guion oculto." ]
    undone
    run cotexto clean --rules all
    says '3 units deleted'
    [ "$(units)" -eq 4 ]
    [ "$(cotexto search nación | wc -l)" -eq 1 ]
    undone
    run cotexto clean --rules untranslated
    [ "$(units)" -eq 6 ]
    undone
    fails 2 cotexto clean --rules blanks,tidy
    says 'there is no rule "tidy"'
    cotexto clean -q
    fails 1 cotexto clean
    says 'Nothing to change'
}

@test "of duplicates the reviewed one stays, then the newest" {
    for day in 01 02 03; do
        printf '{"created":"2029-01-01T00:00:00Z","changed":"2029-01-%sT00:00:00Z","segments":[{"lang":"es","text":"Hola."},{"lang":"en","text":"Hello."}]}\n' $day >$day.jsonl
    done
    cotexto import -q 02.jsonl 03.jsonl 01.jsonl
    cotexto clean -q --rules duplicates
    cotexto export --to jsonl | grep -q 2029-01-03
    cotexto undo -q
    cotexto edit -q --unit 3 --lang en "Hello!"
    cotexto edit -q --unit 3 --lang en "Hello."
    cotexto clean -q --rules duplicates
    [ "$(units)" -eq 1 ]
    cotexto export --to jsonl | grep -q '"reviewed":true'
}

@test "an import is one revision, which can be taken back and brought again" {
    write_pair
    cotexto import -q a.es.txt a.en.txt
    cotexto export -q -o before.tmx
    sed -i 's/respeto/respeto siempre/' a.es.txt
    echo 'Una frase más.' >>a.es.txt
    echo 'One more sentence.' >>a.en.txt
    cotexto import -q --meta title=Otro a.es.txt a.en.txt "$examples"
    cotexto export -q -o changed.tmx
    ! cmp -s before.tmx changed.tmx
    undone
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 1 ]
    cotexto undo -q 3
    cotexto export -q -o after.tmx
    cmp changed.tmx after.tmx
    cotexto import --json a.es.txt a.en.txt | tail -n 1 | grep -q '"new":0,"changed":0'
    cotexto undo -q
    cotexto undo -q
    nothing_stored
    fails 1 cotexto undo
    says 'nothing to undo'
}

@test "import with a policy is taken back, units that it replaced return" {
    write_memory
    mkdir new
    sed 's/was useful/was of use/; s/a note/another note/' t.tmx >new/t.tmx
    cotexto import -q --policy replace new/t.tmx
    cotexto export | grep -q 'was of use'
    undone
}

@test "a change that a later one builds on is not taken back before it" {
    write_memory
    cotexto edit -q --unit 3 --lang en "One."
    cotexto edit -q --unit 3 --lang en "Two."
    cotexto edit -q --unit 4 --lang en "Three."
    fails 2 cotexto undo 2
    says 'revision 3 changed the same after revision 2'
    says 'cotexto undo 3'
    cotexto undo -q 3
    cotexto undo -q 2
    [ "$(text_of 3 en)" = "The agreement was useful." ]
    [ "$(text_of 4 en)" = "Three." ]
    fails 1 cotexto undo 2
    says 'revision 2 was undone by revision 6'
    cotexto undo -q 6
    [ "$(text_of 3 en)" = "One." ]
    undo_all() { cotexto undo -q 2 && cotexto undo -q 4; }
    undo_all
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
    fails 1 cotexto undo 77
    says 'there is no revision 77'
    fails 2 cotexto undo x
    # the import's document and units are untouched by what was taken back
    cotexto undo -q 1
    nothing_stored
}

@test "an undo can be tried" {
    write_memory
    cotexto edit -q --unit 3 --lang en "One."
    cotexto export -q -o changed.tmx
    run cotexto undo --dry-run --terminal
    says '{+The agreement was+} [-One-]{+useful+}.'
    says 'A dry run'
    cotexto export -q -o after.tmx
    cmp changed.tmx after.tmx
}

@test "log tells who did what, and what became of it" {
    write_memory
    cotexto edit -q --user eva --find useful --replace helpful
    cotexto undo -q --user ana
    run cotexto log
    [ "${#lines[@]}" -eq 3 ]
    [[ ${lines[0]} == 3$'\t'2*Z$'\t'ana$'\t'undo$'\t'2$'\t'0$'\t'1$'\t'0$'\t'2$'\t'0 ]]
    [[ ${lines[1]} == 2$'\t'2*Z$'\t'eva$'\t'edit$'\t''useful → helpful'$'\t'0$'\t'1$'\t'0$'\t'0$'\t'3 ]]
    [[ ${lines[2]} == 1$'\t'2*Z$'\t'ana$'\t'import$'\t't.tmx$'\t'4$'\t'0$'\t'0$'\t'0$'\t'0 ]]
    [ "$(cotexto log --unit 3 | wc -l)" -eq 3 ]
    [ "$(cotexto log --unit 4 | wc -l)" -eq 1 ]
    [ "$(cotexto log --limit 1 --json)" != "" ]
    cotexto log --limit 1 --json | grep -q '"undoes":2'
    run cotexto log --terminal 2
    says 'The agreement was [-useful-]{+helpful+}.'
    [ "$(cotexto log 1 | grep -c '	add	')" -eq 8 ]
    run cotexto log --terminal
    says '(undone by 3)'
    fails 1 cotexto log 9
    fails 2 cotexto log 1 2
}

@test "an old memory's changes can be taken back, too" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    write_memory
    cotexto edit -q --unit 3 --lang en "One."
    cotexto reindex # old memories have no recent segments
    sqlite3 memory.db "DROP TABLE term; DROP TABLE concept; ALTER TABLE revision DROP COLUMN about; ALTER TABLE revision DROP COLUMN undoes; ALTER TABLE revision DROP COLUMN undone_by; DROP TABLE hash; DROP TABLE unfinished; DROP TABLE exception; CREATE INDEX unit_hash ON unit(hash); CREATE INDEX segment_hash ON segment(hash, language); ALTER TABLE state DROP COLUMN listed; PRAGMA user_version=4"
    fails 3 cotexto log
    undone
}

@test "backup copies the memory whole, and takes no file's place" {
    write_memory
    run cotexto backup copy.db
    [ "$status" -eq 0 ]
    says 'copied to copy.db'
    cotexto export -q -m copy.db -o after.tmx
    cmp before.tmx after.tmx
    cotexto doctor -m copy.db
    cotexto edit -q -m copy.db --unit 3 --lang en "One."
    cotexto undo -q -m copy.db
    fails 2 cotexto backup copy.db
    says 'is there already'
    fails 5 cotexto backup nowhere/copy.db
    fails 2 cotexto backup
    [ "$(ls | grep -c copy)" -le 3 ]
}

@test "a failing change leaves the memory as it was" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    write_memory
    cotexto edit -q --unit 3 --lang en "One."
    cotexto export -q -o changed.tmx
    sqlite3 memory.db "UPDATE journal SET before = '{' WHERE before IS NOT NULL"
    run cotexto undo
    [ "$status" -ne 0 ]
    cotexto export -q -o after.tmx
    cmp changed.tmx after.tmx
}

@test "undo says what it takes back, and passes over what changed nothing" {
    write_memory
    cotexto edit -q --user eva --unit 3 --lang en "The accord was helpful."
    cotexto check -q --accept 2:numbers
    run cotexto undo --dry-run
    says 'To be taken back: 2, edit 3 en, eva, 20'
    fails 1 cotexto undo 3
    says 'revision 3 changed no unit and no document'
    says 'check --unaccept'
    run cotexto undo
    says 'Taken back: 2, edit 3 en, eva, 20'
    cotexto export -q -o after.tmx
    cmp before.tmx after.tmx
    cotexto edit -q --find useful --replace $'use\e[31mful'
    run cotexto undo
    says 'useful → use\u{1B}[31mful'
    run cotexto undo --json
    says '"deleted":4'
    [ "${#lines[@]}" -eq 1 ]
    fails 1 cotexto undo
    says 'nothing to undo'
}
