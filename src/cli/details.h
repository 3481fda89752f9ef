/* What is told of a hit besides its texts: percent, penalties, origin. */
#ifndef CLI_DETAILS_H
#define CLI_DETAILS_H

#include <jansson.h>

#include "cli/cli.h"

/* Adds to the fields of the contract: the context, where there is one, and with --details all that
 * is known. */
void details_json(const struct cli *cli, const struct memories *memories, const cotexto_hit *hit,
                  json_t *object);

/* A paragraph of remarks with points between. */
struct remarks {
    struct paragraph paragraph;
    bool any;
};
void remark(struct remarks *remarks, const char *text);

/* The memory's name for people: its file's name without folder and suffix. */
void remark_memory(struct remarks *remarks, const struct memories *memories, size_t number);

/* "84 = 87 - 3 (alignment 2, variant 1)"; nothing where nothing was added or taken off. */
void remark_percent(struct remarks *remarks, const cotexto_hit *hit);
/* Which neighbours are the same. */
void remark_context(struct remarks *remarks, const cotexto_hit *hit);
/* Which variant of a language the hit is, when it is another than the one asked for. */
void remark_variant(struct remarks *remarks, const cotexto_hit *hit, const char *from,
                    const char *to);
/* Where else it stands. */
void remark_others(struct remarks *remarks, const struct memories *memories,
                   const cotexto_hit *hit);

/* The lines of --details: title, address, author, neighbours. */
void print_details(const struct terminal *terminal, const cotexto_hit *hit);

#endif
