/* A small memory whose bytes are changed. */
#include "damage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cotexto/cotexto.h>

#include "base/file.h"

struct use {
    cotexto_memory *memory;
    cotexto_error *error;
    size_t failed;
    struct string *unexpected;
};

static void must(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "damage: %s\n", what);
    abort();
}

const char *damage_path(void)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/cotexto-damage-%ld.db",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    return path;
}

void damage_write(const void *bytes, size_t length)
{
    FILE *file = fopen(damage_path(), "wb");
    must(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0, "no file");
}

void damage_remove(void)
{
    static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", damage_path(), tails[i]);
        unlink(name);
    }
}

/* Units of one document as JSON lines, in a file that has no name. */
static bool import_lines(cotexto_memory *memory, const char *document, unsigned from, unsigned to,
                         cotexto_error *error)
{
    static const char *const things[] = {"la paz",      "el agua",    "la energía",
                                         "el comercio", "la cultura", "el clima"};
    struct string lines = {0};
    char path[32];
    for (unsigned i = from; i < to; i++)
        string_append_format(
            &lines,
            "{\"document\":\"%s\",\"segments\":["
            "{\"lang\":\"es\",\"text\":\"Artículo %u. Los Estados hablan de %s en %u.\"},"
            "{\"lang\":\"en\",\"text\":\"Article %u. States speak in %u.\"},"
            "{\"lang\":\"ru\",\"text\":\"Статья %u.\"}]}\n",
            document, i, things[i % 6], 1990 + i % 30, i, 1990 + i % 30, i);
    int descriptor = memfd_create("lines", MFD_CLOEXEC);
    must(descriptor >= 0 && write(descriptor, lines.bytes, lines.length) == (ssize_t)lines.length,
         "no lines");
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    const char *const paths[] = {path};
    cotexto_import_options options = {.format = "jsonl"};
    cotexto_import_counts counts;
    bool good = cotexto_import(memory, paths, 1, &options, &counts, error);
    close(descriptor);
    string_free(&lines);
    return good;
}

void damage_sound(struct string *bytes)
{
    damage_remove();
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_CREATE, NULL);
    must(memory != NULL, "no memory");
    must(import_lines(memory, "peace", 1, 90, NULL) &&
             import_lines(memory, "trade", 60, 120, NULL) &&
             cotexto_reindex(memory, (cotexto_progress){0}, NULL),
         "nothing imported");
    cotexto_memory_close(memory);
    must(file_read(damage_path(), 64 << 20, bytes, NULL), "not to be read");
    damage_remove();
}

/* Counts a call's failure and looks at its error. */
static void told(struct use *use, bool good, const char *call)
{
    if (good)
        return;
    use->failed++;
    cotexto_kind kind = cotexto_error_kind(use->error);
    if (kind != COTEXTO_DATA && use->unexpected->length == 0)
        string_append_format(use->unexpected, "%s: kind %d, %s: %s", call, (int)kind,
                             cotexto_error_id(use->error), cotexto_error_message(use->error));
    cotexto_error_clear(use->error);
}

static void look_up(struct use *use, bool exhaustive)
{
    cotexto_lookup_options options = {.from = "es",
                                      .to = "en",
                                      .floor = 50,
                                      .limit = 5,
                                      .exhaustive = exhaustive,
                                      .fragments = true,
                                      .neighbours = true};
    static const char *const queries[] = {"Artículo 7. Los Estados hablan de el agua en 1997.",
                                          "Los Estados hablan", "Artículo 70"};
    cotexto_lookup *lookup = cotexto_lookup_new(&use->memory, 1, &options, use->error);
    const cotexto_answer *answer;
    cotexto_text nfc;
    told(use, lookup != NULL, "lookup_new");
    for (size_t i = 0; lookup != NULL && i < sizeof queries / sizeof *queries; i++)
        told(use,
             cotexto_lookup_run(lookup, cotexto_text_of(queries[i]), &answer, &nfc, use->error),
             "lookup");
    cotexto_lookup_free(lookup);
}

static bool each_occurrence(void *context, const cotexto_occurrence *occurrence)
{
    (void)context, (void)occurrence;
    return true;
}

static void search(struct use *use)
{
    const cotexto_text phrases[] = {cotexto_text_of("estados")};
    cotexto_search_options options = {.limit = 10, .neighbours = 1};
    uint64_t count;
    told(use,
         cotexto_search(&use->memory, 1, phrases, 1, &options, each_occurrence, NULL, &count,
                        use->error),
         "search");
}

static void each_finding(void *context, const cotexto_finding *finding)
{
    (void)context, (void)finding;
}

static void use_memory(struct use *use, bool writing)
{
    cotexto_stats stats;
    uint64_t units;
    told(use, cotexto_memory_counts(use->memory, &stats, use->error), "counts");
    told(use, cotexto_memory_stats(use->memory, &stats, use->error), "stats");
    look_up(use, false);
    look_up(use, true);
    search(use);
    cotexto_export_options options = {.format = "tmx"};
    told(use, cotexto_export(use->memory, "/dev/null", &options, &units, use->error), "export");
    told(use,
         cotexto_memory_doctor(use->memory, &(cotexto_rules){0}, each_finding, NULL, use->error),
         "doctor");
    if (writing)
        told(use, import_lines(use->memory, "peace", 80, 130, use->error), "import");
}

size_t damage_use(const void *bytes, size_t length, struct string *unexpected)
{
    static const unsigned flags[] = {COTEXTO_READ, COTEXTO_WRITE};
    struct use use = {.error = cotexto_error_new(), .unexpected = unexpected};
    must(use.error != NULL, "no error");
    damage_remove();
    damage_write(bytes, length);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        use.memory = cotexto_memory_open(damage_path(), flags[i], use.error);
        told(&use, use.memory != NULL, "open");
        if (use.memory != NULL)
            use_memory(&use, flags[i] == COTEXTO_WRITE);
        cotexto_memory_close(use.memory);
    }
    damage_remove();
    cotexto_error_free(use.error);
    return use.failed;
}
