"""Makes small word processor files for the tests. usage: documents.py docx|odt|bomb FILE SENTENCE..."""
import sys
import zipfile
from xml.sax.saxutils import escape

kind, path, sentences = sys.argv[1], sys.argv[2], [escape(s) for s in sys.argv[3:]]
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
    if kind == "bomb":
        archive.writestr("word/document.xml", b"<a>" + b" " * 100_000_000 + b"</a>")
    elif kind == "docx":
        head, rest = sentences[0], sentences[1:]
        body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>" % head
        for sentence in rest:  # runs cut words, deleted text is there, too
            body += ("<w:p><w:r><w:t xml:space=\"preserve\">%s</w:t></w:r><w:r><w:t>%s</w:t></w:r>"
                     "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>") % (sentence[:5], sentence[5:])
        archive.writestr("word/document.xml", "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>%s</w:body>"
                         "</w:document>" % body)
    else:
        body = "<text:h>%s</text:h>" % sentences[0]
        body += "".join("<text:p>%s<text:s/></text:p>" % s.replace(" ", " <text:span/>") for s in sentences[1:])
        archive.writestr("content.xml", "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" "
                         "xmlns:text=\"t\"><office:body><office:text>%s</office:text></office:body>"
                         "</office:document-content>" % body)
