# Unit tests are cmocka programs, one for each subject; command tests are bats files. Both speak TAP.
TEST_EXTENSIONS = .bats
# With VALGRIND=yes every program runs under valgrind, which ends it with 99 when it finds anything. What it calls possibly
# lost is ICU's cache, by pointers into the middle: it is no error, and not to be told among what a test expects.
leaks = definite,indirect
valgrind_yes = valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=$(leaks) --show-leak-kinds=$(leaks)
valgrind_run = $(valgrind_$(VALGRIND))
LOG_COMPILER = $(valgrind_run)
LOG_DRIVER = env CMOCKA_MESSAGE_OUTPUT=TAP AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
BATS_LOG_DRIVER = env AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
BATS_LOG_COMPILER = $(BATS) --tap
AM_TESTS_ENVIRONMENT = \
	TOP_SRCDIR='$(abs_top_srcdir)'; TOP_BUILDDIR='$(abs_top_builddir)'; \
	COTEXTO_SHARED="$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}"; \
	COTEXTO_VALGRIND='$(valgrind_run)'; \
	export TOP_SRCDIR TOP_BUILDDIR COTEXTO_SHARED COTEXTO_VALGRIND;

# What a program links with unless it says otherwise (src/cli does): the rooms themselves, with their inner functions.
LDADD = librooms.la $(CMOCKA_LIBS) $(SQLITE_LIBS)

# A unit test is one program from one file: name it here, its source is tests/unit/NAME.c.
UNIT_TESTS = \
	tests/unit/align \
	tests/unit/analyse \
	tests/unit/base \
	tests/unit/check \
	tests/unit/exact \
	tests/unit/exchange \
	tests/unit/fill \
	tests/unit/hostile \
	tests/unit/index \
	tests/unit/links \
	tests/unit/match \
	tests/unit/memory \
	tests/unit/percent \
	tests/unit/picture \
	tests/unit/placeable \
	tests/unit/review \
	tests/unit/segment \
	tests/unit/srx \
	tests/unit/starved \
	tests/unit/terms \
	tests/unit/text \
	tests/unit/together \
	tests/unit/undo
tests_unit_analyse_SOURCES = tests/unit/analyse.c $(TEXTS)
tests_unit_analyse_LDADD = $(LDADD) -lpthread
tests_unit_exact_SOURCES = tests/unit/exact.c $(TEXTS) $(TRUTH)
tests_unit_exact_LDADD = $(LDADD) -lpthread
tests_unit_hostile_SOURCES = tests/unit/hostile.c $(DAMAGE)
tests_unit_percent_SOURCES = tests/unit/percent.c $(PERCENT_PROOF)
tests_unit_percent_LDADD = $(LDADD) $(ICU_LIBS) $(JANSSON_LIBS) $(STEMMER_LIBS)
tests_unit_starved_SOURCES = tests/unit/starved.c $(DAMAGE)
tests_unit_starved_LDADD = $(LDADD) $(JANSSON_LIBS) $(XML_LIBS)
tests_unit_starved_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup
# What tests share with bench: texts, the percent a second time, and what lookup must find.
TEXTS = tests/unit/texts.c tests/unit/texts.h tests/unit/corpus.c tests/unit/corpus.h
DAMAGE = tests/unit/damage.c tests/unit/damage.h
TRUTH = tests/unit/truth.c tests/unit/truth.h
PERCENT_PROOF = $(TEXTS) tests/unit/percent_proof.c tests/unit/percent_proof.h tests/unit/slow_percent.c tests/unit/slow_percent.h
EXTRA_DIST += tests/unit/test.h tests/unit/random.h tests/data/segment/README.md
EXTRA_DIST += $(foreach lang,ar de en es fr it ja pt ru zh,tests/data/segment/$(lang).tuned.txt tests/data/segment/$(lang).held.txt)
EXTRA_DIST += tests/data/align/README.md
EXTRA_DIST += $(foreach text,lake.es lake.ru port.en port.zh train.en train.ar observatory.en observatory.ja letters.en letters.he,tests/data/align/$(text).txt)
EXTRA_DIST += $(foreach name,lake port train observatory letters,tests/data/align/$(name).gold)

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif

# Command tests are bats files; what they share is in common.bash.
CLI_TESTS = \
	tests/cli/align.bats \
	tests/cli/analyse.bats \
	tests/cli/bad-input.bats \
	tests/cli/batch.bats \
	tests/cli/changes.bats \
	tests/cli/check.bats \
	tests/cli/documents.bats \
	tests/cli/doubts.bats \
	tests/cli/exchange.bats \
	tests/cli/hits.bats \
	tests/cli/hostile.bats \
	tests/cli/house.bats \
	tests/cli/import.bats \
	tests/cli/interchange.bats \
	tests/cli/lookup.bats \
	tests/cli/messages.bats \
	tests/cli/pretranslate.bats \
	tests/cli/review.bats \
	tests/cli/search.bats \
	tests/cli/statements.bats \
	tests/cli/survive.bats \
	tests/cli/terms.bats \
	tests/cli/together.bats \
	tests/cli/tools.bats
EXTRA_DIST += $(CLI_TESTS) tests/cli/common.bash tests/cli/console.py tests/cli/documents.py tests/cli/hostile.py tests/cli/interop_pretranslate.py tests/cli/interop_xliff.py tests/cli/kill.py tests/cli/review.bash tests/cli/stop.py
if HAVE_BATS
TESTS += $(CLI_TESTS)
endif

AM_DEFAULT_SOURCE_EXT = .c

# What came of the real files that are not part of this tree, as a table.
EXTRA_DIST += tests/interop.py
.PHONY: interop
interop: cotexto
	python3 $(srcdir)/tests/interop.py table ./cotexto $${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared} >interop.md && \
	mv interop.md $(srcdir)/doc/interop.md
