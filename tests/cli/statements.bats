#!/usr/bin/env bats
# Real texts from the shared folder: the sentence cuts, the alignment, the Lavrov statement, other programs.
load common

@test "every statement, in every encoding, is cut into exactly its sentences" {
    need_shared
    for name in lavrov-2020 island-summit-2032 rio-hondo-2031 santa-aurelia-2029; do
        for lang in es en; do
            for file in "$shared/statements/$name.$lang".*txt; do
                cotexto segment --lang $lang "$file" | grep -v '^$' >got
                cmp got "$shared/statements/$name.$lang.sent" || { echo "$file"; return 1; }
            done
        done
    done
}

@test "every document of the corpus gives the same sentences in each of its encodings" {
    need_shared
    count=0
    for file in "$shared"/corpus/docs/*.{latin1,cp1252,utf16,utf8bom-crlf}.txt; do
        plain=${file%.*.txt}
        cotexto segment --lang "${plain##*.}" "$plain.txt" >want
        cotexto segment --lang "${plain##*.}" "$file" >got
        cmp got want || { echo "$file"; return 1; }
        count=$((count + 1))
    done
    [ "$count" -ge 15 ]
}

@test "the rules of every real SRX file are taken, in all its languages" {
    need_shared
    languages="en es de fr it pt pl ru ja"
    [ -z "$COTEXTO_VALGRIND" ] || languages=es # thousands of expressions take their time there
    for file in "$shared"/interchange/srx/*.srx; do
        for lang in $languages; do
            cotexto segment --lang $lang --srx "$file" <<<"Uno. Dos." >/dev/null || { echo "$file $lang"; return 1; }
        done
    done
}

@test "alignment of the four statements: strict F1 of .95 at least" {
    need_shared
    command -v python3 >/dev/null || skip "python3 is not installed"
    golds= tests=
    for name in lavrov-2020 island-summit-2032 rio-hondo-2031 santa-aurelia-2029; do
        cotexto align --presegmented --languages en,es "$shared/statements/$name.en.sent" \
            "$shared/statements/$name.es.sent" >$name.out
        golds="$golds $shared/statements/$name.gold" tests="$tests $name.out"
    done
    python3 "$COTEXTO_SHARED/tools/align_score.py" --json --gold $golds --test $tests >score.json
    python3 -c "
import json
def find(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == 'strict' and isinstance(value, dict):
                return value
            found = find(value)
            if found:
                return found
score = find(json.load(open('score.json')))
print(score)
assert score.get('f1', score.get('F1', 0)) >= .95
"
}

@test "the Lavrov statement: imported in two encodings, found in both languages" {
    need_shared
    for spanish in es es.latin1; do
        rm -f memory.db*
        cp "$shared/statements/lavrov-2020.$spanish.txt" l.es.txt
        cp "$shared/statements/lavrov-2020.en.txt" l.en.txt
        cotexto import -q l.es.txt l.en.txt
        run cotexto lookup --from es --to en --json "El 7 de febrero, el ministro viajará a Venezuela."
        says 'viajará a Venezuela en visita oficial'
        says 'On February 7, Russian Foreign Minister Sergey Lavrov will travel to Venezuela'
        run cotexto lookup --from es --to en --floor 25 --json "El 7 de febrero, el ministro viajará a Venezuela."
        says '"hits":[{"percent"'
        says 'On February 7, Russian Foreign Minister'
        run cotexto search --json "alianza estratégica"
        says '"match":"alianza estratégica"'
        says 'strategic alliance'
        run cotexto search --json "strategic alliance"
        says '"match":"strategic alliance"'
        says 'alianza estratégica'
    done
}

@test "the exported TMX is valid" {
    need_shared
    command -v xmllint >/dev/null || skip "xmllint is not installed"
    cotexto import -q "$shared/statements/lavrov-2020.es.txt" "$shared/statements/lavrov-2020.en.txt"
    cotexto export -q -o out.tmx
    xmllint --noout --nonet --dtdvalid "$shared/schema/tmx/tmx14.dtd" out.tmx
}

# count_units FILE: by a reader that is not ours.
count_units() {
    python3 - "$1" <<'END'
import sys, xml.etree.ElementTree as tree
print(sum(1 for element in tree.parse(sys.argv[1]).iter() if element.tag.split("}")[-1] == "tu"))
END
}

@test "every real TMX is read or refused as it should be, and written again valid" {
    need_shared
    command -v xmllint >/dev/null || skip "xmllint is not installed"
    command -v python3 >/dev/null || skip "python3 is not installed"
    wrong=0 files=0
    while read -r file wellformed; do
        files=$((files + 1))
        rm -f memory.db*
        run cotexto import --json "$shared/interchange/$file"
        if [ "$wellformed" = True ]; then
            units=$(sed -n 's/^{"documents":.*"units":\([0-9]*\),.*/\1/p' <<<"$output")
            if [ "$status" -ne 0 ] || [ "$units" != "$(count_units "$shared/interchange/$file")" ]; then
                echo "$file: exit $status, $units units: $output"
                wrong=1
                continue
            fi
            cotexto export -q -o out.tmx || [ $? -eq 1 ]
            xmllint --noout --nonet --dtdvalid "$shared/schema/tmx/tmx14.dtd" out.tmx 2>problems || {
                echo "$file: $(cat problems)"
                wrong=1
            }
        elif [ "$status" -ne 3 ]; then
            echo "$file: exit $status, 3 was wanted"
            wrong=1
        fi
    done < <(awk -F '\t' '$2 == "tmx" { print $1, $15 }' "$shared/interchange/manifest.tsv")
    [ $files -gt 50 ]
    [ $wrong -eq 0 ]
}

@test "the Translate Toolkit reads our TMX" {
    /usr/bin/python3 -c 'import translate' 2>/dev/null || skip "python3-translate is not installed"
    cotexto import -q "$examples"
    cotexto export -q --languages es,en -o out.tmx
    /usr/bin/python3 - <<'END'
from translate.storage import factory
store = factory.getobject("out.tmx")
pairs = {(unit.source, unit.target) for unit in store.units}
assert len(store.units) == 72, len(store.units)
assert ("Nuestros vecinos merecen respeto.", "Our neighbours deserve respect.") in pairs or \
    ("Our neighbours deserve respect.", "Nuestros vecinos merecen respeto.") in pairs, sorted(pairs)[:3]
END
}

@test "OmegaT translates a project with our TMX" {
    command -v omegat >/dev/null || skip "omegat is not installed"
    cotexto import -q "$examples"
    mkdir -p p/source p/target p/omegat p/glossary p/dictionary p/tm/auto
    cotexto export -q -o p/tm/auto/memory.tmx
    printf 'Nuestros vecinos merecen respeto.\n\nAlgo nuevo.\n' >p/source/a.txt
    cat >p/omegat.project <<'END'
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ES</source_lang><target_lang>EN</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations></project></omegat>
END
    HOME=$PWD omegat p --mode=console-translate --quiet >omegat.log 2>&1 || { cat omegat.log; return 1; }
    grep -q "Our neighbours deserve respect." p/target/a.txt
}
