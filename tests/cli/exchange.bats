#!/usr/bin/env bats
# Exchange files from elsewhere: what is kept of them, what is repaired, what is told
load common

# tu SPANISH ENGLISH: a unit on a line of its own.
tu() { printf '<tu><tuv xml:lang="es"><seg>%b</seg></tuv><tuv xml:lang="en"><seg>%b</seg></tuv></tu>\n' "$1" "$2"; }
# tmx_of ENCODING: a file of the units on standard input, which begin in line 3.
tmx_of() { printf '<?xml version="1.0" encoding="%s"?>\n<tmx version="1.4"><header/><body>\n' "$1"; cat; printf '</body></tmx>\n'; }
texts() { cotexto export -q --to tsv | cut -f 1,2 | tail -n +2; }
# repaired KIND COUNT [LINE COLUMN]: what the report in $output says of it.
repaired() {
    python3 - "$output" "$@" <<'END'
import json, sys
output, kind, count, *place = sys.argv[1:]
report = next(o for o in map(json.loads, output.splitlines()) if "state" in o)
made = report["repairs"][kind]
assert made["count"] == int(count), made
assert not place or made["places"][0] == {"line": int(place[0]), "column": int(place[1])}, made
END
}

@test "every real TMX file keeps its units, texts, tags, properties and notes, and comes out valid" {
    need_shared
    [ -d "$shared/interchange/tmx" ] || skip "the shared interchange files are not there"
    command -v xmllint >/dev/null || skip "xmllint is not installed"
    run python3 "$TOP_SRCDIR/tests/interop.py" trip "$program" --dtd "$shared/schema/tmx/tmx14.dtd" "$shared"/interchange/tmx/*.tmx
    [ "$status" -eq 0 ] || { echo "$output"; return 1; }
    says "73 files, 0 with losses"
}

@test "the comparison of round trips sees what is lost" {
    { tu uno one | sed 's/<tu>/<tu tuid="1"><note>n<\/note>/'; tu dos two; } | tmx_of UTF-8 >a.tmx
    cat >lossy <<END
#!/bin/sh
"$program" "\$@"
[ "\$1" = import ] || sed -i "\$LOSS" "\${8}"
END
    chmod +x lossy
    LOSS= run python3 "$TOP_SRCDIR/tests/interop.py" trip ./lossy a.tmx
    [ "$status" -eq 0 ]
    for LOSS in 's/<note>n<.note>//' 's/tuid="1"//' 's/>two</>three</'; do
        LOSS=$LOSS run python3 "$TOP_SRCDIR/tests/interop.py" trip ./lossy a.tmx
        [ "$status" -eq 1 ]
        says "1 with losses"
    done
}

@test "the same texts under another id or with another property are another unit; the same in all are one" {
    { tu uno one; tu uno one; tu uno one | sed 's/<tu>/<tu tuid="7">/'
      tu uno one | sed 's/<tu>/<tu><prop type="x-context">menu<\/prop>/'
      tu uno one | sed 's/<tuv xml:lang="en">/&<note>sic<\/note>/'
      tu uno one | sed 's/<tu>/<tu usagecount="9" changedate="20290101T000000Z">/'; } | tmx_of UTF-8 >a.tmx
    run cotexto import --json a.tmx
    says '"units":6,"new":4,"changed":0,"duplicate":2,"skipped":0'
    says '"duplicate":{"count":2,"units":[2,6]}'
    run cotexto import --json a.tmx
    says '"new":0,"changed":0,"duplicate":6'
}

@test "the report says why units were not stored, and which; a dry run says the same" {
    { tu uno one; tu '' two; printf '<tu><tuv xml:lang="es"><seg>x</seg></tuv></tu>\n'; tu uno one; tu ' \t' x
      printf '<tu><tuv xml:lang="es"><seg>x</seg></tuv><tuv xml:lang="en"/></tu>\n'; } | tmx_of UTF-8 >a.tmx
    cotexto import -q --from tsv --languages es,en - <<<$'otro\tother' # a memory for the dry run to compare with
    for dry in --dry-run ""; do
        run cotexto import $dry a.tmx
        says "already there: 1 (unit 4)"
        says "skipped, in one language only: 2 (unit 3, 6)"
        says "skipped, a side is empty: 2 (unit 2, 5)"
        says "6 units: 1 new, 0 changed, 1 already there, 4 skipped"
    done
    mkdir b
    tu uno ONE | tmx_of UTF-8 >b/a.tmx
    run cotexto import --json --policy keep b/a.tmx
    says '"policy":{"count":1,"units":[1]}'
    run cotexto import --json --policy replace b/a.tmx
    says '"changed":{"count":1,"units":[1]}'
}

@test "control characters, stray & and < are repaired when asked, else told with line and column" {
    { tu 'a\v b&#x1;' 'c'; tu 'Pan & vino &nbsp; R&D &amp; &#65;' 'a < b, x<y, 3<4 & <ph x="1"/>'; } | tmx_of UTF-8 >a.tmx
    sed -i 's/<ph x="1"/<ph type="R\&D < \x0c"/' a.tmx
    fails 3 cotexto import a.tmx
    says "a.tmx:3:3"
    says "--repair"
    nothing_stored
    run cotexto import --json --repair a.tmx
    [ "$status" -eq 0 ]
    repaired control 3 3 30
    repaired ampersand 5 4 33
    repaired less-than 4
    [ "$(texts)" = $'c\ta b\na < b, x<y, 3<4 & \xef\xbf\xbc\tPan & vino &nbsp; R&D & A' ]
    run cotexto export --to tmx
    says '<ph type="R&amp;D &lt; "/>'
}

@test "of a truncated file the whole units are taken when asked" {
    { tu uno one; tu dos two; tu tres three; } | tmx_of UTF-8 >whole.tmx
    size=$(stat -c %s whole.tmx)
    for cut in 20 30 60 90 120 140; do
        rm -f memory.db*
        head -c $((size - cut)) whole.tmx >a.tmx
        fails 3 cotexto import a.tmx
        nothing_stored
        run cotexto import --json --repair a.tmx
        [ "$status" -eq 0 ]
        repaired truncated 1
        [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq "$(grep -c '</tu>' a.tmx)" ]
    done
    rm memory.db*
    run cotexto import --json --repair whole.tmx
    [[ $output != *repairs* ]]
}

@test "wrong bytes and a wrong declared encoding" {
    tu 'A\xf1o \x93x\x94' Year | tmx_of UTF-8 >a.tmx
    fails 3 cotexto import a.tmx
    run cotexto import --json --repair a.tmx
    repaired bytes 3 3 30
    [ "$(texts)" = $'Year\tAño “x”' ]
    for encoding in UTF-16 no-such-encoding; do
        rm -f memory.db*
        tu Año Year | tmx_of $encoding >a.tmx
        fails 3 cotexto import a.tmx
        run cotexto import --json --repair a.tmx
        repaired encoding 1 1 1
        [ "$(texts)" = $'Year\tAño' ]
    done
    for encoding in UTF-16LE UTF-16BE windows-1252; do # with a declaration that is right
        rm -f memory.db*
        tu 'Año & mar' Year | tmx_of ${encoding%[LB]E} | iconv -f UTF-8 -t $encoding >a.tmx
        run cotexto import --json --repair a.tmx
        repaired ampersand 1 3 33
        repaired encoding 0
        [ "$(texts)" = $'Year\tAño & mar' ]
    done
}

@test "--lang-map takes one code for another; without it an unknown one is told with what to do" {
    { tu uno one; tu dos two | sed 's/"es"/"sp"/'; } | tmx_of UTF-8 >a.tmx
    fails 3 cotexto import a.tmx
    says 'a.tmx:4: language "sp" is unknown'
    says 'did you mean "es"? Use --lang-map sp=es. (1 unit read, none stored)'
    nothing_stored
    tu uno one | sed 's/"es"/"x-klingon!"/' | tmx_of UTF-8 >c.tmx
    fails 3 cotexto import c.tmx
    says '--lang-map x-klingon!=TAG'
    tu uno one | sed 's/"es"/"sr-SP-Latn"/' | tmx_of UTF-8 >c.tmx
    fails 3 cotexto import c.tmx
    says '--lang-map sr-SP-Latn=sr-Latn-RS'
    tu tres three | sed 's/"es"/"es-419"/' | tmx_of UTF-8 >b.tmx
    cotexto import -q --lang-map sp=es --lang-map ES_419=es a.tmx b.tmx
    run cotexto stats --json
    says '"segments":{"en":3,"es":3}'
    printf '{"segments":[{"lang":"sp","text":"seis"},{"lang":"en","text":"six"}]}\n' >d.jsonl
    fails 3 cotexto import d.jsonl
    cotexto import -q --lang-map sp=es d.jsonl
    fails 2 cotexto import --lang-map sp a.tmx
    fails 2 cotexto import --lang-map sp=klingon! a.tmx
}

# valid FILE...: against the DTD of TMX 1.4, when it is at hand.
valid() {
    command -v xmllint >/dev/null && [ -f "$shared/schema/tmx/tmx14.dtd" ] || return 0
    xmllint --noout --nonet --dtdvalid "$shared/schema/tmx/tmx14.dtd" "$@" 2>invalid || { cat invalid; return 1; }
}

@test "profiles: TMX as Trados, memoQ, OmegaT, Weblate and plain readers want it" {
    { printf '<tu tuid="7" creationid="ana"><prop type="x-client">ACME</prop><note>n</note><tuv xml:lang="fr"><seg>un</seg></tuv>'
      printf '<tuv xml:lang="en"><seg>Press <ph x="1"/><hi>one</hi></seg></tuv><tuv xml:lang="es-MX"><seg>m</seg></tuv>'
      printf '<tuv xml:lang="es"><seg>Pulse <ph x="1"/><hi>uno</hi></seg></tuv></tu>\n'; } | tmx_of UTF-8 >a.tmx
    cotexto import -q a.tmx
    for profile in trados memoq omegat weblate plain; do
        cotexto export -q --profile $profile --languages es,en -o $profile.tmx
        valid $profile.tmx
    done
    langs() { grep -o 'xml:lang="[^"]*"' $1.tmx | cut -d '"' -f 2 | paste -s -d ' '; }
    [ "$(langs trados)" = "es-ES en-US" ]
    [ "$(langs memoq)" = "es en" ]
    [ "$(langs omegat)" = "es-MX es en" ]
    [ "$(langs weblate)" = "es-MX es en" ]
    [ "$(langs plain)" = "es-MX es en" ]
    grep -q 'srclang="es-ES"' trados.tmx
    for profile in memoq omegat weblate plain; do grep -q 'srclang="es"' $profile.tmx; done
    for profile in trados memoq omegat; do
        grep -q '<seg>Pulse <ph x="1"/><hi>uno</hi></seg>' $profile.tmx
    done
    for profile in weblate plain; do grep -q '<seg>Pulse uno</seg>' $profile.tmx; done
    for profile in trados memoq omegat weblate; do grep -q '<prop type="x-client">ACME</prop>' $profile.tmx; done
    ! grep -E 'prop|note|tuid|creationid|creationdate' plain.tmx
    cotexto export --profile memoq --languages es-MX,en | grep -q 'xml:lang="es-mx"'
    cotexto export --profile omegat | grep -q 'srclang="\*all\*"'
    fails 2 cotexto export --profile trados
    says "two languages"
    fails 2 cotexto export --profile weblate
    says "source language"
    fails 2 cotexto export --profile word
    fails 2 cotexto export --profile plain --to tsv
}

@test "--omegat sorts units into the folders of a project by what lookup takes off them" {
    tu_with() { tu $1 $1 | sed "s|<tu>|<tu>$2|"; }
    sure() { echo "<prop type=\"x-confidence\">$1</prop>"; }
    { tu_with known ""; tu_with sure "$(sure 0.96)"; tu_with fair "$(sure 0.8)"; tu_with weak "$(sure 0.2)"
      tu_with seen "$(sure 0.2)<prop type=\"x-reviewed\">yes</prop>"; tu_with machine '<prop type="x-origin">MT</prop>'
    } | tmx_of UTF-8 >a.tmx
    cotexto import -q a.tmx
    fails 5 cotexto export --omegat project
    mkdir project
    cotexto export --omegat project
    in_tier() { grep -o 'en"><seg>[a-z]*' project/tm/$1/cotexto.tmx | cut -d '>' -f 3 | paste -s -d ' '; }
    [ "$(in_tier auto)" = "known sure seen" ]
    [ "$(in_tier penalty-005)" = "fair" ]
    [ "$(in_tier penalty-010)" = "weak" ]
    [ "$(in_tier penalty-025)" = "machine" ]
    valid project/tm/*/cotexto.tmx
    [ "$(find project -type f | wc -l)" -eq 4 ]
    cotexto export -q --omegat project --reviewed # all files are written anew
    [ "$(in_tier auto)" = "seen" ]
    [ -z "$(in_tier penalty-005)" ]
    cp project/tm/auto/cotexto.tmx before
    rm project/tm/penalty-025/cotexto.tmx; mkdir project/tm/penalty-025/cotexto.tmx # one can't be written: none is
    fails 5 cotexto export --omegat project
    cmp before project/tm/auto/cotexto.tmx
    [ "$(find project -type f | wc -l)" -eq 3 ]
    fails 2 cotexto export --omegat project -o x.tmx
}
