#!/usr/bin/env bats
# Documents other than plain text: Markdown, HTML, DOCX, ODT.
load common

spanish=("Nota de prensa" "La reunión se celebrará en Ginebra. Será el 7 de febrero." "Nuestros vecinos merecen respeto.")
english=("Press release" "The meeting will be held in Geneva. It will be on February 7." "Our neighbours deserve respect.")

make() {
    command -v python3 >/dev/null || skip "python3 is not installed"
    python3 "$TOP_SRCDIR/tests/cli/documents.py" "$@"
}

@test "DOCX and ODT, paired by their names" {
    make docx nota.es.docx "${spanish[@]}"
    make odt nota.en.odt "${english[@]}"
    run cotexto segment --lang es nota.es.docx
    [ "$output" = $'Nota de prensa\n\nLa reunión se celebrará en Ginebra.\nSerá el 7 de febrero.\n\nNuestros vecinos merecen respeto.' ]
    run cotexto import --json .
    says '"units":4,"new":4'
    run cotexto lookup --from en --to es --json "Our neighbours deserve respect."
    says 'Nuestros vecinos merecen respeto.'
    run cotexto import --json .
    says '"new":0'
}

@test "HTML and Markdown, in their encodings" {
    { echo "<html><head><title>${spanish[0]}</title></head><body><p>${spanish[1]}<p>${spanish[2]}"; } |
        iconv -f UTF-8 -t windows-1252 >nota.es.html
    printf '# %s\n%s\n\n%s\n' "${english[@]}" >nota.en.md
    run cotexto import --json .
    says '"units":4,"new":4'
    run cotexto lookup --from es --to en --json "Nota de prensa"
    says '"target":"Press release"'
}

@test "archives that are no documents, damaged ones, and bombs are refused" {
    make docx nota.es.docx "${spanish[@]}"
    make bomb nota.en.docx x
    fails 3 cotexto import nota.es.docx nota.en.docx
    says "nota.en.docx"
    says "limit"
    head -c 300 nota.es.docx >cut.docx
    fails 3 cotexto segment --lang es cut.docx
    says "damaged"
    python3 -c 'import zipfile; zipfile.ZipFile("other.docx", "w").writestr("a.txt", "hola")'
    fails 3 cotexto segment --lang es other.docx
    says "zip archive"
    nothing_stored
}
