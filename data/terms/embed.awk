# Makes the C table of function words out of data/terms/LL.txt: one list a section, each word between blanks.
function finish() { if (language != "") print "    {\"" language "\", \"" words["article"] " \", \"" words["inside"] " \", \"" words["outside"] " \"}," }
FNR == 1 {
    finish()
    language = FILENAME
    sub(/.*\//, "", language)
    sub(/\.txt$/, "", language)
    words["article"] = words["inside"] = words["outside"] = ""
    if (NR == 1) {
        print "/* Made from data/terms by embed.awk. */"
        print "#include \"text/function_words.h\""
        print ""
        print "const struct function_words function_words[] = {"
    }
}
/^#/ || /^[ \t]*$/ { next }
/^\[/ {
    section = substr($0, 2, length($0) - 2)
    next
}
{ for (i = 1; i <= NF; i++) words[section] = words[section] " " $i }
END {
    finish()
    print "    {0, 0, 0, 0},"
    print "};"
}
