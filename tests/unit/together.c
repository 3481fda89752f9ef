/* One writer, many readers: processes that share a memory. A lookup answers from the last commit
 * and never from half a document; writers wait for each other, and say so when it takes too long.
 */
#include "test.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cotexto/lookup.h>

#include "base/error.h"
#include "memory/store.h"

enum { READERS = 8, WRITERS = 2, GENERATIONS = 120, FEW_GENERATIONS = 5, UNITS = 20 };

static char path[] = "/tmp/cotexto-together-XXXXXX";

/* What the processes tell each other. */
static struct shared {
    atomic_bool stop;
    atomic_int lookups, wrong, failed;
} * shared;

static int set_up(void **state)
{
    (void)state;
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    memset(shared, 0, sizeof *shared);
    return 0;
}

static int tear_down(void **state)
{
    return set_up(state);
}

static pid_t start(void (*run)(int number), int number)
{
    pid_t child = fork();
    if (child == 0) {
        run(number);
        _exit(0);
    }
    return child;
}

static void wait_for(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ------------------------------------------------------------------------------------- writing */

struct writer {
    cotexto_memory *memory;
    struct memory_document document;
    int64_t units[UNITS];
    char name[2]; /* "A", "B" */
};

static bool open_writer(struct writer *writer, int number)
{
    *writer = (struct writer){.memory = cotexto_memory_open(path, COTEXTO_CREATE, NULL),
                              .name = {(char)('A' + number), '\0'}};
    writer->document.name = cotexto_text_of(writer->name);
    return writer->memory != NULL;
}

static bool put_generation(struct writer *writer, int generation, cotexto_error *error)
{
    for (int i = 0; i < UNITS; i++) {
        char es[80], en[80];
        if (writer->units[i] != 0 && !memory_delete_unit(writer->memory, writer->units[i], error))
            return false;
        snprintf(es, sizeof es, "Documento %s, versión %d, frase %d.", writer->name, generation, i);
        snprintf(en, sizeof en, "Document %s, version %d, sentence %d.", writer->name, generation,
                 i);
        struct variant variants[] = {{.lang = "es", .text = cotexto_text_of(es)},
                                     {.lang = "en", .text = cotexto_text_of(en)}};
        struct unit unit = {.position = (uint32_t)i + 1,
                            .confidence = -1,
                            .variants = variants,
                            .variant_count = 2};
        if (!memory_put_unit(writer->memory, writer->document.id, &unit, &writer->units[i], error))
            return false;
    }
    return true;
}

/* All sentences of a document in one transaction, in place of those of the generation before. */
static bool begin_generation(struct writer *writer, int generation, cotexto_error *error)
{
    return memory_begin(writer->memory, error) &&
           memory_new_revision(writer->memory, "test", NULL, NULL, error) &&
           (writer->document.id != 0 ||
            memory_put_document(writer->memory, &writer->document, error)) &&
           put_generation(writer, generation, error);
}

static bool write_generation(struct writer *writer, int generation, cotexto_error *error)
{
    return begin_generation(writer, generation, error) && memory_commit(writer->memory, error);
}

/* The other writer may have kept the memory for longer than one waits: then it is tried again. */
static bool write_or_be_told_busy(struct writer *writer, int generation)
{
    cotexto_error *error = cotexto_error_new();
    bool good = write_generation(writer, generation, error);
    while (!good && cotexto_error_kind(error) == COTEXTO_BUSY) {
        cotexto_error_clear(error);
        good = write_generation(writer, generation, error);
    }
    if (!good)
        print_error("%s\n", cotexto_error_message(error));
    cotexto_error_free(error);
    return good;
}

static void keep_writing(int number)
{
    const char *valgrind = getenv("COTEXTO_VALGRIND");
    int generations = valgrind != NULL && *valgrind != '\0' ? FEW_GENERATIONS : GENERATIONS;
    struct writer writer;
    bool good = open_writer(&writer, number);
    for (int i = 1; good && i <= generations; i++)
        good = write_or_be_told_busy(&writer, i);
    if (!good)
        atomic_fetch_add(&shared->failed, 1);
    cotexto_memory_close(writer.memory);
}

/* ------------------------------------------------------------------------------------- reading */

static cotexto_lookup *open_lookup(cotexto_memory **memory)
{
    *memory = cotexto_memory_open(path, COTEXTO_READ, NULL);
    return *memory == NULL
               ? NULL
               : cotexto_lookup_new(
                     memory, 1,
                     &(cotexto_lookup_options){.from = "es", .to = "en", .floor = 95, .limit = 100},
                     NULL);
}

/* The generation of document A that a lookup sees: all of its sentences have it; 0: there are none,
 * -1: it sees some of them only, or of two generations; -2: it failed. */
static int generation_seen(cotexto_lookup *lookup)
{
    const cotexto_answer *answer;
    cotexto_text nfc, query = TEXT("Documento A, versión 0, frase 0.");
    int first = 0;
    if (!cotexto_lookup_run(lookup, query, &answer, &nfc, NULL))
        return -2;
    for (size_t i = 0; i < answer->hit_count; i++) {
        char text[80];
        int generation;
        snprintf(text, sizeof text, "%.*s", (int)answer->hits[i].source.length,
                 answer->hits[i].source.bytes);
        if (sscanf(text, "Documento A, versión %d,", &generation) != 1)
            return -1;
        if (i > 0 && generation != first)
            return -1;
        first = generation;
    }
    return answer->hit_count == 0 || answer->hit_count == UNITS ? first : -1;
}

static void keep_reading(int number)
{
    (void)number;
    cotexto_memory *memory;
    cotexto_lookup *lookup = open_lookup(&memory);
    int last = 0;
    while (lookup != NULL && !atomic_load(&shared->stop)) {
        int seen = generation_seen(lookup);
        atomic_fetch_add(&shared->lookups, 1);
        if (seen == -2)
            atomic_fetch_add(&shared->failed, 1);
        else if (seen < last) /* time does not run backwards */
            atomic_fetch_add(&shared->wrong, 1);
        last = seen;
    }
    if (lookup == NULL)
        atomic_fetch_add(&shared->failed, 1);
    cotexto_lookup_free(lookup);
    cotexto_memory_close(memory);
}

/* --------------------------------------------------------------------------------------- tests */

static void a_lookup_answers_from_the_last_commit(void **state)
{
    (void)state;
    struct writer writer;
    cotexto_memory *memory;
    assert_true(open_writer(&writer, 0));
    assert_true(write_generation(&writer, 1, NULL));
    cotexto_lookup *lookup = open_lookup(&memory);
    assert_non_null(lookup);
    assert_int_equal(generation_seen(lookup), 1);
    assert_true(begin_generation(&writer, 2, NULL));
    assert_int_equal(generation_seen(lookup), 1);
    assert_true(memory_commit(writer.memory, NULL));
    assert_int_equal(generation_seen(lookup), 2);
    assert_true(begin_generation(&writer, 3, NULL));
    memory_rollback(writer.memory);
    assert_int_equal(generation_seen(lookup), 2);
    cotexto_lookup_free(lookup);
    cotexto_memory_close(memory);
    cotexto_memory_close(writer.memory);
}

static void eight_readers_and_two_writers_do_not_disturb_each_other(void **state)
{
    (void)state;
    pid_t readers[READERS], writers[WRITERS];
    struct writer first;
    assert_true(open_writer(&first, 2)); /* so that the file is there */
    cotexto_memory_close(first.memory);
    for (int i = 0; i < READERS; i++)
        readers[i] = start(keep_reading, i);
    for (int i = 0; i < WRITERS; i++)
        writers[i] = start(keep_writing, i);
    for (int i = 0; i < WRITERS; i++)
        wait_for(writers[i]);
    atomic_store(&shared->stop, true);
    for (int i = 0; i < READERS; i++)
        wait_for(readers[i]);
    assert_int_equal(shared->failed, 0);
    assert_int_equal(shared->wrong, 0);
    assert_true(shared->lookups > 0);
}

static void write_once(int number)
{
    struct writer writer;
    cotexto_error *error = cotexto_error_new();
    if (!open_writer(&writer, number) || memory_begin(writer.memory, error) ||
        cotexto_error_kind(error) != COTEXTO_BUSY || strcmp(cotexto_error_id(error), "busy") != 0)
        atomic_fetch_add(&shared->wrong, 1);
    cotexto_error_free(error);
    cotexto_memory_close(writer.memory);
}

static void a_writer_that_waits_too_long_says_so(void **state)
{
    (void)state;
    struct writer writer;
    assert_true(open_writer(&writer, 0));
    assert_true(begin_generation(&writer, 1, NULL));
    wait_for(start(write_once, 1));
    assert_int_equal(shared->wrong, 0);
    assert_true(memory_commit(writer.memory, NULL)); /* nothing happened to the one that wrote */
    cotexto_memory_close(writer.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_lookup_answers_from_the_last_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(eight_readers_and_two_writers_do_not_disturb_each_other,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_writer_that_waits_too_long_says_so, set_up, tear_down),
    };
    int handle = mkstemp(path);
    if (handle < 0)
        return 1;
    close(handle);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 1;
    return cmocka_run_group_tests_name("together", tests, NULL, NULL);
}
