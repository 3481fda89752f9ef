/* Tables of terms: a glossary as people keep it in a spreadsheet, tab-separated. A unit is an
 * entry, as of TBX (exchange/tbx.h).
 *
 * The header names the columns: a language tag for terms, "id", "subject", "definition", "note" for
 * what is said of the entry, "status" (of the terms of all languages but the first: preferred,
 * admitted, deprecated) and "part of speech" (of all its terms); "en status", "en part of speech",
 * "en note" for what is said of the terms of one language. Other columns do not count, so that a
 * list of candidates is a table of terms, too. A table without a header has terms only. Lines that
 * stand behind one another with the same id are one entry. */
#ifndef EXCHANGE_TERM_TABLE_H
#define EXCHANGE_TERM_TABLE_H

#include "exchange/exchange.h"

/* options: languages of the columns when there is no header (several may be the same); with one,
 * only these are read. Errors: "no-header", "bad-terms" (DATA), with line. */
struct exchange_reader *term_table_open_reader(const char *path,
                                               const struct exchange_read_options *options,
                                               cotexto_error *error);
/* options: the languages, at least one. */
struct exchange_writer *term_table_open_writer(FILE *stream,
                                               const struct exchange_write_options *options,
                                               cotexto_error *error);

#endif
