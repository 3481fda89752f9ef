"""Writes one hostile file: hostile.py KIND FILE. Small on disk, whatever it wants to become."""
import io
import sys
import zipfile

HA = '<!ENTITY a0 "ha">' + "".join('<!ENTITY a%d "%s">' % (i, "&a%d;" % (i - 1) * 10) for i in range(1, 10))


def tmx(text="a", doctype="", unit=""):
    return ('<?xml version="1.0"?>\n%s\n<tmx version="1.4"><header/><body>\n<tu%s><tuv xml:lang="es"><seg>%s</seg></tuv>'
            '<tuv xml:lang="en"><seg>b</seg></tuv></tu>\n</body></tmx>\n' % (doctype, unit, text))


def office(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def docx(text, doctype=""):
    return office("word/document.xml", '%s<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body>'
                  '</w:document>' % (doctype, text))


def srx(before, doctype=""):
    return ('%s<srx version="2.0"><header cascade="no"/><body><languagerules><languagerule languagerulename="d">'
            '<rule break="yes"><beforebreak>%s</beforebreak><afterbreak>x</afterbreak></rule></languagerule></languagerules>'
            '<maprules><languagemap languagepattern=".*" languagerulename="d"/></maprules></body></srx>' % (doctype, before))


KINDS = {
    # entities
    "laughs.tmx": lambda: tmx("&a9;", "<!DOCTYPE tmx [%s]>" % HA),
    "laughs-attribute.tmx": lambda: tmx(doctype="<!DOCTYPE tmx [%s]>" % HA, unit=' tuid="&a9;"'),
    "external.tmx": lambda: tmx("&x;", '<!DOCTYPE tmx [<!ENTITY x SYSTEM "marker.txt">]>'),
    "external-dtd.tmx": lambda: tmx("&x;", '<!DOCTYPE tmx SYSTEM "marker.dtd">'),
    "network.tmx": lambda: tmx("&x;", '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/x" [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'),
    "parameter.tmx": lambda: tmx("&x;", '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "marker.dtd"> %p;]>'),
    # size and depth
    "deep.tmx": lambda: "<tmx><body>" + "<tu>" * 100000,
    "deep-segment.tmx": lambda: tmx("<hi>" * 100000 + "</hi>" * 100000),
    "deep-code.tmx": lambda: tmx("<ph>" + "<sub>" * 100000),
    "attributes.tmx": lambda: tmx(unit="".join(' a%d=""' % i for i in range(200000))),
    "attribute.tmx": lambda: tmx(unit=' tuid="%s"' % ("a" * (64 << 20))),
    "deep.jsonl": lambda: '{"segments":' + "[" * 1000000,
    "long.jsonl": lambda: '{"segments":[{"lang":"es","text":"' + "a" * (64 << 20),
    "long.po": lambda: 'msgid "' + "a" * (64 << 20),
    "entry.po": lambda: 'msgid ""\n' + '"aaaaaaa"\n' * (8 << 20),
    "long.csv": lambda: 'es,en\n"' + "a\n" * (32 << 20),
    "columns.tsv": lambda: "es\ten" + "\tx" * 1000000 + "\na\tb\n",
    # characters
    "bytes.tmx": lambda: tmx("aZ").encode().replace(b"Z", b"\xff"),
    "nul.tmx": lambda: tmx("aZ").encode().replace(b"Z", b"\0"),
    "reference.tmx": lambda: tmx("&#xD800;"),
    "surrogate.tmx": lambda: b"\xff\xfe" + tmx("aZ").encode("utf-16-le").replace(b"Z\0", b"\0\xd8"),
    "half.tmx": lambda: b"\xff\xfe" + tmx().encode("utf-16-le")[:-61],
    "bytes.jsonl": lambda: b'{"segments":[{"lang":"es","text":"\xff"},{"lang":"en","text":"b"}]}\n',
    "nul.jsonl": lambda: '{"segments":[{"lang":"es","text":"a\\u0000"},{"lang":"en","text":"b"}]}\n',
    "surrogate.jsonl": lambda: '{"segments":[{"lang":"es","text":"\\ud800"},{"lang":"en","text":"b"}]}\n',
    # word processor files
    "bomb.docx": lambda: docx("a" * (64 << 20)),
    "bomb.odt": lambda: office("content.xml", "<o><text>" + "<p/>" * (16 << 20) + "</text></o>"),
    "laughs.docx": lambda: docx("&a9;", "<!DOCTYPE x [%s]>" % HA),
    "external.docx": lambda: docx("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "marker.txt">]>'),
    "deep.docx": lambda: docx("<w:r>" * 100000),
    "attributes.docx": lambda: docx("<w:r" + "".join(' a%d=""' % i for i in range(200000)) + "/>"),
    "path.docx": lambda: office("../../word/document.xml", "<w:document/>"),
    # rules
    "slow.srx": lambda: srx("(a+)+b"),
    "nested.srx": lambda: srx("(" * 100000 + "a" + ")" * 100000),
    "laughs.srx": lambda: srx("&a9;", "<!DOCTYPE srx [%s]>" % HA),
    "external.srx": lambda: srx("&x;", '<!DOCTYPE srx [<!ENTITY x SYSTEM "marker.txt">]>'),
    "attributes.srx": lambda: srx("a").replace("<srx", "<srx" + "".join(' a%d=""' % i for i in range(200000))),
}

content = KINDS[sys.argv[1]]()
with open(sys.argv[2], "wb") as file:
    file.write(content if isinstance(content, bytes) else content.encode())
