#!/usr/bin/env bats
# What import and align say of a pair: warnings, refusal, stretches to check, moved paragraphs.
load common

# The statements of examples/ in UTF-8, as NAME.es.txt and NAME.en.txt.
write_statements() {
    for lang in es en; do
        cp "$examples/santa-aurelia-2029.$lang.txt" aurelia.$lang.txt
        iconv -f UTF-16 -t UTF-8 "$examples/rio-hondo-2031.$lang.txt" | tr -d '\r' >hondo.$lang.txt
    done
}

# paragraphs ORDER...: the paragraphs of standard input in this order, numbered from 1.
paragraphs() {
    awk -v RS= -v order="$*" '{ text[NR] = $0 }
        END { n = split(order, at, " "); for (i = 1; i <= n; i++) printf "%s\n\n", text[at[i]] }'
}

stored() {
    cotexto stats | sed -n 's/^units\t//p'
}

@test "a text with the translation of another is refused, and nothing is stored" {
    write_statements
    cotexto import -q aurelia.es.txt aurelia.en.txt
    cp aurelia.es.txt mixed.es.txt; cp hondo.en.txt mixed.en.txt
    fails 3 cotexto import mixed.es.txt mixed.en.txt
    says "mixed.en.txt: does not look like a translation of mixed.es.txt"
    says "--force"
    [ "$(stored)" -eq 25 ]
    [ "$(cotexto stats | sed -n 's/^documents\t//p')" -eq 1 ]
    fails 3 cotexto import --json mixed.es.txt mixed.en.txt
    says '"error":"unlike"'
    says '"id":"unlike"'
    says '"warnings":[{"id":"unlike","figure":'
    fails 3 cotexto import --dry-run mixed.es.txt mixed.en.txt
    LC_ALL=es_ES.UTF-8 run cotexto import mixed.es.txt mixed.en.txt
    says "no parece una traducción de mixed.es.txt"
}

@test "--force imports it with a warning" {
    write_statements
    cp aurelia.es.txt mixed.es.txt; cp hondo.en.txt mixed.en.txt
    run cotexto import --force mixed.es.txt mixed.en.txt
    [ "$status" -eq 0 ]
    says "warning: the texts may not be translations of each other"
    [ "$(stored)" -gt 0 ]
}

@test "a text in another order is refused, the other documents are imported" {
    write_statements
    cp aurelia.es.txt turned.es.txt
    paragraphs 12 11 10 9 8 7 6 5 4 3 2 1 <aurelia.en.txt >turned.en.txt
    fails 3 cotexto import --json .
    says '"document":"turned","state":"failed"'
    says '"documents":2,'
}

@test "half of a translation is no reason to refuse it, but to warn" {
    write_statements
    paragraphs 1 2 3 4 10 11 12 <aurelia.en.txt >half; mv half aurelia.en.txt
    run cotexto import aurelia.es.txt aurelia.en.txt
    [ "$status" -eq 0 ]
    says "% of aurelia.es.txt has no translation"
    says "a length ratio of 0."
    LC_ALL=es_ES.UTF-8 run cotexto import --dry-run -m other.db aurelia.es.txt aurelia.en.txt
    says "de aurelia.es.txt no tiene traducción"
}

@test "short texts: too little for a verdict" {
    write_pair
    run cotexto import a.es.txt a.en.txt
    [ "$status" -eq 0 ]
    [[ $output != *warning* ]]
    write_statements
    paragraphs 2 3 4 5 <aurelia.es.txt >b.es.txt
    paragraphs 5 6 7 8 <hondo.en.txt >b.en.txt
    run cotexto import b.es.txt b.en.txt
    [ "$status" -eq 0 ]
    says "warning: the alignment is unsure"
    paragraphs 3 5 <aurelia.es.txt >c.es.txt
    paragraphs 4 5 6 <hondo.en.txt >c.en.txt
    run cotexto import c.es.txt c.en.txt
    [ "$status" -eq 0 ]
    says "warning: the texts may not be translations of each other"
    # and none of their units is trusted
    units=$(cotexto export --to jsonl -o - --document c | wc -l)
    [ "$units" -gt 0 ]
    [ "$(cotexto export --to jsonl -o - --document c --confidence 0.5 | wc -l)" -eq 0 ]
}

@test "another language than the name says" {
    write_statements
    cp aurelia.es.txt nota.fr.txt; cp aurelia.en.txt nota.en.txt
    run cotexto import nota.fr.txt nota.en.txt
    [ "$status" -eq 0 ]
    says "warning: nota.fr.txt looks as if it were in another language: es"
    run cotexto import --json --dry-run -m other.db nota.fr.txt nota.en.txt
    says '"id":"language",'
    says '"side":0,"language":"es"'
    run cotexto import --dry-run -m other.db aurelia.es.txt aurelia.en.txt
    [[ $output != *warning* ]]
}

@test "a language that is guessed with little ground" {
    echo "Marta Soler de la Vega, Ginebra." >one
    echo "Marta Soler de la Vega, from Geneva, will not be there." >two
    run cotexto import one two
    [ "$status" -eq 0 ]
    says "warning: the language of one is only guessed; say it: --languages es,en"
    [ "$(grep -c warning: <<<"$output")" -eq 1 ]
}

# Sentences that nothing tells apart, in a text that is sure.
write_doubtful() {
    write_statements
    { paragraphs 1 2 3 4 <hondo.es.txt; echo "Sí. No. Sí, sí. Ya. No. Sí."; echo; paragraphs 5 6 7 8 9 <hondo.es.txt; } >d.es.txt
    { paragraphs 1 2 3 4 <hondo.en.txt; echo "Of course. Well. Maybe."; echo; paragraphs 5 6 7 8 9 <hondo.en.txt; } >d.en.txt
}

@test "a run of doubt is one stretch to check" {
    write_doubtful
    run cotexto import d.es.txt d.en.txt
    [ "$status" -eq 0 ]
    [ "$(grep -c 'check here' <<<"$output")" -eq 1 ]
    [[ $output =~ check\ here:\ paragraphs?\ [0-9-]+,\ sentences?\ [0-9-]+\ /\ [0-9-]+\ \([0-9]+\ units?,.*\): ]]
    run cotexto import --json --dry-run -m other.db d.es.txt d.en.txt
    says '"check":[{"source":{"sentence":'
}

@test "of many stretches the first few, and how many more" {
    for i in $(seq 12); do
        for k in 1 2 3 4 5; do
            echo "Artículo $i$k: la comisión $((i * 7 + k * 131)) se reúne en la sala $((i * 31 + k * 17))." >&3
            echo "Article $i$k: the commission $((i * 7 + k * 131)) meets in room $((i * 31 + k * 17))." >&4
        done
        printf '\nAna come. Ana come. Ana come.\n\n' >&3
        printf '\nShe eats. She eats.\n\n' >&4
    done 3>many.es.txt 4>many.en.txt
    run cotexto import many.es.txt many.en.txt
    [ "$status" -eq 0 ]
    [ "$(grep -c 'check here' <<<"$output")" -eq 8 ]
    [[ $output =~ and\ [0-9]+\ more ]]
}

@test "two paragraphs that changed places are told" {
    write_statements
    cp aurelia.es.txt moved.es.txt
    paragraphs 1 2 3 9 5 6 7 8 4 10 11 12 <aurelia.en.txt >moved.en.txt
    run cotexto import moved.es.txt moved.en.txt
    [ "$status" -eq 0 ]
    says "moved: paragraph 9, sentences 19-23 of the source seems to be paragraph 4, sentences 4-8 of the target"
    run cotexto align --languages es,en moved.es.txt moved.en.txt
    [ "$status" -eq 0 ]
    says "moved: paragraph 9"
    run cotexto import --json --dry-run -m other.db moved.es.txt moved.en.txt
    says '"moved":[{"source":{"sentence":19,"count":5,"paragraph":9,"last_paragraph":9},"target":{"sentence":4,"count":5,"paragraph":4,'
}

@test "align warns on standard error, and gives the beads" {
    write_statements
    cotexto align --languages es,en aurelia.es.txt hondo.en.txt >out 2>warnings
    grep -q "may not be translations of each other" warnings
    [ "$(cut -c 1 out | sort -u)" = "[" ]
    cotexto align -q --languages es,en aurelia.es.txt hondo.en.txt 2>warnings | cmp - out
    [ ! -s warnings ]
    cotexto align --languages es,en aurelia.es.txt aurelia.en.txt 2>warnings >out
    [ ! -s warnings ]
}
