/* cotexto completion: scripts by which shells complete commands and options, from the tables of
 * both. */
#include "cli/cli.h"

#include <string.h>

/* An argument that is a file or a folder. */
static bool is_path(const char *argument)
{
    return argument != NULL &&
           (strstr(argument, "FILE") != NULL || strstr(argument, "DIR") != NULL);
}

/* Whether what follows the options are files; IN, OUT, SOURCE and TARGET are. */
static bool takes_files(const struct command *command)
{
    static const char *const texts[] = {"TEXT", "WORDS", "A B", "COMMAND", "SHELL", "REVISION"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strstr(command->arguments, texts[i]) != NULL)
            return false;
    }
    return *command->arguments != '\0';
}

/* A text between single quotes, with what `special` names behind a backslash. */
static void print_quoted(const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs("'\\'", stdout);
        else if (strchr(special, *text) != NULL)
            putchar('\\');
        putchar(*text);
    }
}

static void print_command_names(void)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("%s%s", i > 0 ? " " : "", commands[i].name);
}

/* --------------------------------------------------------------------------------------- bash */

static void print_bash_options(enum command_id command)
{
    printf("    %s) options='", commands[command].name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (!options_belong((enum option_id)i, command))
            continue;
        printf("--%s ", options[i].name);
        if (options[i].letter != '\0')
            printf("-%c ", options[i].letter);
    }
    printf("' files=%s ;;\n", takes_files(&commands[command]) ? "yes" : "");
}

/* What completes the argument of an option: its choices, a file, or nothing. */
static void print_bash_argument(enum command_id command, enum option_id number)
{
    const struct option *option = &options[number];
    const char *choices = options_choices(number);
    printf("    '%s --%s'", commands[command].name, option->name);
    if (option->letter != '\0')
        printf(" | '%s -%c'", commands[command].name, option->letter);
    printf(") words='%s' files=%s ;;\n", choices == NULL ? "" : choices,
           is_path(option->argument) ? "yes" : "");
}

static void print_bash(void)
{
    puts("# bash completion of cotexto\n"
         "_cotexto()\n{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local command=${COMP_WORDS[1]} options= words= files= argument=yes\n"
         "    if [[ $word == = ]]; then\n"
         "        word=\n"
         "    elif [[ $before == = ]]; then\n"
         "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "    fi\n"
         "    COMPREPLY=()\n"
         "    if ((COMP_CWORD == 1)) || { ((COMP_CWORD == 2)) && [[ $command == help ]]; }; then");
    fputs("        COMPREPLY=($(compgen -W '", stdout);
    print_command_names();
    puts("' -- \"$word\"))\n"
         "        return\n"
         "    fi\n"
         "    case \"$command $before\" in\n"
         "    'completion completion') words='bash zsh fish' ;;");
    for (size_t c = 0; c < COMMAND_COUNT; c++) {
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            if (options[i].argument != NULL &&
                options_belong((enum option_id)i, (enum command_id)c))
                print_bash_argument((enum command_id)c, (enum option_id)i);
        }
    }
    puts("    *) argument= ;;\n"
         "    esac\n"
         "    if [[ -z $argument ]]; then\n"
         "        case $command in");
    for (size_t c = 0; c < COMMAND_COUNT; c++)
        print_bash_options((enum command_id)c);
    puts("        esac\n"
         "        [[ $word != -* ]] || { words=$options files=; }\n"
         "    fi\n"
         "    if [[ -n $files ]]; then\n"
         "        compopt -o filenames 2>/dev/null\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -F _cotexto cotexto");
}

/* ---------------------------------------------------------------------------------------- zsh */

static void print_zsh_option(enum option_id number)
{
    const struct option *option = &options[number];
    const char *choices = options_choices(number);
    if (option->letter != '\0')
        printf("            '(-%c --%s)'{-%c,--%s%s}'[", option->letter, option->name,
               option->letter, option->name, option->argument == NULL ? "" : "=");
    else
        printf("            '--%s%s[", option->name, option->argument == NULL ? "" : "=");
    print_quoted(_(option->help), "[]\\");
    putchar(']');
    if (option->argument != NULL) {
        putchar(':');
        print_quoted(option->argument, ":\\");
        putchar(':');
        if (choices != NULL)
            printf("(%s)", choices);
        else if (is_path(option->argument))
            fputs("_files", stdout);
        else
            putchar(' ');
    }
    puts("' \\");
}

static void print_zsh(void)
{
    puts("#compdef cotexto\n"
         "local -a commands\n"
         "commands=(");
    for (size_t c = 0; c < COMMAND_COUNT; c++) {
        printf("    '%s:", commands[c].name);
        print_quoted(_(commands[c].help), ":\\");
        puts("'");
    }
    puts(")\n"
         "if ((CURRENT == 2)) || { ((CURRENT == 3)) && [[ $words[2] == help ]] }; then\n"
         "    _describe command commands\n"
         "    return\n"
         "fi\n"
         "case $words[2] in");
    for (size_t c = 0; c < COMMAND_COUNT; c++) {
        printf("    %s)\n        shift words\n        ((CURRENT--))\n        _arguments \\\n",
               commands[c].name);
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            if (options_belong((enum option_id)i, (enum command_id)c))
                print_zsh_option((enum option_id)i);
        }
        printf("            '*: :%s' ;;\n", c == COMMAND_COMPLETION     ? "(bash zsh fish)"
                                            : takes_files(&commands[c]) ? "_files"
                                                                        : " ");
    }
    puts("esac");
}

/* --------------------------------------------------------------------------------------- fish */

static void print_fish_option(enum command_id command, enum option_id number)
{
    const struct option *option = &options[number];
    const char *choices = options_choices(number);
    printf("complete -c cotexto -n '__fish_seen_subcommand_from %s' -l %s", commands[command].name,
           option->name);
    if (option->letter != '\0')
        printf(" -s %c", option->letter);
    if (is_path(option->argument))
        fputs(" -r -F", stdout);
    else if (option->argument != NULL)
        fputs(" -x", stdout);
    if (choices != NULL)
        printf(" -a '%s'", choices);
    fputs(" -d '", stdout);
    print_quoted(_(option->help), "\\");
    puts("'");
}

static void print_fish(void)
{
    puts("# fish completion of cotexto\n"
         "complete -c cotexto -f");
    for (size_t c = 0; c < COMMAND_COUNT; c++) {
        const struct command *command = &commands[c];
        printf("complete -c cotexto -n __fish_use_subcommand -a %s -d '", command->name);
        print_quoted(_(command->help), "\\");
        puts("'");
        if (takes_files(command))
            printf("complete -c cotexto -n '__fish_seen_subcommand_from %s' -F\n", command->name);
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            if (options_belong((enum option_id)i, (enum command_id)c))
                print_fish_option((enum command_id)c, (enum option_id)i);
        }
    }
    fputs("complete -c cotexto -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n"
          "complete -c cotexto -n '__fish_seen_subcommand_from help' -a '",
          stdout);
    print_command_names();
    puts("'");
}

int command_completion(struct cli *cli)
{
    static const struct {
        const char *shell;
        void (*print)(void);
    } scripts[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    const char *shell = cli->arguments.word_count == 1 ? cli->arguments.words[0] : "";
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (strcmp(scripts[i].shell, shell) == 0) {
            scripts[i].print();
            return 0;
        }
    }
    return usage(cli, "%s", _("completion takes the name of a shell: bash, zsh or fish"));
}
