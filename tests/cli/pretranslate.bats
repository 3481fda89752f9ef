#!/usr/bin/env bats
# Pretranslation: what is put into a file, and that nothing else changes.
load common

# A memory es-en with a plain, a tagged and a numbered sentence.
write_memory() {
    cat >memory.tmx <<'END'
<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="es"
 datatype="plaintext"/><body>
<tu><prop type="x-document">carta</prop><tuv xml:lang="es"><seg>Nuestros vecinos merecen respeto.</seg></tuv><tuv
 xml:lang="en"><seg>Our neighbours deserve respect.</seg></tuv></tu>
<tu><tuv xml:lang="es"><seg>La reunión se celebrará el 7 de febrero de 2031.</seg></tuv><tuv xml:lang="en"><seg>The meeting
 will be held on February 7, 2031.</seg></tuv></tu>
<tu><tuv xml:lang="es"><seg>Pulse <bpt i="1">&lt;b></bpt>aquí<ept i="1">&lt;/b></ept> para abrir la carta.</seg></tuv><tuv
 xml:lang="en"><seg><bpt i="1">&lt;b></bpt>Click<ept i="1">&lt;/b></ept> to open the letter.</seg></tuv></tu>
</body></tmx>
END
    tr -d "\n" <memory.tmx >m.tmx
    cotexto import -q m.tmx
}

# XLIFF 1.2, one line a unit: $1 are attributes of <file>, the rest the units.
write_xliff() {
    cat <<END
<?xml version="1.0" encoding="UTF-8"?>
<!-- by hand --><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="plaintext"
  source-language="es" $1><body>
$2
</body></file></xliff>
END
}

validates() {
    [ -d "$shared/schema" ] && command -v xmllint >/dev/null || return 0
    xmllint --nonet --noout --schema "$shared/schema/$1" "$2"
}

@test "XLIFF 1.2: targets, states and proposals come in, nothing else changes" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Nuestros vecinos merecen respeto.</source><target/></trans-unit>
<trans-unit id="2"><source>Nuestros vecinos merecen más respeto.</source><note>N</note></trans-unit>
<trans-unit id="3"><source>La reunión se celebrará el 9 de febrero de 2031.</source></trans-unit>
<trans-unit id="4"><source>Nadie lo sabe.</source><target></target></trans-unit>
<trans-unit id="5" approved="yes"><source>Nuestros vecinos merecen respeto.</source><target></target></trans-unit>
<trans-unit id="6" translate="no"><source>Nuestros vecinos merecen respeto.</source></trans-unit>
<trans-unit id="7"><source>Nuestros vecinos merecen respeto.</source><target>Mine.</target></trans-unit>
<trans-unit id="8"><source>Nuestros vecinos merecen respeto.</source><target state="new">Nuestros vecinos merecen respeto.</target></trans-unit>' >a.xlf
    [ -z "$(cotexto pretranslate a.xlf -o b.xlf 2>said)" ]
    diff said - <<<"8 segments: 4 filled (100 %: 2, 95-99 %: 1, 75-84 %: 1); 1 adapted, 2 to review; 1 left, 3 untouched"
    grep -qF '<source>Nuestros vecinos merecen respeto.</source><target state="translated" state-qualifier="exact-match">Our neighbours deserve respect.</target><alt-trans match-quality="100%"' b.xlf
    grep -qF 'origin="memory.db, carta, 1" tool="cotexto"><source xml:lang="es">Nuestros vecinos merecen respeto.</source><target xml:lang="en">Our neighbours deserve respect.</target></alt-trans></trans-unit>' b.xlf
    grep -qF '<target state="needs-review-translation" state-qualifier="fuzzy-match">Our neighbours deserve respect.</target>' b.xlf
    grep -qF '<target state="needs-review-translation" state-qualifier="leveraged-tm">The meeting will be held on February 9, 2031.</target>' b.xlf
    # lines without a match, closed ones and all around them
    diff <(sed -n '1,3p;7,10p;12,$p' a.xlf) <(sed -n '1,3p;7,10p;12,$p' b.xlf)
    validates xliff12/xliff-core-1.2-transitional.xsd b.xlf
    # what a person did stays, unless it is asked for
    cotexto pretranslate -q --overwrite a.xlf | grep -q '<trans-unit id="7">.*<target state="translated" state-qualifier="exact-match">Our'
}

@test "a second run changes nothing, in place, and with --overwrite" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Nuestros vecinos merecen respeto.</source></trans-unit>
<trans-unit id="2"><source>Nuestros vecinos merecen <x id="1"/>respeto.</source><target/></trans-unit>' >a.xlf
    cotexto pretranslate -q a.xlf -o b.xlf
    cp b.xlf c.xlf
    cotexto pretranslate -q c.xlf -o c.xlf
    cmp b.xlf c.xlf
    cotexto pretranslate -q --overwrite c.xlf -o c.xlf
    cmp b.xlf c.xlf
    [ "$(grep -c alt-trans c.xlf)" -eq 2 ]
}

@test "what was stored gives 100 % everywhere the second time" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Nuestros vecinos merecen <g id="1">mucho <x id="2"/>respeto</g>.</source></trans-unit>
<trans-unit id="2"><source>La reunión se celebrará el 9 de febrero de 2031.</source></trans-unit>
<trans-unit id="3"><source>Pulse <g id="1">aquí</g> para abrir la carta.</source></trans-unit>' >a.xlf
    cotexto pretranslate -q a.xlf -o b.xlf
    sed 's/needs-review-translation/translated/' b.xlf >finished.xlf
    export COTEXTO_MEMORY=$PWD/second.db
    cotexto import -q finished.xlf
    run cotexto pretranslate --json a.xlf -o c.xlf
    says '"segments":3,"filled":{"102":3,'
    says '"review":0,'
    diff <(grep -o '<target .*</target><alt' b.xlf | sed 's/<target [^>]*>//') <(grep -o '<target .*</target><alt' c.xlf | sed 's/<target [^>]*>//')
}

@test "tags of the memory become those of the file, and none is lost" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Pulse <g id="7">aquí</g> para abrir la carta.</source></trans-unit>
<trans-unit id="2"><source><g id="1">Nuestros vecinos</g> merecen <x id="2"/>respeto.</source></trans-unit>' >a.xlf
    run cotexto pretranslate a.xlf -o b.xlf
    says "1 segment has inline tags to be put in their places"
    grep -qF '"><g id="7">Click</g> to open the letter.</target>' b.xlf
    grep -qF '>Our neighbours deserve respect.</g><x id="2"/></target>' b.xlf
    grep -c 'needs-review-translation' b.xlf | grep -qx 2
}

@test "marked sentences are filled one by one, as SDL's editor has them" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Nuestros vecinos merecen respeto. Nadie lo sabe.</source><seg-source><mrk mtype="seg" mid="1">Nuestros vecinos merecen respeto.</mrk> <mrk mtype="seg" mid="2">Nadie lo sabe.</mrk></seg-source></trans-unit>
<trans-unit id="2"><source>Nuestros vecinos merecen respeto.</source><seg-source><mrk mtype="seg" mid="3">Nuestros vecinos merecen respeto.</mrk></seg-source><target><mrk mtype="seg" mid="3" /></target><sdl:seg-defs xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><sdl:seg id="3" conf="Draft"/></sdl:seg-defs></trans-unit>
<trans-unit id="3"><source>Nuestros vecinos merecen respeto.</source><seg-source><mrk mtype="seg" mid="4">Nuestros vecinos merecen respeto.</mrk></seg-source><target><mrk mtype="seg" mid="4"/></target><sdl:seg-defs xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><sdl:seg id="4" locked="true"/></sdl:seg-defs></trans-unit>' >a.xlf
    run cotexto pretranslate a.xlf -o b.xlf
    says "4 segments: 2 filled"
    says "1 left, 1 untouched"
    grep -qF '</seg-source><target state="needs-translation"><mrk mtype="seg" mid="1">Our neighbours deserve respect.</mrk> <mrk mtype="seg" mid="2"></mrk></target><alt-trans mid="1"' b.xlf
    grep -qF '<target><mrk mtype="seg" mid="3">Our neighbours deserve respect.</mrk></target><sdl:seg-defs' b.xlf
    grep -qF '<sdl:seg id="3" conf="Translated" origin="tm" origin-system="memory.db, carta, 1" percent="100"/>' b.xlf
    [ "$(tail -n 2 a.xlf)" = "$(tail -n 2 b.xlf)" ]
}

@test "XLIFF 2: states, matches, and the language that the file does not name" {
    write_memory
    cat >a.xlf <<'END'
<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="es"><file id="f"><unit id="u">
  <segment id="s1"><source>Nuestros vecinos merecen respeto.</source></segment>
  <segment><source>La reunión se celebrará el 9 de febrero de 2031.</source><target/></segment>
  <segment id="s3" state="final"><source>Nuestros vecinos merecen respeto.</source></segment>
</unit><unit id="v" translate="no"><segment id="s4"><source>Nuestros vecinos merecen respeto.</source></segment></unit></file></xliff>
END
    fails 3 cotexto pretranslate a.xlf
    says "--languages es,en"
    run cotexto pretranslate --languages es,en a.xlf -o b.xlf
    says "4 segments: 2 filled"
    says "0 left, 2 untouched"
    grep -qF 'version="2.0" srcLang="es" trgLang="en">' b.xlf
    grep -qF '<segment id="s1" state="translated" subState="cotexto:exact"><source>Nuestros vecinos merecen respeto.</source><target>Our' b.xlf
    grep -qF '<segment state="initial" subState="cotexto:adapted">' b.xlf
    grep -q 'id="cotexto.s1" ref="#s1" matchQuality="100" type="tm" origin="memory.db, carta, 1"' b.xlf
    validates xliff21/xliff_core_2.0.xsd b.xlf
    cotexto pretranslate -q --overwrite b.xlf -o c.xlf
    cmp b.xlf c.xlf
}

@test "the encoding of a file, its line ends and its prefix stay" {
    write_memory
    write_xliff 'target-language="en"' '<trans-unit id="1"><source>Nuestros vecinos merecen respeto.</source></trans-unit>' |
        sed 's/$/\r/' >a.xlf
    printf '\xef\xbb\xbf' | cat - a.xlf | sed 's/<\(\/\?\)\([a-z]\)/<\1x:\2/g; s/xmlns=/xmlns:x=/; s/<x:?/<?/' >bom.xlf
    cotexto pretranslate -q bom.xlf -o b.xlf
    grep -qF '<x:target state="translated" state-qualifier="exact-match">Our neighbours deserve respect.</x:target><x:alt-trans ' b.xlf
    [ "$(grep -c $'\r$' b.xlf)" -eq "$(grep -c $'\r$' a.xlf)" ]
    [ "$(head -c 3 b.xlf)" = $'\xef\xbb\xbf' ]
    cat >fr.tsv <<'END'
es	fr
Nuestros vecinos merecen respeto.	Le cœur 愛 de l'été.
END
    cotexto import -q fr.tsv
    sed 's/UTF-8/ISO-8859-1/; s/"en"/"fr"/' a.xlf | iconv -t ISO-8859-1 >latin.xlf
    cotexto pretranslate -q latin.xlf -o b.xlf
    iconv -f ISO-8859-1 -t UTF-8 b.xlf | grep -qF "Le c&#x153;ur &#x611B; de l'été.</target>"
    sed 's/UTF-8/UTF-16/' a.xlf | iconv -t UTF-16 >wide.xlf
    cotexto pretranslate -q wide.xlf -o b.xlf
    [ "$(head -c 2 b.xlf | od -An -tx1)" = "$(head -c 2 wide.xlf | od -An -tx1)" ]
    iconv -f UTF-16 -t UTF-8 b.xlf | grep -qF '>Our neighbours deserve respect.</target>'
}

@test "PO: strings, the flag, previous texts, plurals; msgfmt agrees" {
    cat >m.csv <<'END'
en,de
"Open the file now, please.","Jetzt die Datei öffnen, bitte."
"%d file","%d Datei"
"%d files","%d Dateien"
END
    cotexto import -q m.csv
    cat >a.po <<'END'
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=ISO-8859-1\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

# a note
#: a.c:1
#, c-format
msgid "Open the file now, please.\n"
msgstr ""

#, c-format
msgid "%d file"
msgid_plural "%d files"
msgstr[0] ""
msgstr[1] ""

msgid "Nobody knows."
msgstr ""
END
    cotexto pretranslate -q a.po -o b.po
    iconv -f ISO-8859-1 -t UTF-8 b.po >c.po
    diff c.po - <<'END'
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=ISO-8859-1\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

# cotexto: 99 %, memory.db, m.csv, 1
# a note
#: a.c:1
#, fuzzy, c-format
#| msgid "Open the file now, please."
msgid "Open the file now, please.\n"
msgstr "Jetzt die Datei öffnen, bitte.\n"

# cotexto: 101 %, memory.db, m.csv, 3
#, c-format
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d Datei"
msgstr[1] "%d Dateien"

msgid "Nobody knows."
msgstr ""
END
    ! command -v msgfmt >/dev/null || msgfmt -o /dev/null b.po
    cotexto pretranslate -q --overwrite b.po -o c.po
    cmp b.po c.po
    # what Latin-1 does not have is left
    printf 'en,de\n"Nobody knows.",愛\n' >n.csv
    cotexto import -q n.csv
    run cotexto pretranslate a.po -o c.po
    says "1 left"
    cmp b.po c.po
}

@test "documents become XLIFF, sentence by sentence" {
    write_memory
    printf 'Nuestros vecinos merecen respeto. Nadie lo sabe & calla.\n\nLa reunión se celebrará el 7 de febrero de 2031.\n' >a.txt
    fails 2 cotexto pretranslate a.txt -o a.xlf
    says "--languages es,en"
    [ ! -e a.xlf ]
    cotexto pretranslate -q --languages es,en a.txt -o a.xlf
    grep -qF '<file original="a.txt" source-language="es" target-language="en" datatype="plaintext">' a.xlf
    grep -qF '<source>Nadie lo sabe &amp; calla.</source>' a.xlf
    [ "$(grep -c '<group id="p[12]" restype="x-paragraph">' a.xlf)" -eq 2 ]
    [ "$(grep -c '<target state="translated"' a.xlf)" -eq 2 ]
    validates xliff12/xliff-core-1.2-transitional.xsd a.xlf
    printf '<html><p>Nuestros vecinos merecen respeto.</p></html>' >a.html
    cotexto pretranslate -q --languages es,en --to xliff2 a.html -o a2.xlf
    grep -qF '<unit id="p1">' a2.xlf
    validates xliff21/xliff_core_2.0.xsd a2.xlf
    cotexto pretranslate -q --languages es,en - <a.txt | grep -q '<trans-unit id="s3">'
}

@test "the Translate Toolkit reads what was filled" {
    /usr/bin/python3 -c 'import translate' 2>/dev/null || skip "the Translate Toolkit is not installed"
    write_memory
    printf 'Nuestros vecinos merecen respeto. Nadie lo sabe.\n' >a.txt
    cotexto pretranslate -q --languages es,en a.txt -o a.xlf
    printf 'msgid "Nuestros vecinos merecen respeto."\nmsgstr ""\n\nmsgid "Nadie lo sabe."\nmsgstr ""\n' >a.po
    cotexto pretranslate -q --languages es,en a.po -o b.po
    for file in a.xlf b.po; do
        /usr/bin/python3 -c 'import sys
from translate.storage import factory
print(*[str(unit.target or "-") for unit in factory.getobject(sys.argv[1]).units], sep="|")' $file >units
        diff units - <<<"Our neighbours deserve respect.|-"
    done
}

@test "several memories, penalties, the floor, a dry run" {
    write_memory
    printf 'es\ten\nNadie lo sabe.\tNobody knows.\n' >b.tsv
    COTEXTO_MEMORY=$PWD/b.db cotexto import -q b.tsv
    write_xliff 'target-language="en"' '<trans-unit id="x"><source>Nadie lo sabe.</source></trans-unit>' >a.xlf
    fails 1 cotexto pretranslate a.xlf -o b.xlf
    says "1 segment: 0 filled; 0 adapted, 0 to review; 1 left, 0 untouched"
    cmp a.xlf b.xlf
    cotexto pretranslate -q -m memory.db -m b.db:5 a.xlf | grep -qF 'match-quality="95%" origin="b.db, b.tsv, 1"'
    fails 1 cotexto pretranslate -m memory.db -m b.db:5 --floor 96 a.xlf -o b.xlf
    run cotexto pretranslate -m b.db --dry-run a.xlf -o none.xlf
    says "1 would be filled (100 %: 1)"
    [ ! -e none.xlf ]
    run cotexto pretranslate -m b.db --dry-run --json a.xlf
    says '"output":null,"segments":1,"filled":{"102":0,"101":0,"100":1,'
}

@test "a document is not replaced by its XLIFF, a file to be filled may be" {
    write_memory
    echo "Hello." >a.txt
    ln -s a.txt b.txt
    for out in a.txt ./a.txt b.txt; do
        fails 2 cotexto pretranslate --languages en,de a.txt -o $out
        says "a.txt: the document would be replaced by its XLIFF"
    done
    [ "$(cat a.txt)" = Hello. ]
    printf 'msgid "Hello."\nmsgstr ""\n' >a.po
    run cotexto pretranslate --languages en,de a.po -o a.po
    [ "$status" -le 1 ]
    grep -q 'msgid "Hello."' a.po
}

@test "what can't be pretranslated is refused, and nothing is written" {
    write_memory
    fails 2 cotexto pretranslate
    fails 2 cotexto pretranslate m.tmx -o b.xlf
    says "XLIFF, PO and documents"
    head -c 300 m.tmx | sed 's/tmx/xliff/' >broken.xlf
    fails 3 cotexto pretranslate broken.xlf -o b.xlf
    says "broken.xlf:"
    fails 5 cotexto pretranslate none.xlf -o b.xlf
    printf 'msgid "a\n' >a.po
    fails 3 cotexto pretranslate --languages en,de a.po -o b.xlf
    says "a.po:1"
    printf 'msgid "a"\nmsgstr ""\n' | iconv -t UTF-16 >a.po
    fails 3 cotexto pretranslate --languages en,de a.po -o b.xlf
    says "UTF-16"
    write_xliff 'target-language="en"' '' >a.xlf
    fails 2 cotexto pretranslate --json a.xlf
    fails 2 cotexto pretranslate --to xliff2 a.xlf -o b.xlf
    fails 2 cotexto pretranslate --languages es a.xlf -o b.xlf
    fails 2 cotexto pretranslate --floor 0 a.xlf -o b.xlf
    fails 5 cotexto pretranslate a.xlf -o missing/b.xlf
    [ ! -e b.xlf ]
}

@test "real XLIFF and PO files are filled, and nothing else in them changes" {
    need_shared
    [ -d "$shared/interchange" ] || skip "the files of other tools are not there"
    command -v python3 >/dev/null || skip "python3 is not installed"
    run python3 "$TOP_SRCDIR/tests/cli/interop_pretranslate.py" "$program" "$shared/interchange" --schemas "$shared/schema" --every 11
    [ "$status" -eq 0 ] || { echo "$output"; false; }
}
