/* Many queries: lines become jobs, jobs become printed answers. */
#include "cli/batch.h"

#include <stdlib.h>
#include <string.h>

#include "cli/workers.h"

/* Jobs for each thread that may wait for their turn to be printed: enough for one slow line among
 * quick ones, and few enough for answers of any length. */
enum { ROOM = 32 };

/* A line and its answer. */
struct job {
    size_t line;
    cotexto_query query; /* its text is the one below */
    cotexto_error *error;
    bool good;
    char *answer; /* what is to be printed */
    size_t length, found;
    char text[];
};

static void drop_job(void *argument)
{
    struct job *job = argument;
    if (job == NULL)
        return;
    cotexto_error_free(job->error);
    free(job->answer);
    free(job);
}

/* ------------------------------------------------------------------------- lines in their order */

/* The lines of standard input. */
struct lines {
    cotexto_text *list;
    size_t count, capacity;
};

static bool keep_line(struct lines *lines, cotexto_text line)
{
    if (lines->count == lines->capacity) {
        size_t room = lines->capacity == 0 ? 64 : 2 * lines->capacity;
        cotexto_text *grown = reallocarray(lines->list, room, sizeof *grown);
        if (grown == NULL)
            return false;
        lines->list = grown;
        lines->capacity = room;
    }
    char *copy = strndup(line.bytes, line.length);
    if (copy == NULL)
        return false;
    lines->list[lines->count++] = (cotexto_text){copy, line.length};
    return true;
}

static bool read_lines(struct input *input, struct lines *lines)
{
    cotexto_text line;
    bool kept = true;
    while (kept && input_line(input, &line))
        kept = keep_line(lines, line);
    return kept && !input->no_memory;
}

static void free_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free((char *)lines->list[i].bytes);
    free(lines->list);
}

/* The nearest line that says something: an empty one only ends a paragraph. */
static cotexto_text line_beside(const struct lines *lines, size_t at, int step)
{
    while (step > 0 ? ++at < lines->count : at-- > 0) {
        if (lines->list[at].length > 0)
            return lines->list[at];
    }
    return (cotexto_text){"", 0};
}

/* ----------------------------------------------------------------------------------------- jobs */

/* The query of the next line, its text until the next call. */
static bool next_query(struct batch *batch, cotexto_query *query)
{
    const struct lines *lines = batch->lines;
    size_t at = batch->line;
    *query = (cotexto_query){.text = {NULL, 0}};
    if (lines == NULL ? !input_line(&batch->input, &query->text) : at == lines->count)
        return false;
    if (lines != NULL)
        *query = (cotexto_query){.text = lines->list[at],
                                 .before = line_beside(lines, at, -1),
                                 .after = line_beside(lines, at, 1)};
    batch->line++;
    return true;
}

/* NULL: there is no line more, or no memory. */
static struct job *next_job(struct batch *batch)
{
    cotexto_query query;
    if (!next_query(batch, &query)) {
        batch->no_memory = batch->input.no_memory;
        return NULL;
    }
    struct job *job = calloc(1, sizeof *job + query.text.length);
    cotexto_error *error = cotexto_error_new();
    if (job == NULL || error == NULL) {
        batch->no_memory = true;
        free(job);
        cotexto_error_free(error);
        return NULL;
    }
    if (query.text.length > 0)
        memcpy(job->text, query.text.bytes, query.text.length);
    query.text.bytes = job->text;
    job->line = batch->line;
    job->query = query;
    job->error = error;
    return job;
}

/* The next job, unless its line would have to be waited for. */
static struct job *job_at_once(struct batch *batch)
{
    bool ready = batch->lines != NULL || input_ready(&batch->input);
    return ready ? next_job(batch) : NULL;
}

static void run_job(void *state, void *argument)
{
    struct job *job = argument;
    FILE *stream = open_memstream(&job->answer, &job->length);
    if (stream == NULL)
        return;
    job->good = reader_answer(state, &job->query, stream, &job->found, job->error);
    job->good = fclose(stream) == 0 && job->good;
}

/* Prints what a job has to say, or why it failed. 0, or the exit code. */
static int print_job(struct batch *batch, const struct job *job)
{
    struct cli cli = batch->reader->cli;
    if (job->good) {
        fwrite(job->answer, 1, job->length, stdout);
        batch->found += job->found;
        return 0;
    }
    if (cotexto_error_kind(job->error) == COTEXTO_OK) {
        batch->no_memory = true;
        return EXIT_IO;
    }
    cli.error = job->error;
    cli.input_line = job->line;
    return fail(&cli);
}

/* -------------------------------------------------------------------------------------- workers */

static void end_worker(void *context, size_t thread, void *state)
{
    struct reader *reader = state;
    (void)context;
    if (thread == 0)
        return;
    reader_close(reader);
    cotexto_error_free(reader->cli.error);
    free(reader);
}

/* A reader that can't be opened (too many open files) leaves its lines to the others. */
static void *start_worker(void *context, size_t thread)
{
    struct batch *batch = context;
    if (thread == 0)
        return batch->reader;
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return NULL;
    if (reader_open(reader, &batch->reader->cli, cotexto_error_new()) &&
        reader_plan(reader, batch->reader->plan))
        return reader;
    end_worker(batch, thread, reader);
    return NULL;
}

static bool have_workers(struct batch *batch)
{
    const struct workers_plan plan = {.threads = batch->jobs,
                                      .room = ROOM * batch->jobs,
                                      .start = start_worker,
                                      .run = run_job,
                                      .end = end_worker,
                                      .context = batch};
    if (batch->workers == NULL && batch->jobs > 1) {
        batch->workers = workers_new(&plan);
        if (batch->workers == NULL)
            batch->jobs = 1;
    }
    return batch->workers != NULL;
}

/* Prints all that was given, and gives what comes meanwhile. */
static int answer_together(struct batch *batch)
{
    struct job *job;
    int code = 0;
    for (;;) {
        while (workers_have_room(batch->workers) && (job = job_at_once(batch)) != NULL)
            workers_give(batch->workers, job);
        if (!workers_ready(batch->workers))
            fflush(stdout); /* the other end of a pipe may wait for it */
        job = workers_take(batch->workers);
        if (job == NULL)
            return 0;
        code = print_job(batch, job);
        drop_job(job);
        if (code != 0 || ferror(stdout))
            return code;
    }
}

/* A line that came alone. */
static int answer_alone(struct batch *batch, struct job *job)
{
    run_job(batch->reader, job);
    int code = print_job(batch, job);
    drop_job(job);
    return code;
}

static int answer_each(struct batch *batch)
{
    struct job *job, *second;
    int code = 0;
    while (code == 0 && !ferror(stdout) && (job = next_job(batch)) != NULL) {
        second = batch->jobs > 1 ? job_at_once(batch) : NULL;
        if (second == NULL) {
            code = answer_alone(batch, job);
        } else if (have_workers(batch)) {
            workers_give(batch->workers, job);
            workers_give(batch->workers, second);
            code = answer_together(batch);
        } else {
            code = answer_alone(batch, job);
            if (code == 0)
                code = answer_alone(batch, second);
            else
                drop_job(second);
        }
        fflush(stdout);
    }
    return code;
}

/* ---------------------------------------------------------------------------------------- whole */

int batch_answer(struct batch *batch, bool in_context)
{
    struct lines lines = {.list = NULL};
    int code = 0;
    batch->no_memory = in_context && !read_lines(&batch->input, &lines);
    batch->lines = in_context ? &lines : NULL;
    if (!batch->no_memory)
        code = answer_each(batch);
    workers_free(batch->workers, drop_job);
    batch->workers = NULL;
    free_lines(&lines);
    if (!batch->no_memory)
        return code;
    fputs(_("cotexto: out of memory\n"), stderr);
    return EXIT_IO;
}

void batch_end(struct batch *batch)
{
    input_free(&batch->input);
}
