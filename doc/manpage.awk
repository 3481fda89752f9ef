# One command's manual page, from the whole manual and what the command says of itself:
#   cotexto COMMAND --help | awk -f manpage.awk -v command=COMMAND - cotexto.1 cotexto.1
# The manual is read twice: first for the names of all commands.
# So that nothing is written twice: the options are those of the one option table, their words those of cotexto.1.

function plain(text) {
    gsub(/\\-/, "-", text)
    gsub(/\\f[BIR]/, "", text)
    return text
}

# Whether a block's text says that it is of other commands only: "import, convert: ...".
function of_others(text,    head, count, names, i) {
    text = plain(text)
    gsub(/\n/, " ", text)
    if (!match(text, /^[a-z]+(, [a-z]+)*: /))
        return 0
    head = substr(text, 1, RLENGTH - 2)
    count = split(head, names, ", ")
    for (i = 1; i <= count; i++)
        if (names[i] == command || !(names[i] in all))
            return 0
    # the command may be spoken of further down: ". export: else"
    return text !~ ("[.;] ([a-z]+, )*" command "(, [a-z]+)*: ")
}

function wanted_option(head,    text) {
    text = plain(head)
    while (match(text, /--[a-z][a-z-]*/)) {
        if (substr(text, RSTART, RLENGTH) in taken)
            return 1
        text = substr(text, RSTART + RLENGTH)
    }
    return 0
}

# The command's own lines of the COMMANDS section: heads up to the last one that names another command.
function wanted_command(head,    text) {
    text = plain(head)
    return text == command || index(text, command " ") == 1
}

function end_block() {
    if (section == "COMMANDS" && head != "" && wanted_command(head)) {
        heads = heads head more
        description = description body
    }
    if (section == "OPTIONS" && head != "" && wanted_option(head) && !of_others(body))
        chosen = chosen ".TP\n" head "\n" body
    head = body = more = ""
}

FNR == 1 { file++ }

# what the command says of itself
file == 1 && FNR == 2 { name = $0 }
file == 1 { while (match($0, /--[a-z][a-z-]*/)) { taken[substr($0, RSTART, RLENGTH)] = 1; $0 = substr($0, RSTART + RLENGTH) } next }

file == 2 && /^\.SH/ { section = substr($0, 5); next }
file == 2 { if (section == "COMMANDS" && /^\\fB[a-z]/) { split(plain($0), w, " "); all[w[1]] = 1 } next }

FNR == 1 { title = $0; section = ""; next }
/^\.SH/ { end_block(); section = substr($0, 5); keep = ""; next }
section == "COMMANDS" || section == "OPTIONS" {
    if ($0 == ".TP") { end_block(); expect = 1 }
    else if ($0 == ".TQ") { expect = 2 }
    else if (expect == 1) { head = $0; expect = 0 }
    else if (expect == 2) { more = more "\n.TQ\n" $0; expect = 0 }
    else if (head != "") body = body $0 "\n"
    next
}
section == "WORDS" && ("--words" in taken) { words = words $0 "\n" }
section == "WARNINGS" && (command == "import" || command == "align") { warnings = warnings $0 "\n" }
section == "JSON" && ("--json" in taken) {
    if ($0 ~ /^[a-z]/) keep = ($1 == command || $1 == "errors" || ($1 == "edit" && command ~ /^(delete|clean|undo)$/))
    if (keep) json = json $0 "\n"
}
section == "EXIT STATUS" { status = status $0 "\n" }
section == "ENVIRONMENT" { environment = environment $0 "\n" }

END {
    end_block()
    if (heads == "") {
        print "manpage.awk: " command " is not in the manual" > "/dev/stderr"
        exit 1
    }
    sub(/COTEXTO/, "COTEXTO\\-" toupper(command), title)
    print title
    print ".SH NAME\ncotexto\\-" command " \\- " name
    gsub(/\n\.TQ\n/, "\n.br\n", heads)
    print ".SH SYNOPSIS"
    count = split(heads, lines, "\n")
    for (i = 1; i <= count; i++)
        print (lines[i] == ".br" ? "" : "\\fBcotexto\\fR ") lines[i]
    printf ".SH DESCRIPTION\n%s", description
    printf ".SH OPTIONS\n%s", chosen
    if (words != "") printf ".SH WORDS\n%s", words
    if (warnings != "") printf ".SH WARNINGS\n%s", warnings
    if (json != "") printf ".SH JSON\n.nf\n%s.fi\n", json
    printf ".SH EXIT STATUS\n%s", status
    printf ".SH ENVIRONMENT\n%s", environment
    print ".SH SEE ALSO\n.BR cotexto (1)"
}
