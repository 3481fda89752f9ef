# Makes the C table of language data out of data/segment/LL.txt: one string a language with all its lines, so that the
# library needs no file at run time. Reads the files named on its command line.
function finish() { if (language != "") print "    }," }
FNR == 1 {
    finish()
    language = FILENAME
    sub(/.*\//, "", language)
    sub(/\.txt$/, "", language)
    if (NR == 1) {
        print "/* Made from data/segment by embed.awk. */"
        print "#include \"segment/data.h\""
        print ""
        print "const struct segment_data segment_embedded[] = {"
    }
    print "    {\"" language "\","
}
/^#/ || /^[ \t]*$/ { next }
{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    print "        \"" $0 "\\n\""
}
END {
    finish()
    print "    {0, 0},"
    print "};"
}
