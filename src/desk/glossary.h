/* What reading and writing a glossary have in common. */
#ifndef DESK_GLOSSARY_H
#define DESK_GLOSSARY_H

#include <cotexto/terms.h>

/* Whether it is the name of a format of terms, or NULL; else "unknown-format" (USAGE). */
bool glossary_check_format(const char *format, cotexto_error *error);

#endif
