/* Lines of standard input, read past stdio: its buffer can't be asked what it has. */
#include "cli/input.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEAST_ROOM = 65536 };

static bool make_room(struct input *input)
{
    if (input->start > 0) {
        memmove(input->buffer, input->buffer + input->start, input->end - input->start);
        input->end -= input->start;
        input->looked -= input->start;
        input->start = 0;
    }
    if (input->capacity - input->end >= LEAST_ROOM / 2)
        return true;
    size_t wanted = input->capacity == 0 ? LEAST_ROOM : 2 * input->capacity;
    char *grown = wanted < input->capacity ? NULL : realloc(input->buffer, wanted);
    if (grown == NULL) {
        input->no_memory = input->ended = true;
        return false;
    }
    input->buffer = grown;
    input->capacity = wanted;
    return true;
}

/* Reads once. An input that can't be read has ended. */
static void read_more(struct input *input)
{
    ssize_t got;
    if (!make_room(input))
        return;
    do
        got = read(STDIN_FILENO, input->buffer + input->end, input->capacity - input->end);
    while (got < 0 && errno == EINTR);
    if (got > 0)
        input->end += (size_t)got;
    else
        input->ended = true;
}

/* Byte behind the next line's end; 0: it is not known yet. */
static size_t line_end(struct input *input)
{
    const char *found = input->looked == input->end ? NULL
                                                    : memchr(input->buffer + input->looked, '\n',
                                                             input->end - input->looked);
    input->looked = found == NULL ? input->end : (size_t)(found - input->buffer);
    return found != NULL ? input->looked + 1 : input->ended ? input->end : 0;
}

static bool comes_at_once(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, 0) == 1;
}

bool input_ready(struct input *input)
{
    while (line_end(input) == 0 && !input->ended) {
        if (!comes_at_once())
            return false;
        read_more(input);
    }
    return true;
}

bool input_line(struct input *input, cotexto_text *line)
{
    size_t end;
    while ((end = line_end(input)) == 0 && !input->ended)
        read_more(input);
    if (input->no_memory || end == input->start)
        return false;
    size_t start = input->start, length = end - start;
    input->start = input->looked = end;
    while (length > 0 &&
           (input->buffer[start + length - 1] == '\n' || input->buffer[start + length - 1] == '\r'))
        length--;
    *line = (cotexto_text){input->buffer + start, length};
    return true;
}

void input_free(struct input *input)
{
    free(input->buffer);
    *input = (struct input){0};
}
