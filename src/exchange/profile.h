/* How tools want their TMX: what differs from the whole of it that is written without a profile.
 * The sources are in doc/formats.md. */
#ifndef EXCHANGE_PROFILE_H
#define EXCHANGE_PROFILE_H

#include <stdbool.h>

#include <cotexto/common.h>

struct exchange_profile {
    const char *name;
    bool source;    /* the header must name one source language: the first that is asked for */
    bool bilingual; /* a unit has one segment in each of two languages, the source first */
    bool regions;   /* "es" is written "es-ES" */
    bool lower;     /* "es-ES" is written "es-es" */
    bool untagged;  /* level 1: inline elements are left out, the text inside <hi> stays */
    bool bare;      /* no properties, notes, dates and users */
};

/* The profile of that name, or NULL and the error "unknown-profile" (USAGE). */
const struct exchange_profile *exchange_profile_named(const char *name, cotexto_error *error);
/* A canonical tag in the form that the profile wants; profile may be NULL. */
void exchange_profile_language(const struct exchange_profile *profile, const char *tag,
                               char out[COTEXTO_TAG_SIZE]);

#endif
