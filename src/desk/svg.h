/* The text of an SVG picture: numbers and foreign texts written so that any viewer takes them. */
#ifndef DESK_SVG_H
#define DESK_SVG_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/string.h"

/* Appends `form`, in which each % stands for the next of the numbers, to a hundredth. A decimal
 * point is written in every locale. */
#define SVG(out, form, ...) svg_numbers(out, form, (const double[]){__VA_ARGS__})
void svg_numbers(struct string *out, const char *form, const double *numbers);

/* Appends a message as the content of an element. */
void svg_text(struct string *out, const char *text);

/* Appends the begin of a text, up to `columns` of a terminal, as the content of an element: white
 * space as blanks, without controls and without marks of direction, which would reach beyond it.
 * "…" stands for the rest, if there is one or `more` says so. */
void svg_excerpt(struct string *out, cotexto_text text, size_t columns, bool more);

/* The same for a text among others: it keeps its own direction. */
void svg_excerpt_apart(struct string *out, cotexto_text text, size_t columns, bool more);

#endif
