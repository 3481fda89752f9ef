# What every command test loads: a memory and a folder of its own, and the command as it was built.
setup() {
    cd "$BATS_TEST_TMPDIR"
    export COTEXTO_MEMORY=$BATS_TEST_TMPDIR/memory.db
    export LC_ALL=C.UTF-8 COTEXTO_USER=tester
    unset LANGUAGE LANG NO_COLOR COLUMNS
    export COTEXTO_LOCALEDIR=$TOP_BUILDDIR/po
    examples=$TOP_SRCDIR/examples
    shared=$COTEXTO_SHARED/data
    # the program itself and not libtool's script, which is a shell with ideas of its own about locales
    program=$TOP_BUILDDIR/cotexto
    if [ -x "$TOP_BUILDDIR/.libs/cotexto" ]; then
        program=$TOP_BUILDDIR/.libs/cotexto
        export LD_LIBRARY_PATH=$TOP_BUILDDIR/.libs
    fi
}

cotexto() {
    $COTEXTO_VALGRIND "$program" "$@"
}

need_shared() {
    [ -d "$shared/statements" ] || skip "the shared texts are not there"
}

# fails CODE COMMAND...: the exit code is this one; what was said is in $output (both streams).
fails() {
    local code=$1
    shift
    run "$@"
    [ "$status" -eq "$code" ] || { echo "exit $status, not $code: $output"; return 1; }
}

# says TEXT: $output has it.
says() {
    case $output in
    *"$1"*) ;;
    *) echo "not said: $1"; echo "$output"; return 1 ;;
    esac
}

# A pair of short texts, a.es.txt and a.en.txt.
write_pair() {
    cat >a.es.txt <<END
La reunión se celebrará en Ginebra el 7 de febrero.

No alzaremos la voz. Nuestros vecinos merecen respeto.
END
    cat >a.en.txt <<END
The meeting will be held in Geneva on February 7.

We will not raise our voice. Our neighbours deserve respect.
END
}

# No unit is in the memory, or there is no memory.
nothing_stored() {
    [ ! -e "$COTEXTO_MEMORY" ] || [ "$(cotexto stats | sed -n 's/^units\t//p')" -eq 0 ]
}
