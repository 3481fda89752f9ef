/* The command: locale, command line, one function a command, exit code. */
#include "cli/cli.h"
#include "cli/json.h"

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ------------------------------------------------------------------------------ small helpers */

bool given(const struct cli *cli, enum option_id option)
{
    return cli->arguments.values[option] != NULL;
}

const char *value(const struct cli *cli, enum option_id option, const char *otherwise)
{
    return given(cli, option) ? cli->arguments.values[option] : otherwise;
}

bool number_value(const struct cli *cli, enum option_id option, long otherwise, long least,
                  long most, long *out)
{
    const char *text = value(cli, option, NULL);
    char *end;
    *out = otherwise;
    if (text == NULL)
        return true;
    errno = 0;
    *out = strtol(text, &end, 10);
    if (end != text && *end == '\0' && errno == 0 && *out >= least && *out <= most)
        return true;
    if (most == LONG_MAX)
        usage(cli, _("--%s takes a whole number from %ld on, not \"%s\""), options[option].name,
              least, text);
    else
        usage(cli, _("--%s takes a whole number from %ld to %ld, not \"%s\""), options[option].name,
              least, most, text);
    return false;
}

bool jobs_asked(const struct cli *cli, size_t *jobs)
{
    enum { MOST_JOBS = 1024 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN), wanted;
    if (!number_value(cli, OPTION_JOBS,
                      cores < 1           ? 1
                      : cores > MOST_JOBS ? MOST_JOBS
                                          : cores,
                      1, MOST_JOBS, &wanted))
        return false;
    *jobs = (size_t)wanted;
    return true;
}

bool tag_asked(const struct cli *cli, enum option_id option, char tag[COTEXTO_TAG_SIZE])
{
    *tag = '\0';
    return !given(cli, option) || cotexto_tag_canonical(value(cli, option, ""), tag, cli->error);
}

bool languages_read(struct cli *cli, const char *text, struct languages *out)
{
    *out = (struct languages){0};
    if (text == NULL)
        return true;
    size_t most = strlen(text) / 2 + 2;
    out->tags = calloc(most, sizeof *out->tags);
    out->list = calloc(most, sizeof *out->list);
    while (out->tags != NULL && out->list != NULL) {
        char tag[COTEXTO_TAG_SIZE];
        size_t length = strcspn(text, ",");
        snprintf(tag, sizeof tag, "%.*s", (int)(length < sizeof tag ? length : sizeof tag - 1),
                 text);
        if (!cotexto_tag_canonical(tag, out->tags[out->count], cli->error))
            return false;
        out->list[out->count] = out->tags[out->count];
        out->count++;
        if (text[length] == '\0')
            return true;
        text += length + 1;
    }
    return false;
}

void languages_free(struct languages *languages)
{
    free(languages->tags);
    free(languages->list);
}

/* ------------------------------------------------------------------------------------- errors */

static const char *hint_of(const struct cli *cli, const cotexto_error *error)
{
    return cli->hint != NULL ? cli->hint : cotexto_error_hint(error);
}

static void print_error_json(const struct cli *cli, const cotexto_error *error)
{
    size_t line = cli->input_line > 0 ? cli->input_line : cotexto_error_line(error);
    json_t *body = json_object();
    json_object_set_new(body, "id", json_string(cotexto_error_id(error)));
    json_object_set_new(body, "message", json_string(cotexto_error_message(error)));
    json_object_set_new(body, "hint", json_string(hint_of(cli, error)));
    json_object_set_new(body, "file", json_string(cotexto_error_file(error)));
    json_object_set_new(body, "line", json_integer((json_int_t)line));
    json_object_set_new(body, "column", json_integer((json_int_t)cotexto_error_column(error)));
    json_object_set_new(body, "offset", json_integer(cotexto_error_offset(error)));
    json_t *object = json_pack("{s:o}", "error", body);
    print_json_line(stderr, object);
}

/* "cotexto: nota.tmx:118:7: what is wrong" and, below, what to do. */
void print_error(const struct cli *cli, const cotexto_error *error)
{
    if (given(cli, OPTION_JSON)) {
        print_error_json(cli, error);
        return;
    }
    fputs("cotexto: ", stderr);
    if (cli->input_line > 0)
        fprintf(stderr, _("standard input, line %zu: "), cli->input_line);
    if (*cotexto_error_file(error) != '\0')
        fprintf(stderr, "%s:", cotexto_error_file(error));
    if (cotexto_error_line(error) > 0)
        fprintf(stderr, "%zu:", cotexto_error_line(error));
    if (cotexto_error_line(error) > 0 && cotexto_error_column(error) > 0)
        fprintf(stderr, "%zu:", cotexto_error_column(error));
    fprintf(stderr, "%s%s", *cotexto_error_file(error) != '\0' ? " " : "",
            cotexto_error_message(error));
    if (cotexto_error_offset(error) >= 0)
        fprintf(stderr, _(" (byte %lld of the file, counted from 0)"),
                (long long)cotexto_error_offset(error));
    fputc('\n', stderr);
    if (*hint_of(cli, error) != '\0')
        fprintf(stderr, "  → %s\n", hint_of(cli, error));
}

int exit_code(cotexto_kind kind)
{
    switch (kind) {
    case COTEXTO_NO_MEMORY: return EXIT_IO;
    case COTEXTO_CANCELLED: return 128 + progress_signal(); /* as a shell says it */
    default: return (int)kind;
    }
}

int fail(struct cli *cli)
{
    progress_clear(&cli->progress);
    print_error(cli, cli->error);
    return exit_code(cotexto_error_kind(cli->error));
}

bool options_only(const struct cli *cli)
{
    if (cli->arguments.word_count == 0)
        return true;
    usage(cli, _("%s takes options only"), commands[cli->command].name);
    return false;
}

int usage(const struct cli *cli, const char *format, ...)
{
    va_list arguments;
    char message[512];
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (given(cli, OPTION_JSON)) {
        print_json_line(stderr,
                        json_pack("{s:{s:s, s:s}}", "error", "id", "usage", "message", message));
        return EXIT_USAGE;
    }
    fprintf(stderr, "cotexto: %s\n", message);
    fprintf(stderr, _("  → see cotexto %s --help\n"), commands[cli->command].name);
    return EXIT_USAGE;
}

const char *user_name(const struct cli *cli)
{
    const char *user = value(cli, OPTION_USER, getenv("COTEXTO_USER"));
    if (user != NULL && *user != '\0')
        return user;
    const struct passwd *login = getpwuid(geteuid());
    return login == NULL ? NULL : login->pw_name;
}

/* ----------------------------------------------------------------------------------- memories */

static cotexto_memory *open_file(struct cli *cli, const char *path, unsigned flags)
{
    cotexto_memory *memory =
        cotexto_memory_open_telling(path, flags, progress_callback(&cli->progress), cli->error);
    progress_clear(&cli->progress);
    return memory;
}

cotexto_memory *open_memory(struct cli *cli, unsigned flags)
{
    if (given(cli, OPTION_MEMORY))
        return open_file(cli, value(cli, OPTION_MEMORY, NULL), flags);
    char *path = cotexto_memory_default_path(cli->error);
    cotexto_memory *memory = path == NULL ? NULL : open_file(cli, path, flags);
    free(path);
    return memory;
}

/* The length of FILE in FILE:5, and the penalty; all of a name that has none or is a file's. */
static size_t split_penalty(const char *name, int *penalty)
{
    enum { MOST = 100 };
    const char *colon = strrchr(name, ':');
    size_t digits = colon == NULL ? 0 : strspn(colon + 1, "0123456789");
    *penalty = 0;
    if (digits < 1 || digits > 3 || colon == name || colon[1 + digits] != '\0' ||
        atoi(colon + 1) > MOST || access(name, F_OK) == 0)
        return strlen(name);
    *penalty = atoi(colon + 1);
    return (size_t)(colon - name);
}

/* Whether a name that is no file's is one with something behind a colon. */
static bool is_bad_penalty(const char *name)
{
    char file[PATH_MAX];
    const char *colon = strrchr(name, ':');
    if (colon == NULL || access(name, F_OK) == 0 || (size_t)(colon - name) >= sizeof file)
        return false;
    snprintf(file, sizeof file, "%.*s", (int)(colon - name), name);
    return access(file, F_OK) == 0;
}

static cotexto_memory *open_named(struct cli *cli, const char *name, int *penalty)
{
    char *path = strndup(name, split_penalty(name, penalty));
    cotexto_memory *memory =
        path == NULL ? NULL : cotexto_memory_open(path, COTEXTO_READ, cli->error);
    if (path != NULL && memory == NULL && is_bad_penalty(path))
        cli->hint = _("a penalty behind the memory's name is a number from 0 to 100");
    free(path);
    return memory;
}

bool memories_open(struct cli *cli, struct memories *out)
{
    size_t wanted = cli->arguments.memory_count;
    *out = (struct memories){calloc(wanted + 1, sizeof *out->list),
                             calloc(wanted + 1, sizeof *out->penalties), 0};
    if (out->list == NULL || out->penalties == NULL)
        return false;
    do {
        cotexto_memory *memory = wanted == 0 ? open_memory(cli, COTEXTO_READ)
                                             : open_named(cli, cli->arguments.memories[out->count],
                                                          &out->penalties[out->count]);
        if (memory == NULL)
            return false;
        out->list[out->count++] = memory;
    } while (out->count < wanted);
    return true;
}

void memories_close(struct memories *memories)
{
    for (size_t i = 0; i < memories->count; i++)
        cotexto_memory_close(memories->list[i]);
    free(memories->list);
    free(memories->penalties);
}

bool filter_asked(const struct cli *cli, cotexto_filter *out)
{
    char *end = NULL;
    const char *confidence = value(cli, OPTION_CONFIDENCE, "0");
    *out = (cotexto_filter){
        .document = value(cli, OPTION_DOCUMENT, NULL),
        .since = value(cli, OPTION_SINCE, NULL),
        .until = value(cli, OPTION_UNTIL, NULL),
        .author = value(cli, OPTION_AUTHOR, NULL),
        .confidence = strtod(confidence, &end),
        .reviewed = given(cli, OPTION_REVIEWED),
    };
    if (end != confidence && *end == '\0' && out->confidence >= 0 && out->confidence <= 1)
        return true;
    usage(cli, _("--confidence takes a number from 0 to 1, not \"%s\""), confidence);
    return false;
}

/* --------------------------------------------------------------------------------------- main */

/* A machine may lack the user's locale: characters are UTF-8 all the same, and messages come in the
 * user's language. */
static void use_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *folder = getenv("COTEXTO_LOCALEDIR");
    if (setlocale(LC_ALL, "") == NULL) {
        setlocale(LC_ALL, "C.UTF-8");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const char *wanted = getenv(names[i]);
            if (wanted != NULL && *wanted != '\0') {
                setenv("LANGUAGE", wanted, 0);
                unsetenv("LC_ALL"); /* gettext asks the environment for the category again */
                break;
            }
        }
    }
    setlocale(LC_NUMERIC, "C"); /* numbers of JSON and tables have a point */
    cotexto_use_messages(folder);
}

int command_help(struct cli *cli)
{
    if (cli->arguments.word_count == 0) {
        options_help(COMMAND_COUNT, false);
        return 0;
    }
    enum command_id command = options_command(cli->arguments.words[0]);
    if (command == COMMAND_COUNT)
        return EXIT_USAGE;
    options_help(command, false);
    return 0;
}

/* Whether a text is one of the words of a list with a blank between. */
static bool is_among(const char *text, const char *list)
{
    size_t length = strlen(text);
    for (const char *word = list; *word != '\0'; word += strspn(word, " ")) {
        size_t size = strcspn(word, " ");
        if (size == length && strncmp(word, text, length) == 0)
            return true;
        word += size;
    }
    return false;
}

static bool check_choices(const struct cli *cli)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *chosen = value(cli, (enum option_id)i, NULL);
        const char *choices = options_choices((enum option_id)i);
        if (chosen == NULL || choices == NULL || is_among(chosen, choices))
            continue;
        usage(cli, _("--%s can't be \"%s\"; it is one of: %s"), options[i].name, chosen, choices);
        return false;
    }
    return true;
}

static int run(struct cli *cli)
{
    if (given(cli, OPTION_HELP)) {
        options_help(cli->command, given(cli, OPTION_TERMINAL));
        return 0;
    }
    if (!check_choices(cli))
        return EXIT_USAGE;
    terminal_init(&cli->terminal, value(cli, OPTION_COLOR, "auto"), given(cli, OPTION_TERMINAL));
    progress_init(&cli->progress, value(cli, OPTION_PROGRESS, "auto"), given(cli, OPTION_QUIET));
    cli->error = cotexto_error_new();
    if (cli->error == NULL) {
        fputs(_("cotexto: out of memory\n"), stderr);
        return EXIT_IO;
    }
    int code = commands[cli->command].run(cli);
    cotexto_error_free(cli->error);
    return code;
}

/* A full disk is found out when the last bytes are written. */
static int finish(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fprintf(stderr, _("cotexto: standard output can't be written: %s\n"), strerror(errno));
    return EXIT_IO;
}

int main(int argc, char **argv)
{
    struct cli cli = {0};
    use_locale();
    signal(SIGXFSZ,
           SIG_IGN); /* a limit on the size of files is an error of writing, as a full disk */
    if (argc < 2) {
        options_help(COMMAND_COUNT, false);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("cotexto %s\n", cotexto_version());
        return finish(0);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        options_help(COMMAND_COUNT, false);
        return finish(0);
    }
    cli.command = options_command(argv[1]);
    if (cli.command == COMMAND_COUNT)
        return EXIT_USAGE;
    int code =
        options_parse(cli.command, argc - 2, argv + 2, &cli.arguments) ? run(&cli) : EXIT_USAGE;
    options_free(&cli.arguments);
    free(cli.words);
    return finish(code);
}
