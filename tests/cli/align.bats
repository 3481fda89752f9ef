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
