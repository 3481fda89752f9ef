# Makes the C table of letters out of data/letters/letters.txt.
BEGIN {
    print "/* Made from data/letters by embed.awk. */"
    print "#include \"text/letters.h\""
    print ""
    print "const struct letter letters[] = {"
}
/^#/ { next }
{
    print "    {0x" $1 ", \"" $2 "\"},"
    count++
}
END {
    print "};"
    print "const size_t letter_count = " count ";"
}
