#!/usr/bin/env bats
# What alignment knows besides the two texts: anchors of the user, words and exact hits of the memory.
load common

# Sentences that nothing but their order tells apart.
write_alike() {
    for i in 1 2 3 4 5 6; do printf 'Ana come.\n'; done >s
    for i in 1 2 3 4; do printf 'She eats.\n'; done >t
}

# The ladder in out goes through these two numbers.
begins_together() {
    awk -F '\t' -v s="$1" -v t="$2" '
        { $0 = $0; split($0, side, ":"); if (a == s && b == t) found = 1
          a += gsub(/[0-9]+/, "", side[1]); sub(/\t.*/, "", side[2]); b += gsub(/[0-9]+/, "", side[2]) }
        END { exit !found }' out
}

@test "anchors of the user" {
    write_alike
    printf '# capítulos\n4\t1\n\n1\t0\n' >anchors
    cotexto align --presegmented --languages es,en --anchors anchors s t >out
    begins_together 1 0 && begins_together 4 1
    cotexto align --presegmented --languages es,en s t >out
    if begins_together 4 1; then return 1; fi
}

@test "anchors that are not right say where" {
    write_alike
    printf '1\t1\n0\t2\n' >anchors
    fails 3 cotexto align --presegmented --languages es,en --anchors anchors s t
    says "anchors:2:1"
    says "crosses the anchor of line 1"
    printf '1\t1\nuno\t2\n' >anchors
    fails 3 cotexto align --presegmented --languages es,en --anchors anchors s t
    says "anchors:2:1"
    printf '1\t4\n' >anchors
    fails 3 cotexto align --presegmented --languages es,en --anchors anchors s t
    says "there is no sentence 4: the text in en has 4, from 0"
    printf '1 1\n' >anchors
    fails 3 cotexto align --presegmented --languages es,en --anchors anchors s t
    fails 5 cotexto align --presegmented --languages es,en --anchors none s t
}

@test "import takes anchors of one pair" {
    write_pair
    printf '2\t1\n' >anchors
    cotexto import -q --anchors anchors a.es.txt a.en.txt
    pair=$'^We will not raise our voice\\.\tNo alzaremos la voz\\.\t'
    [ "$(cotexto export --to tsv | grep -c "$pair")" -eq 0 ]
    cotexto import -q -m other.db a.es.txt a.en.txt
    cotexto export -m other.db --to tsv | grep -q "$pair"
    cp a.es.txt b.es.txt; cp a.en.txt b.en.txt
    fails 2 cotexto import --anchors anchors a.es.txt a.en.txt b.es.txt b.en.txt
    says "--anchors is for one text and its translation"
    printf '9\t1\n' >anchors
    fails 3 cotexto import -m third.db --anchors anchors a.es.txt a.en.txt
}

# Words that are not alike, in sentences of one length: 60 units.
write_units() {
    local a=(perro casa mesa agua niño libro) b=(dog house table water child book) i j k
    for i in 0 1 2 3 4 5; do for j in 0 1 2 3 4 5; do for k in 0 1; do
        printf '%s %s %s %s\t%s %s %s %s\n' "$1" "${a[i]}" "${a[j]}" "${a[k]}" "$2" "${b[i]}" "${b[j]}" "${b[k]}"
    done; done; done
}

# Which of two joins is right only the words can tell.
write_doubtful() {
    printf 'Niño mesa.\nCasa agua.\nLibro perro.\n' >"$1"
    printf 'Child table child table.\nWater house, book dog.\n' >"$2"
}

@test "learn: words of the memory, kept in its file" {
    write_units Un A >units.tsv
    cotexto import -q --languages es,en units.tsv
    run cotexto learn
    [[ $output =~ ^en-es:\ [0-9]+\ pairs\ of\ words\ from\ 72\ units$ ]]
    run cotexto learn --languages es,en --json
    [[ $output =~ ^\{\"source\":\"es\",\"target\":\"en\",\"units\":72,\"pairs\":[0-9]+\}$ ]]
    write_doubtful s t
    [ "$(cotexto align --presegmented --languages es,en s t | cut -f 1)" = $'[0,1]:[0]\n[2]:[1]' ]
    [ "$(cotexto align --presegmented --languages es,en -m memory.db s t | cut -f 1)" = $'[0]:[0]\n[1,2]:[1]' ]
    [ "$(cotexto align --presegmented --languages en,es -m memory.db t s | cut -f 1)" = $'[0]:[0]\n[1]:[1,2]' ]
    fails 2 cotexto learn es en
    fails 2 cotexto learn --languages es
    fails 5 cotexto learn -m none.db
}

@test "learn: nothing to learn from" {
    write_pair
    cotexto import -q a.es.txt a.en.txt
    fails 1 cotexto learn
    says "nothing was learned"
}

@test "imports learn by themselves" {
    { write_units Un A; write_units Este This; write_units Mi My; } >units.tsv
    cotexto import -q --languages es,en units.tsv
    write_doubtful s.es.txt s.en.txt
    cotexto import -q s.es.txt s.en.txt
    cotexto export --document s --to tsv >out
    grep -q $'^Child table child table\\.\tNiño mesa\\.\t' out
}

@test "exact hits of the memory are anchors" {
    printf 'La voz de la mañana.\tOne two three four.\n' >units.tsv
    cotexto import -q --languages es,en units.tsv
    printf 'Ana come.\nLa voz de la mañana.\nAna duerme.\n' >s
    printf 'She eats.\nShe sleeps.\nOne two three four.\n' >t
    run cotexto align --presegmented --languages es,en s t
    [[ $output != *'[1]:[2]'* ]]
    run cotexto align --presegmented --languages es,en -m "$COTEXTO_MEMORY" s t
    says "[1]:[2]"
}

# near_beads STORED_SOURCE STORED_TARGET: the beads of s and t with a memory of this one unit.
near_beads() {
    rm -f memory.db*
    printf '%s\t%s\n' "$1" "$2" >units.tsv
    cotexto import -q --languages es,en units.tsv
    cotexto align --presegmented --languages es,en -m memory.db s t | cut -f 1 | tr '\n' ' '
}

@test "near hits of the memory are anchors, where they are sure" {
    local voice="La voz de la mañana llega hoy al puerto viejo con todos los barcos azules." \
        night="La voz de la noche llega hoy al puerto viejo con todos los barcos azules." \
        count="One two three four five six seven eight nine ten eleven twelve thirteen fourteen." \
        other="One two three four five six seven eight nine ten eleven twelve thirteen fifty."
    printf '%s\n' "Ana come." "$night" "Ana duerme." >s
    printf '%s\n' "She eats." "She sleeps." "$count" >t
    without=$(cotexto align --presegmented --languages es,en s t | cut -f 1 | tr '\n' ' ')
    [[ $without != *'[1]:[2]'* ]]
    [[ $(near_beads "$voice" "$count") == *'[1]:[2]'* ]] # the source is near
    [[ $(near_beads "$night" "$other") == *'[1]:[2]'* ]] # the translation is
    [[ $(near_beads "$voice" "$other") == *'[1]:[2]'* ]] # both are
    # of many near ones, some are enough
    rm -f memory.db*
    for i in ma{b,c,d,f,g,l,m,n}{a,e,i,o}; do printf '%s\t%s\n' "${voice/mañana/$i}" "$count"; done >units.tsv
    cotexto import -q --languages es,en units.tsv
    cotexto align --presegmented --languages es,en -m memory.db s t >out
    grep -q '^\[1\]:\[2\]' out
    # the translation is another, the source is another
    [ "$(near_beads "$voice" "Nothing of the kind stands here, however long you look for it.")" = "$without" ]
    [ "$(near_beads "El puerto viejo espera." "$count")" = "$without" ]
    # two sentences come near the stored translation, or the stored source
    printf '%s\n' "She eats." "She sleeps." "${count/three/forty}" "${count/four/fifty}" >t
    without=$(cotexto align --presegmented --languages es,en s t | cut -f 1 | tr '\n' ' ')
    [ "$(near_beads "$voice" "$count")" = "$without" ]
    printf '%s\n' "Ana come." "$night" "${night/hoy/ayer}" "Ana duerme." >s
    printf '%s\n' "She eats." "She sleeps." "$count" >t
    without=$(cotexto align --presegmented --languages es,en s t | cut -f 1 | tr '\n' ' ')
    [ "$(near_beads "$voice" "$count")" = "$without" ]
    # few words say little
    printf '%s\n' "Ana come." "Voz de las mañanas." "Ana duerme." >s
    printf '%s\n' "She eats." "She sleeps." "Seven hundred ninety." >t
    without=$(cotexto align --presegmented --languages es,en s t | cut -f 1 | tr '\n' ' ')
    [ "$(near_beads "Voz de las mañanas" "Seven hundred ninety.")" = "$without" ]
}

@test "exact hits come before near ones" {
    local first="La voz de la mañana llega hoy al puerto viejo con todos los barcos azules." \
        second="Los niños del pueblo corren cada domingo por la playa hasta el faro del norte." \
        third="El puerto viejo espera." count="One two three four five six seven eight nine ten eleven twelve." \
        more="Red green blue white black brown grey pink orange purple golden silver."
    printf '%s\t%s\n' "${first/mañana/noche}" "$count" "${second/domingo/viernes}" "$more" "$third" "Seven hundred ninety." >units.tsv
    cotexto import -q --languages es,en units.tsv
    printf '%s\n' "$first" "$second" "$third" >s
    printf '%s\n' "Once more." "Seven hundred ninety." "$count" "$more" >t # two near ones cross the exact one
    run cotexto align --presegmented --languages es,en -m memory.db s t
    says '[2]:[1]'
    printf '%s\n' "$count" "$more" "Seven hundred ninety." >t
    run cotexto align --presegmented --languages es,en -m memory.db s t
    says '[0]:[0]'
    says '[1]:[1]'
    says '[2]:[2]'
}

# strict_f1 GOLD LADDER: in thousandths. Precision counts all beads, recall leaves out those with an empty side.
strict_f1() {
    awk -F '\t' 'NR == FNR { gold[$1]; wanted += $1 !~ /\[\]/; next }
        { said++; right += $1 in gold; found += ($1 in gold) && $1 !~ /\[\]/ }
        END { p = right / said; r = found / wanted; printf "%d\n", p + r == 0 ? 0 : 2000 * p * r / (p + r) }' "$1" "$2"
}

# at_least THOUSANDTHS NAME SOURCE TARGET: the pair NAME is aligned so well.
at_least() {
    local texts=$TOP_SRCDIR/tests/data/align/$2 reached
    cotexto align --presegmented --languages "$3,$4" "$texts.$3.txt" "$texts.$4.txt" >out
    reached=$(strict_f1 "$texts.gold" out)
    [ "$reached" -ge "$1" ] || { echo "$2: $reached of $1"; return 1; }
}

@test "other scripts: Cyrillic" {
    at_least 940 lake es ru
}

@test "other scripts: sides without blanks between words" {
    at_least 940 port en zh
    at_least 900 observatory en ja
}

@test "other scripts: from right to left" {
    at_least 900 train en ar
    at_least 990 letters en he
}

@test "a side without text is told" {
    write_alike
    : >none
    cotexto align --presegmented --languages es,en s none >out 2>said
    [ "$(wc -l <out)" -eq 6 ]
    grep -q 'none: holds no text, so nothing could be aligned' said
    printf '\n\n' >none
    cotexto align --languages es,en none t >out 2>said
    [ "$(cut -f 1 out | head -n 1)" = '[]:[0]' ]
    grep -q 'none: holds no text' said
    cotexto align -q --languages es,en none t >out 2>said
    [ ! -s said ]
}

# Small ones of the texts of bench/align --hostile.
@test "hostile texts" {
    yes 'La sesión se reanuda.' | head -n 3000 >s || true
    yes 'The session is resumed.' | head -n 3000 >t || true
    cotexto align --presegmented --languages es,en s t >out
    [ "$(grep -c '^\[[0-9]*\]:\[[0-9]*\]' out)" -ge 2990 ]
    head -n 1 t >one
    cotexto align --presegmented --languages es,en s one >out
    [ "$(wc -l <out)" -ge 2995 ]
    yes '' | head -n 5000 >empty || true
    cotexto align --presegmented --languages es,en empty empty >out
    [ "$(wc -l <out)" -eq 10000 ]
    tr '\n' ' ' <s >long
    cotexto align --presegmented --languages es,en long one >out
    [ "$(cut -f 1 out)" = '[0]:[0]' ]
    # nothing in common: letters from a generator of Lehmer
    for side in 7 11; do
        awk -v seed=$side 'function next_number(most) { seed = seed * 16807 % 2147483647; return seed % most }
            BEGIN { for (i = 0; i < 2000; i++) { line = ""; for (k = 4 + next_number(8); k > 0; k--) {
                for (c = 3 + next_number(6); c > 0; c--) line = line sprintf("%c", 97 + next_number(26)); line = line " " }
                print line } }' >"random$side"
    done
    cotexto align --presegmented --languages es,en random7 random11 >out
    [ "$(grep -c '' out)" -ge 2000 ]
}

# Texts that repeat themselves have no rare words: they are cut by the words that are rare in a part.
@test "a text of many texts is aligned part by part" {
    awk 'BEGIN { for (i = 0; i < 40000; i++) printf "Artículo %d: la comisión se reúne en la sala %d.\n", i % 9973, i * 7919 % 9967 }' >s
    sed 's/Artículo/Article/; s/la comisión se reúne en la sala/the commission meets in room/' s | sed '20001,20050d' >t
    cotexto align --presegmented --languages es,en s t >out
    [ "$(grep -c '^\[[0-9]*\]:\[[0-9]*\]' out)" -ge 39940 ]
    grep -q $'^\[39999\]:\[39949\]\t' out
}

well_formed() {
    xmllint --noout "$1" 2>/dev/null || python3 -c 'import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])' "$1"
}

need_parser() {
    command -v xmllint >/dev/null || command -v python3 >/dev/null || skip "nothing is there that reads XML"
}

@test "a picture of the alignment" {
    need_parser
    cotexto align --languages es,en --svg picture.svg "$examples"/santa-aurelia-2029.{es,en}.txt >out
    [ "$(wc -l <out)" -eq 26 ]
    well_formed picture.svg
    [ "$(grep -c '<rect class="box [a-z]*" x=.*<title>' picture.svg)" -eq 25 ]
    grep -q '<title>3–4 : 3 · confidence 0.98$' picture.svg
    grep -q 'without counterpart: 18' picture.svg
    grep -q '>26 beads · 21 one to one · 1 without counterpart · mean confidence 0.96<' picture.svg
    if grep -qE '<script|href|url\([^#]' picture.svg; then return 1; fi
    cotexto align --languages es,en -o out --svg - "$examples"/santa-aurelia-2029.{es,en}.txt >again.svg
    cmp picture.svg again.svg
    LC_ALL=es_ES.UTF-8 LANGUAGE=es cotexto align --languages es,en -o out --svg picture.svg \
        "$examples"/santa-aurelia-2029.{es,en}.txt
    well_formed picture.svg
}

@test "a picture is safe from what stands in the texts" {
    need_parser
    printf 'Uno <b>&amp; "dos"</b> \x01\xe2\x80\xae]]>.\nTres.\n' >'s<&.txt'
    printf 'One <b>&amp; "two"</b> \xef\xbf\xbf\xe2\x81\xa6.\nThree.\n' >t
    printf '1\t1\n' >anchors
    cotexto align --presegmented --languages es,en --anchors anchors --svg picture.svg 's<&.txt' t >out
    well_formed picture.svg
    grep -q '&lt;b&gt;&amp;amp; &quot;dos&quot;' picture.svg
    grep -q 'anchor: these begin together: 1, 1' picture.svg
    if grep -q $'\xe2\x80\xae' picture.svg; then return 1; fi # an override would turn what follows
    : >none
    cotexto align --presegmented --languages es,en --svg picture.svg none none 2>/dev/null
    well_formed picture.svg
}

@test "a picture shows each text in its own direction" {
    need_parser
    texts=$TOP_SRCDIR/tests/data/align/train
    cotexto align --presegmented --languages en,ar --svg picture.svg "$texts.en.txt" "$texts.ar.txt" >out
    well_formed picture.svg
    grep -q 'direction="rtl" unicode-bidi="embed" xml:lang="ar">وأقرض' picture.svg
    grep -q $'^\xe2\x81\xa8وأقرض بنك الاستثمار الأوروبي ثلثي المبلغ.\xe2\x81\xa9</title>' picture.svg
}

@test "a picture of a long text stays small" {
    need_parser
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "Artículo %d: la comisión se reúne.\n", i }' >s
    sed '5001,5100d' s >t
    cotexto align --presegmented --languages es,en --svg picture.svg s t >out
    well_formed picture.svg
    [ "$(wc -c <picture.svg)" -lt 1000000 ]
    grep -q '^<path class="skip".*<title>5000–' picture.svg
}

@test "a picture is written whole or not at all" {
    write_pair
    echo before >picture.svg
    ln -s picture.svg link
    fails 5 cotexto align --languages es,en --svg none/picture.svg a.es.txt a.en.txt
    fails 5 cotexto align --languages es,en --svg link a.es.txt a.en.txt
    [ "$(cat picture.svg)" = before ]
    fails 2 cotexto align --languages es,en -o out --svg out a.es.txt a.en.txt
    says "can't be written to the same place"
    fails 2 cotexto align --languages es,en --svg - a.es.txt a.en.txt
}
