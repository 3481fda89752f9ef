#!/usr/bin/env bats
# terms: candidates out of the memory, and its glossary in lookup, check and undo
load common

write_glossary() {
    printf 'es\ten\tstatus\tsubject\n' >g.tsv
    printf 'red inalámbrica\twireless network\tpreferred\tnetworks\n' >>g.tsv
    printf 'sistema de archivos\tfile system\t\tstorage\n' >>g.tsv
    cat >g.tbx <<'END'
<?xml version="1.0"?>
<martif type="TBX-Basic" xml:lang="es"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="w1"><descrip type="subjectField">networks</descrip><note>of the house</note>
<langSet xml:lang="es"><tig><term>red inalámbrica</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="en"><tig><term>Wi-Fi</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>wireless network</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet></termEntry>
<termEntry id="alone"><langSet xml:lang="es"><tig><term>solo</term></tig></langSet></termEntry>
</body></text></martif>
END
}

write_units() {
    printf 'es\ten\n' >u.tsv
    printf 'Configure las redes inalámbricas aquí.\tSet up the Wi-Fi here.\n' >>u.tsv
    printf 'El sistema de archivos está lleno.\tThe file system is full.\n' >>u.tsv
    cotexto import -q u.tsv
}

entries() { cotexto terms --list --json | wc -l; }

@test "a glossary is imported, and again changes nothing; a dry run stores nothing" {
    write_glossary
    run cotexto terms --dry-run --import g.tsv
    [ "$status" -eq 0 ]
    says '2 new, 0 changed, 0 already there'
    says 'a dry run'
    [ ! -e memory.db ] || [ "$(entries)" -eq 0 ]
    run cotexto terms --user ana --import g.tsv
    says '2 new'
    says 'cotexto undo 1'
    run cotexto terms --import g.tsv
    says '0 new, 0 changed, 2 already there'
    [ "$(cotexto log | wc -l)" -eq 1 ] # no revision of nothing
    run cotexto terms --import g.tbx
    says '1 new, 0 changed, 0 already there, 0 deleted, 1 skipped'
    run cotexto terms --import g.tbx
    says '0 new, 0 changed, 1 already there'
    cotexto terms --list >list
    grep -q $'^3\ten\tWi-Fi\tdeprecated\t\tnetworks\t$' list
    grep -q $'^3\tes\tred inalámbrica\t\tnoun\tnetworks\t$' list
    [ "$(sed -n '/^3\ten/p' list | head -n 1 | cut -f3)" = "wireless network" ] # the preferred first
}

@test "an export as a table or as TBX, imported again or elsewhere, is the same glossary" {
    write_glossary
    cotexto terms -q --import g.tsv
    cotexto terms -q --import g.tbx
    cotexto terms -q --export all.tsv
    cotexto terms -q --export all.tbx
    for file in all.tsv all.tbx; do
        run cotexto terms --import $file
        says '0 new, 0 changed, 3 already there'
        cotexto terms -q -m other-$file.db --import $file
        cotexto terms -m other-$file.db --export - | diff all.tsv -
    done
    cotexto terms --export - | cotexto terms -m piped.db -q --import -
    cotexto terms -m piped.db --export - | diff all.tsv -
    cotexto terms --export - --languages en | grep -q '^id.*en'
    ! cotexto terms --export - --languages en | grep -q inalámbrica
}

@test "an entry of the same id takes the place of the other; undo gives back the one before, to the byte" {
    write_glossary
    cotexto terms -q --import g.tbx
    cotexto terms -q --export before.tbx
    cotexto terms -q --export before.tsv
    sed 's/Wi-Fi/WLAN/; s/of the house/of the town/' g.tbx >h.tbx
    run cotexto terms --import h.tbx
    says '0 new, 1 changed'
    cotexto terms --list | grep -q WLAN
    run cotexto undo
    says '1 entry of the glossary taken back'
    cotexto terms -q --export after.tbx
    cmp before.tbx after.tbx
    cotexto terms -q --delete 1
    [ "$(entries)" -eq 0 ]
    fails 1 cotexto terms --list
    cotexto undo -q
    cotexto terms -q --export after.tsv
    cmp before.tsv after.tsv
    cotexto terms -q --import g.tsv
    cotexto terms -q --delete all
    cotexto undo -q
    [ "$(entries)" -eq 3 ]
    cotexto undo -q # the import of g.tsv
    cotexto terms -q --export after.tsv
    cmp before.tsv after.tsv
    cotexto undo -q 1
    [ "$(entries)" -eq 0 ]
    cotexto doctor >/dev/null
}

@test "undo refuses what was changed since" {
    write_glossary
    cotexto terms -q --import g.tbx
    sed 's/Wi-Fi/WLAN/' g.tbx >h.tbx
    cotexto terms -q --import h.tbx
    fails 2 cotexto undo 1
    says 'revision 2 changed the same'
    cotexto terms --list | grep -q WLAN
}

@test "lookup shows the terms of a text and marks a translation that disregards them" {
    write_units
    write_glossary
    cotexto lookup --json "Configure las redes inalámbricas aquí." >plain
    ! grep -q '"terms"' plain
    cotexto terms -q --import g.tbx
    cotexto terms -q --import g.tsv
    cotexto lookup --json "Configure las redes inalámbricas aquí." >hit
    python3 - <<'END'
import json
answer = json.load(open("hit"))
term, = answer["terms"]
assert (term["text"], term["start"], term["end"]) == ("redes inalámbricas", 14, 32), term
assert [(t["text"], t.get("status")) for t in term["targets"]] == [("wireless network", "preferred"), ("Wi-Fi", "deprecated")], term
assert answer["hits"][0]["flags"] == ["term"], answer["hits"][0]
END
    run cotexto lookup --terminal "Configure las redes inalámbricas aquí."
    says "not the glossary's term!"
    says '§  red inalámbrica = wireless network (preferred) · Wi-Fi (not to be used)'
    cotexto lookup --json "El sistema de archivos está lleno." | grep -q '"flags":\[\]'
    # the other way
    cotexto lookup --json --from en --to es "The file systems are full." | grep -q '"term":"file system"'
    # without a match, too
    run cotexto lookup --json --from es --to en "Otro sistema de archivos nuevo del todo, sin nada igual."
    says '"hits":[]'
    says '"term":"sistema de archivos"'
}

@test "check finds units that do not keep to the memory's glossary" {
    write_units
    write_glossary
    cotexto check --rules terms --quiet >none
    [ ! -s none ]
    cotexto terms -q --import g.tbx
    run cotexto check --rules terms
    says '"redes inalámbricas" should be translated as "wireless network"'
    [ "$(cotexto check -q --rules terms | wc -l)" -eq 1 ]
}

@test "what is wrong with a file of terms is told with its line, and nothing is stored" {
    write_glossary
    cotexto terms -q --import g.tsv
    printf 'es\ten\tstatus\ncasa\thouse\t\nperro\tdog\tbest\n' >bad.tsv
    fails 3 cotexto terms --import bad.tsv
    says 'bad.tsv:3:3'
    says '"best" is no status of a term'
    printf 'uno\tdos\n' >bare.tsv
    fails 3 cotexto terms --import bare.tsv
    says 'bare.tsv:1'
    says '--languages es,en'
    cotexto terms -q --import bare.tsv --languages es,en
    [ "$(entries)" -eq 3 ]
    head -c 700 g.tbx >cut.tbx
    fails 3 cotexto terms --import cut.tbx
    says 'cut.tbx:'
    sed 's/of the house/\&lol;/' g.tbx >entity.tbx
    fails 3 cotexto terms --import entity.tbx
    python3 -c 'print("<martif><text><body>" + "<a>" * 100000)' >deep.tbx
    fails 3 cotexto terms --import deep.tbx
    printf 'sp\ten\nsol\tsun\n' >sp.tsv
    fails 3 cotexto terms --import sp.tsv
    cotexto terms -q --import sp.tsv --lang-map sp=es
    [ "$(entries)" -eq 4 ]
    fails 5 cotexto terms --import nowhere.tsv
}

@test "wrong use of terms is told" {
    write_units
    fails 2 cotexto terms words
    fails 2 cotexto terms --list --export -
    fails 2 cotexto terms --delete x
    fails 1 cotexto terms --delete 7
    says 'there is no entry 7'
    fails 2 cotexto terms --format odt
    says 'tsv tbx jsonl'
    fails 2 cotexto terms --export - --format jsonl
    fails 2 cotexto terms --min-count 1
    fails 1 cotexto terms --from es --to fr
}

# Units in which the terms stand in other surroundings, and each word elsewhere, too.
write_candidates() {
    python3 - >c.tsv <<'END'
print("es\ten")
places = [("la oficina", "the office", "Revise el", "Check the"), ("el taller", "the workshop", "Hay un", "There is a"),
          ("la escuela", "the school", "Falta otro", "Missing: another"), ("el puerto", "the port", "Pida su", "Ask for its"),
          ("la torre", "the tower", "Vea cada", "See each"), ("el jardín", "the garden", "No, sin", "No, without a")]
for es, en, do, does in places:
    print(f"{do} sistema de archivos {es}.\t{does} file system {en}.")
    print(f"Otro archivo llegó a {es}.\tAnother file came to {en}.")
    print(f"El sistema de {es} funciona.\tThe system of {en} works.")
    print(f"Puede usar {es} siempre.\tYou can always use {en}.")
END
    cotexto import -q c.tsv
}

@test "candidates: whole groups with their translations, counts and a context; the same every time" {
    write_candidates
    cotexto terms -q --from es --to en >t.tsv
    [ "$(head -n 1 t.tsv | cut -f1,2)" = $'es\ten' ]
    [ "$(sed -n 2p t.tsv | cut -f1,2)" = $'sistema de archivos\tfile system' ]
    [ "$(sed -n 2p t.tsv | cut -f5-7)" = $'6\t6\t1' ]
    sed -n 2p t.tsv | cut -f9,10 | grep -q $'^.* sistema de archivos .*\t.* file system .*$'
    ! cut -f1 t.tsv | grep -qE '^(el|la|de|puede)( |$)|( |^)(el|la|de|puede)$'
    cotexto terms -q --from es --to en | diff t.tsv -
    cotexto terms -q --from en --to es | cut -f1,2 | grep -q $'^file system\tsistema de archivos$'
    [ "$(cotexto terms -q --from es --to en --limit 1 | wc -l)" -eq 2 ]
    fails 1 cotexto terms --from es --to en --min-count 100
    fails 1 cotexto terms --from es --to en --since 2999
    run cotexto terms --terminal --from es --to en --limit 1
    says 'sistema de archivos  =  file system'
}

@test "candidates as TBX and JSON Lines; a list is a glossary, and what is known is left out" {
    write_candidates
    cotexto terms -q --from es --to en -o t.tbx
    cotexto terms -q --from es --to en --json | head -n 1 | python3 -c '
import json, sys
first = json.load(sys.stdin)
assert first["term"] == "sistema de archivos", first
assert first["translations"][0]["text"] == "file system", first
assert first["units"] == 6 and first["documents"] == 1, first'
    grep -q '<term>sistema de archivos</term>' t.tbx
    cotexto terms -q --from es --to en -o t.tsv
    rows=$(($(wc -l <t.tsv) - 1))
    cotexto terms -q --import t.tsv
    [ "$(entries)" -eq "$rows" ]
    fails 1 cotexto terms --from es --to en
    [ "$(cotexto terms -q --known --from es --to en | wc -l)" -eq $((rows + 1)) ]
    cotexto undo -q
    run cotexto terms --import t.tbx
    says "$rows new"
}
