/* What every unit test includes: cmocka with what it needs before it. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

/* Both texts are the same bytes. */
#define assert_text_equal(text, expected)                                                          \
    do {                                                                                           \
        cotexto_text text_ = (text);                                                               \
        assert_int_equal(text_.length, strlen(expected));                                          \
        assert_memory_equal(text_.bytes == NULL ? "" : text_.bytes, expected, text_.length);       \
    } while (0)

#endif
