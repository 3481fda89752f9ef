# What the tests of a full screen load: a terminal of tmux, its keys, and what stands on it. Nothing waits a fixed time: what is
# expected is looked for until it is there.
need_tmux() {
    command -v tmux >/dev/null || skip "tmux is not installed"
    tmux -V >/dev/null 2>&1 || skip "tmux does not run here"
}

terminal() {
    tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null -u "$@"
}

# open_terminal [COLUMNS LINES]: with a shell in it.
open_terminal() {
    need_tmux
    {
        declare -p COTEXTO_MEMORY LC_ALL COTEXTO_USER COTEXTO_LOCALEDIR program
        echo "export COTEXTO_MEMORY LC_ALL COTEXTO_USER COTEXTO_LOCALEDIR"
        echo "unset COLUMNS LINES NO_COLOR; PS1='ready> '; COTEXTO_VALGRIND='$COTEXTO_VALGRIND'"
        [ -z "${LD_LIBRARY_PATH:-}" ] || echo "export LD_LIBRARY_PATH='$LD_LIBRARY_PATH'"
        declare -f cotexto
    } >terminal.rc
    terminal new-session -d -x "${1:-80}" -y "${2:-24}" "bash --noprofile --rcfile '$PWD/terminal.rc' -i"
    shows 'ready>'
}

close_terminal() {
    [ ! -S "$BATS_TEST_TMPDIR/tmux" ] || terminal kill-server || true
}

screen() {
    terminal capture-pane -p
}

# waits CONDITION...: until the command says yes.
waits() {
    local tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { echo "in vain: $*"; screen; return 1; }
        sleep .05
    done
}

on_screen() {
    screen | grep -qF -- "$1"
}

not_on_screen() {
    ! on_screen "$1"
}

# shows TEXT: it comes on the screen. hides TEXT: it goes.
shows() {
    waits on_screen "$1"
}

hides() {
    waits not_on_screen "$1"
}

press() {
    terminal send-keys "$@"
}

# types TEXT: as it is.
types() {
    terminal send-keys -l -- "$1"
}

# review [OPTION...]: the view is there. Its process is in review.pid.
review() {
    rm -f stty.after
    types "clear; stty -g >stty.before; (echo \$BASHPID >review.pid; exec \$COTEXTO_VALGRIND \"\$program\" review $*)"
    press Enter
    shows '? help  q quit'
}

# left CODE: the view has ended, and the terminal is as it was.
left() {
    shows 'ready>'
    types 'echo "code $?"; stty -g >stty.after'
    press Enter
    shows "code $1"
    waits test -s stty.after
    cmp stty.before stty.after
    [ "$(terminal display-message -p '#{alternate_on} #{cursor_flag} #{keypad_cursor_flag}')" = "0 1 0" ]
}
