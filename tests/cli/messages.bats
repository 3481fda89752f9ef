#!/usr/bin/env bats
# English and Spanish: every message is translated, and comes in the language asked for.
load common

@test "no message is untranslated, fuzzy or left over in es.po" {
    make -s -C "$TOP_BUILDDIR" pot
    msgmerge --quiet --no-fuzzy-matching --no-location -o merged.po "$TOP_SRCDIR/po/es.po" "$TOP_BUILDDIR/po/cotexto.pot"
    for kind in untranslated only-fuzzy only-obsolete; do
        msgattrib --$kind merged.po >$kind.po
        [ ! -s $kind.po ] || { cat $kind.po; return 1; }
    done
    msgfmt -c -o /dev/null merged.po
}

@test "messages are in the user's language, also where the locale is not installed" {
    LC_ALL=es_ES.UTF-8 run cotexto --help
    says "Uso: cotexto ORDEN"
    LC_ALL=es_VE.UTF-8 run cotexto lookup --help
    says "la lengua del texto"
    LC_ALL= LANG=es_ES.UTF-8 run cotexto lokup
    says "¿quería decir «lookup»?"
    LC_ALL=C.UTF-8 run cotexto --help
    says "Usage: cotexto COMMAND"
}

@test "errors of the library are translated, JSON is not" {
    LC_ALL=es_ES.UTF-8 run cotexto stats
    says "no existe esa memoria"
    LC_ALL=es_ES.UTF-8 run cotexto stats --json
    says '"id":"no-memory-file"'
    write_pair
    LC_ALL=es_ES.UTF-8 run cotexto import --json a.es.txt a.en.txt
    says '"state":"new"'
    LC_ALL=es_ES.UTF-8 run cotexto lookup --from es --to en --json "No alzaremos la voz."
    says '"confidence":'
    [[ $output != *'"confidence":0,'* ]] # the decimal mark is a point
}
