#!/usr/bin/env bats
# Hostile files: each is refused at once, with its place, and nothing of it is stored; no file and no network is reached
# through them.
load common

hostile() {
    command -v python3 >/dev/null || skip "python3 is not installed"
    local kind
    for kind; do
        python3 "$TOP_SRCDIR/tests/cli/hostile.py" "$kind" "$kind"
    done
}

# refused FILE...: exit 3 with file, line and column (or the byte), and nothing stored. It may use little memory and time.
refused() {
    local file
    for file; do
        run limited "$program" import "$file"
        [ "$status" -eq 3 ] || { echo "$file: exit $status: $output"; return 1; }
        [[ $output =~ "$file:"[0-9]+(:[0-9]+)?": " ]] || { echo "no place: $output"; return 1; }
        [[ $output != *"internal error : "* && $output != *MARKER* ]]
        nothing_stored
        rm "$file"
    done
}

# In 10 s of processor time, so that a file that hangs
# fails instead of taking the machine with it.
limited() {
    [ -n "$COTEXTO_VALGRIND" ] || ulimit -t 10
    $COTEXTO_VALGRIND "$@"
}

# The program has opened no file of the kind and no way to another machine (trace.txt).
untouched() {
    if grep -E "marker|AF_INET" trace.txt; then
        return 1
    fi
}

@test "entities are not expanded" {
    hostile laughs.tmx laughs-attribute.tmx
    refused *.tmx
}

@test "no file and no network is reached through a file" {
    hostile external.tmx external-dtd.tmx network.tmx parameter.tmx external.docx external.srx
    echo "MARKER" >marker.txt
    echo '<!ENTITY x "MARKER">' >marker.dtd
    echo "Hello." >a.en.txt
    if command -v strace >/dev/null && [ -z "$COTEXTO_VALGRIND" ] && strace -o /dev/null true 2>/dev/null; then
        trace="strace -f -e trace=openat,open,connect -o trace.txt"
        for file in *.tmx; do
            $trace "$program" import "$file" || true
            untouched
        done
        $trace "$program" import --languages es,en external.docx a.en.txt || true
        untouched
        $trace "$program" segment --lang es --srx external.srx a.en.txt || true
        untouched
        nothing_stored
    fi
    refused *.tmx
    fails 3 cotexto import --languages es,en external.docx a.en.txt
    [[ $output != *MARKER* ]]
}

@test "a hundred thousand levels, a huge attribute, too many attributes" {
    hostile deep.tmx deep-segment.tmx deep-code.tmx attribute.tmx attributes.tmx
    refused *.tmx
}

@test "deep, long and wide files of lines" {
    hostile deep.jsonl long.jsonl columns.tsv long.csv long.po entry.po
    refused *.jsonl *.tsv *.csv *.po
}

@test "bytes that are no characters" {
    hostile bytes.tmx nul.tmx reference.tmx surrogate.tmx half.tmx bytes.jsonl nul.jsonl surrogate.jsonl
    refused *.tmx *.jsonl
}

@test "word processor files that swell" {
    hostile bomb.docx bomb.odt laughs.docx deep.docx attributes.docx path.docx
    echo "Hello." >a.en.txt
    for file in *.docx *.odt; do
        run limited "$program" import --languages es,en "$file" a.en.txt
        [ "$status" -eq 3 ]
        says "$file"
        nothing_stored
    done
    [ ! -e ../../word ]
}

@test "rules that never end" {
    hostile slow.srx nested.srx laughs.srx attributes.srx
    head -c 5000 /dev/zero | tr '\0' a >a.txt
    for file in *.srx; do
        run limited "$program" segment --lang es --srx "$file" a.txt
        [ "$status" -eq 3 ] || { echo "$file: exit $status"; return 1; }
        says "cotexto: "
    done
}
