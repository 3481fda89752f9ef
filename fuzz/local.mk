# Fuzz targets: fuzz/NAME.c is one, or several with different macros. Configured with --enable-fuzzing (clang) they are
# libFuzzer programs, which `make fuzz` runs; else tests that replay what once was found, and seeds, from tests/data/fuzz/NAME.
FUZZ_FORMATS = fuzz/tmx fuzz/xliff fuzz/xliff2 fuzz/po fuzz/tbx fuzz/tsv fuzz/csv fuzz/jsonl
FUZZ_TARGETS = $(FUZZ_FORMATS) \
	fuzz/adapt \
	fuzz/align \
	fuzz/document \
	fuzz/fill \
	fuzz/index \
	fuzz/memory \
	fuzz/percent \
	fuzz/segment \
	fuzz/srx

FUZZ_COMMON = fuzz/fuzz.c fuzz/fuzz.h
check_PROGRAMS += $(FUZZ_TARGETS)
if FUZZING
FUZZ_MAIN =
fuzz_flags = -fsanitize=fuzzer
else
FUZZ_MAIN = fuzz/replay.c
fuzz_flags =
TESTS += $(FUZZ_TARGETS)
endif
EXTRA_DIST += fuzz/replay.c
EXTRA_DIST += tests/data/fuzz

# The formats of the registry have one source; what GIVES_BACK says stands there.
fuzz_tmx_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_tmx_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"tmx"' -DGIVES_BACK=TEXTS
fuzz_xliff_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_xliff_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"xliff"' -DGIVES_BACK=TEXTS
fuzz_po_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_po_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"po"' -DGIVES_BACK=TRIMMED
fuzz_xliff2_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_xliff2_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"xliff2"' -DGIVES_BACK=TEXTS
fuzz_tbx_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_tbx_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"tbx"' -DGIVES_BACK=TEXTS
fuzz_csv_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_csv_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"csv"' -DGIVES_BACK=TEXTS
fuzz_jsonl_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_jsonl_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"jsonl"' -DGIVES_BACK=TAGS
fuzz_tsv_SOURCES = fuzz/exchange.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_tsv_CPPFLAGS = $(AM_CPPFLAGS) -DFORMAT='"tsv"' -DGIVES_BACK=TEXTS

fuzz_adapt_SOURCES = fuzz/adapt.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_align_SOURCES = fuzz/align.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_document_SOURCES = fuzz/document.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_fill_SOURCES = fuzz/fill.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_index_SOURCES = fuzz/index.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_memory_SOURCES = fuzz/memory.c $(DAMAGE) $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_memory_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit
fuzz_percent_SOURCES = fuzz/percent.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_segment_SOURCES = fuzz/segment.c $(FUZZ_COMMON) $(FUZZ_MAIN)
fuzz_srx_SOURCES = fuzz/srx.c $(FUZZ_COMMON) $(FUZZ_MAIN)

fuzz_tmx_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_xliff_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_po_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_xliff2_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_tbx_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_csv_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_jsonl_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_tsv_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_adapt_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_align_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_document_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_fill_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_index_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_memory_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_percent_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_segment_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)
fuzz_srx_LDFLAGS = $(AM_LDFLAGS) $(fuzz_flags)

# Each target for FUZZ_SECONDS; what it makes of its seeds is kept in fuzz/corpus, what it finds in fuzz/findings.
FUZZ_SECONDS = 60
FUZZ_OPTIONS = -max_len=20000 -timeout=20
.PHONY: fuzz fuzz-programs
fuzz-programs: $(FUZZ_TARGETS)
fuzz: $(FUZZ_TARGETS)
	@shared=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data/interchange; found=; \
	for target in $(FUZZ_TARGETS); do \
	  name=$${target#fuzz/}; seeds=$(abs_top_srcdir)/tests/data/fuzz/$$name; \
	  mkdir -p fuzz/corpus/$$name fuzz/findings/$$name; \
	  [ ! -d "$$shared/$$name" ] || seeds="$$seeds $$shared/$$name"; \
	  if ./$$target $(FUZZ_OPTIONS) -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=fuzz/findings/$$name/ \
	    fuzz/corpus/$$name $$seeds >fuzz/$$name.log 2>&1; \
	  then echo "PASS: $$target: $$(grep '^Done' fuzz/$$name.log)"; \
	  else echo "FAIL: $$target (fuzz/$$name.log, fuzz/findings/$$name)"; found=yes; tail -n 30 fuzz/$$name.log; fi; \
	done; [ -z "$$found" ]
