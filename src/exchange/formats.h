/* The formats that exchange.c registers; each has a file of its own. */
#ifndef EXCHANGE_FORMATS_H
#define EXCHANGE_FORMATS_H

#include "exchange/exchange.h"

int tmx_bid(const unsigned char *head, size_t length);
struct exchange_reader *tmx_open_reader(const char *, const struct exchange_read_options *,
                                        cotexto_error *);
struct exchange_writer *tmx_open_writer(FILE *, const struct exchange_write_options *,
                                        cotexto_error *);

struct exchange_reader *table_open_reader(const char *, const struct exchange_read_options *,
                                          cotexto_error *);
struct exchange_writer *table_open_writer(FILE *, const struct exchange_write_options *,
                                          cotexto_error *);

struct exchange_reader *csv_open_reader(const char *, const struct exchange_read_options *,
                                        cotexto_error *);
struct exchange_writer *csv_open_writer(FILE *, const struct exchange_write_options *,
                                        cotexto_error *);

int tbx_bid(const unsigned char *head, size_t length);
struct exchange_reader *tbx_open_reader(const char *, const struct exchange_read_options *,
                                        cotexto_error *);
struct exchange_writer *tbx_open_writer(FILE *, const struct exchange_write_options *,
                                        cotexto_error *);

int jsonl_bid(const unsigned char *head, size_t length);
struct exchange_reader *jsonl_open_reader(const char *, const struct exchange_read_options *,
                                          cotexto_error *);
struct exchange_writer *jsonl_open_writer(FILE *, const struct exchange_write_options *,
                                          cotexto_error *);

int xliff_bid(const unsigned char *head, size_t length);
struct exchange_reader *xliff_open_reader(const char *, const struct exchange_read_options *,
                                          cotexto_error *);
struct exchange_writer *xliff_open_writer(FILE *, const struct exchange_write_options *,
                                          cotexto_error *);
struct exchange_writer *xliff2_open_writer(FILE *, const struct exchange_write_options *,
                                           cotexto_error *);

int po_bid(const unsigned char *head, size_t length);
struct exchange_reader *po_open_reader(const char *, const struct exchange_read_options *,
                                       cotexto_error *);
struct exchange_writer *po_open_writer(FILE *, const struct exchange_write_options *,
                                       cotexto_error *);

#endif
