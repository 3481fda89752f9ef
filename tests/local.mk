# Unit tests are cmocka programs, one for each subject; command tests are bats files. Both speak TAP.
TEST_EXTENSIONS = .bats
LOG_DRIVER = env CMOCKA_MESSAGE_OUTPUT=TAP AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
BATS_LOG_DRIVER = env AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
BATS_LOG_COMPILER = $(BATS) --tap
AM_TESTS_ENVIRONMENT = \
	TOP_SRCDIR='$(abs_top_srcdir)'; TOP_BUILDDIR='$(abs_top_builddir)'; \
	COTEXTO_SHARED="$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}"; \
	export TOP_SRCDIR TOP_BUILDDIR COTEXTO_SHARED;

# What a program links with unless it says otherwise (src/cli does): the rooms themselves, with their inner functions.
LDADD = librooms.la $(CMOCKA_LIBS)

# A unit test is one program from one file: name it here, its source is tests/unit/NAME.c.
UNIT_TESTS = \
	tests/unit/base
EXTRA_DIST += tests/unit/test.h

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif

AM_DEFAULT_SOURCE_EXT = .c
