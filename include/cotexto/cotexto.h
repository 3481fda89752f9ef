/* All of libcotexto. */
#ifndef COTEXTO_COTEXTO_H
#define COTEXTO_COTEXTO_H

#include <cotexto/alignment.h>
#include <cotexto/analyse.h>
#include <cotexto/check.h>
#include <cotexto/common.h>
#include <cotexto/convert.h>
#include <cotexto/edit.h>
#include <cotexto/error.h>
#include <cotexto/export.h>
#include <cotexto/filter.h>
#include <cotexto/history.h>
#include <cotexto/import.h>
#include <cotexto/intake.h>
#include <cotexto/learn.h>
#include <cotexto/lookup.h>
#include <cotexto/memory.h>
#include <cotexto/terms.h>
#include <cotexto/pretranslate.h>
#include <cotexto/review.h>
#include <cotexto/tools.h>

#endif
