#!/usr/bin/env bats
# The house itself: layers, visible symbols, documentation that is true.
load common

# allowed ROOM: the rooms that it may include.
allowed() {
    case $1 in
    base) echo base ;;
    text) echo base text ;;
    segment | align | match | exchange) echo base text "$1" ;;
    check) echo base text match check ;;
    memory) echo base text match memory ;;
    desk) echo base text segment align match check memory exchange desk ;;
    cli) echo cli ;;
    esac
}

@test "rooms include only rooms to their left" {
    wrong=0
    for folder in "$TOP_SRCDIR"/src/*/; do
        room=$(basename "$folder")
        rooms=" $(allowed "$room") "
        [ "$rooms" != "  " ] || { echo "room $room has no rule"; wrong=1; }
        while IFS=: read -r file line; do
            [ "$line" != '#include "config.h"' ] || line='#include "base/config.h"' # what configure found
            from=$(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' <<<"$line")
            case $rooms in
            *" $from "*) ;;
            *) echo "$file includes $line"; wrong=1 ;;
            esac
        done < <(grep -H '^#include "' "$folder"*.[ch])
    done
    [ $wrong -eq 0 ]
}

@test "pure rooms touch no files, no database, no clock" {
    ! grep -nE '\b(fopen|freopen|tmpfile|v?f?printf|f?puts|f?putc|putchar|fread|fwrite|fgets|getline|perror|time|clock_gettime|getenv|sqlite3_[a-z]+)\(|<(time|sqlite3)\.h>' \
        "$TOP_SRCDIR"/src/{segment,align,match,check}/*.[ch]
}

@test "nothing below the command line prints" {
    ! grep -nE '\b(printf|puts|perror|putchar)\(' "$TOP_SRCDIR"/src/{base,text,segment,align,match,check,memory,exchange,desk}/*.c
}

@test "the library shows its own symbols only, and all that its headers promise" {
    library=$TOP_BUILDDIR/.libs/libcotexto.so
    [ -e "$library" ] || skip "no shared library was built"
    nm -D --defined-only "$library" | awk '$2 ~ /[TDBR]/ { print $3 }' | sort >shown
    ! grep -v '^cotexto_' shown
    cat "$TOP_SRCDIR"/include/cotexto/*.h | tr '\n' ' ' | grep -o 'COTEXTO_API [^;]*;' | grep -o 'cotexto_[a-z_0-9]*(' |
        tr -d '(' | sort -u >promised
    diff promised shown
}

@test "every option is in the manual, and every option of the manual exists" {
    man=$TOP_SRCDIR/doc/cotexto.1
    for command in $(cotexto --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p'); do
        grep -q "^\\\\fB$command" "$man"
        cotexto $command --help | grep -o -- '--[a-z][a-z-]*' | sort -u
    done | sort -u >real
    echo --version >>real
    sort -u -o real real
    sed 's/\\-/-/g' "$man" | grep -o -- '--[a-z][a-z-]*' | sort -u >described
    diff real described
}

@test "each command has a page with the options that it takes" {
    for page in "$TOP_BUILDDIR"/doc/generated/cotexto-*.1; do
        command=${page##*/cotexto-}
        command=${command%.1}
        cotexto $command --help | grep -o -- '--[a-z][a-z-]*' | sort -u >takes
        sed 's/\\-/-/g; s/\\f[BIR]//g' "$page" | sed -n '/^\.SH OPTIONS/,/^\.SH EXIT/p' |
            awk '/^\.TP/ { getline; print }' | grep -o -- '--[a-z][a-z-]*' | sort -u >tells
        diff takes tells || { echo "$command"; return 1; }
        grep -q '^cotexto.*-'"$command" <(sed 's/\\//g' "$page")
        ! grep -q '^\.SH DESCRIPTION$' <(grep -A1 '^\.SH DESCRIPTION' "$page" | tail -n 1)
    done
    [ "$(ls "$TOP_BUILDDIR"/doc/generated/cotexto-*.1 | wc -l)" -eq "$(cotexto --help | grep -c '^  [a-z]')" ]
}

@test "bash completes commands, options, choices and files" {
    cotexto completion bash >completion
    touch this.tmx
    completed() { # WORD... : what the last one can become
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _cotexto
        echo "${COMPREPLY[*]}"
    }
    source ./completion
    [ "$(completed cotexto rei)" = reindex ]
    [ "$(completed cotexto help exp)" = export ]
    [ "$(completed cotexto lookup --exh)" = --exhaustive ]
    [ "$(completed cotexto lookup --color '')" = 'auto always never' ]
    [ "$(completed cotexto lookup --color = al)" = always ]
    [ "$(completed cotexto import --policy '=')" = 'add keep replace newest' ]
    [ "$(completed cotexto import th)" = this.tmx ]
    [ "$(completed cotexto import -m th)" = this.tmx ]
    [ "$(completed cotexto completion f)" = fish ]
    [ -z "$(completed cotexto lookup th)" ]
    fails 2 cotexto completion tcsh
}

@test "zsh and fish take their completions" {
    cotexto completion zsh >_cotexto
    cotexto completion fish >cotexto.fish
    for option in $(cotexto import --help | grep -o -- '--[a-z][a-z-]*'); do
        grep -q -- "$option" _cotexto
        grep -q -- "-l ${option#--} " cotexto.fish
    done
    command -v zsh >/dev/null || command -v fish >/dev/null || skip "neither zsh nor fish is installed"
    ! command -v zsh >/dev/null || zsh -n _cotexto
    ! command -v fish >/dev/null ||
        [ "$(fish -c 'source cotexto.fish; complete -C "cotexto lookup --color al"' | cut -f1)" = always ]
}

# What the examples of documents need: the command on the path, in the language of MESSAGES.
have_terminals() {
    command -v python3 >/dev/null || skip "python3 is not installed"
    python3 -c 'import pty; pty.openpty()' 2>/dev/null || skip "there are no pseudo-terminals"
    mkdir bin
    # the locale is the program's alone: a shell would complain of one that is not installed
    printf '#!/bin/sh\nLC_ALL=$MESSAGES exec "%s" "$@"\n' "$program" >bin/cotexto
    chmod +x bin/cotexto
    export MESSAGES=C.UTF-8 PATH=$PWD/bin:$PATH TERM=dumb COLUMNS=100
}

@test "the examples of the documentation are true" {
    have_terminals
    cp -r "$examples" examples
    python3 "$TOP_SRCDIR/tests/cli/console.py" "$TOP_SRCDIR/README.md"
    for document in alignment check formats matching; do
        python3 "$TOP_SRCDIR/tests/cli/console.py" "$TOP_SRCDIR/doc/$document.md"
    done
    rm -f memory.db*
    MESSAGES=es_ES.UTF-8 python3 "$TOP_SRCDIR/tests/cli/console.py" "$TOP_SRCDIR/README.es.md"
}

@test "the tutorial is true, in English and in Spanish" {
    have_terminals
    for language in "" .es; do
        mkdir "lesson$language"
        cd "lesson$language"
        cp -r "$examples" examples
        [ -z "$language" ] || MESSAGES=es_ES.UTF-8
        COTEXTO_MEMORY=memory.db python3 "$TOP_SRCDIR/tests/cli/console.py" "$TOP_SRCDIR/doc/tutorial$language.md"
        cd ..
    done
}

@test "the SQL example of doc/schema.md works, and every table is described" {
    command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
    cotexto import -q "$examples"
    sed -n '/^```sql/,/^```/p' "$TOP_SRCDIR/doc/schema.md" | grep -v '^```' >query.sql
    [ "$(sqlite3 memory.db <query.sql | wc -l)" -eq 25 ]
    for table in $(sqlite3 memory.db "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'word_%'"); do
        grep -q "^| \`$table\` |" "$TOP_SRCDIR/doc/schema.md" || { echo "$table"; return 1; }
    done
}

@test "the demo runs, twice, with the same words" {
    cp -r "$TOP_SRCDIR/demo" "$examples" .
    chmod -R u+w .
    export COTEXTO_BUILD=$TOP_BUILDDIR
    ./demo >first
    ./demo >second
    diff first second
    grep -q $'\033\[31;9mNovember\033\[0m\033\[32;4mDecember' first
    grep -q 'Our neighbours deserve respect' first
    [ "$(tail -n 4 first | grep -c cotexto)" -eq 3 ]
    [ -s out/demo.tmx ]
    NO_COLOR=1 ./demo >plain
    ! grep -q $'\033' plain
    [ "$(./demo --frobnicate 2>/dev/null; echo $?)" -eq 2 ]
}
