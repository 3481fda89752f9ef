# Programs that measure; `make bench` builds and runs them. They link with the rooms and are never installed.
EXTRA_PROGRAMS += bench/align bench/analyse bench/check bench/fit bench/segment bench/encodings bench/lookup bench/percent
bench_align_SOURCES = bench/align.c bench/calibration.c bench/calibration.h bench/hostile.c bench/hostile.h
bench_align_LDADD = librooms.la $(MATH_LIBS)
bench_analyse_SOURCES = bench/analyse.c bench/lookup.h bench/lookup_memory.c bench/measure.c $(TEXTS)
bench_analyse_LDADD = librooms.la $(SQLITE_LIBS) -lpthread
bench_check_LDADD = librooms.la $(ICU_LIBS)
bench_encodings_LDADD = librooms.la $(ICU_LIBS) $(LTLIBICONV)
bench_fit_LDADD = librooms.la $(MATH_LIBS)
bench_lookup_SOURCES = bench/lookup.c bench/lookup.h bench/lookup_memory.c bench/lookup_peers.c bench/measure.c $(TEXTS) $(TRUTH)
bench_lookup_LDADD = librooms.la $(SQLITE_LIBS) -lpthread
bench_percent_SOURCES = bench/percent.c $(PERCENT_PROOF)
bench_percent_LDADD = librooms.la $(ICU_LIBS) $(JANSSON_LIBS) $(STEMMER_LIBS)
bench_segment_LDADD = librooms.la $(ICU_LIBS)

.PHONY: bench bench-align bench-analyse bench-check bench-exchange bench-fit bench-segment bench-encodings bench-lookup bench-percent
bench: bench-align bench-analyse bench-check bench-exchange bench-fit bench-segment bench-encodings bench-lookup bench-percent
# on hand-aligned texts; then on running pairs without the shortest kind (messages of programs)
bench-align: bench/align cotexto
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	bench/align $$data && \
	xzcat $$data/corpus/pairs-200k.tsv.xz | grep -v 'deb-mo:' >bench/pairs.tsv && \
	cut -f 1 bench/pairs.tsv >bench/pairs.en && cut -f 2 bench/pairs.tsv >bench/pairs.es && \
	bench/align --speed bench/pairs.es bench/pairs.en 1000 10000 50000 200000 1000000 && \
	$(LIBTOOL) --mode=execute bench/align --import ./cotexto bench/pairs.es bench/pairs.en
CLEANFILES += bench/pairs.tsv bench/pairs.en bench/pairs.es

# human translations as they are, and with an error planted for each check
bench-check: bench/check
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	xzcat $$data/corpus/pairs-200k.tsv.xz | grep -v 'deb-mo:' >bench/running.tsv && \
	xzcat $$data/corpus/pairs-200k.tsv.xz | grep 'deb-mo:' >bench/messages.tsv && \
	python3 $(srcdir)/bench/beads.py $$data/align/tico es en >bench/tico.tsv && \
	python3 $(srcdir)/bench/beads.py $$data/align/novel-dev en fr >bench/novels.tsv && \
	python3 $(srcdir)/bench/beads.py $$data/align/textberg-dev de fr >bench/textberg.tsv && \
	python3 $(srcdir)/bench/beads.py $$data/statements en es >bench/statements.tsv && \
	for run in "running en es" "messages en es" "tico es en" "novels en fr" "textberg de fr" "statements en es"; do \
	set -- $$run; bench/check bench/$$1.tsv $$2 $$3 || exit 1; done
EXTRA_DIST += bench/beads.py
CLEANFILES += bench/running.tsv bench/messages.tsv bench/tico.tsv bench/novels.tsv bench/textberg.tsv bench/statements.tsv

# real pairs of texts and wrong ones
bench-fit: bench/fit
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	xzcat $$data/corpus/pairs-200k.tsv.xz | grep -v 'deb-mo:' >bench/fit.tsv && bench/fit $$data bench/fit.tsv
CLEANFILES += bench/fit.tsv

# 200,000 real sentences of each language
bench-segment: bench/segment
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	for lang in en:1 es:2; do \
	xzcat $$data/corpus/pairs-200k.tsv.xz | cut -f $${lang#*:} >bench/text.$${lang%:*} && \
	bench/segment $${lang%:*} bench/text.$${lang%:*} && \
	head -c 2000000 bench/text.$${lang%:*} >bench/part.$${lang%:*} && \
	bench/segment $${lang%:*} bench/part.$${lang%:*} $$data/interchange/srx/omegat__default_segmentation.srx || exit 1; done
CLEANFILES += bench/text.en bench/text.es bench/part.en bench/part.es

# pieces of running texts
bench-encodings: bench/encodings
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	for lang in en:1 es:2; do \
	xzcat $$data/corpus/pairs-200k.tsv.xz | grep -v 'deb-mo:' | cut -f $${lang#*:} >bench/pieces.$${lang%:*} || exit 1; done; \
	bench/encodings bench/pieces.en bench/pieces.es
CLEANFILES += bench/pieces.en bench/pieces.es

# the percent twice over 100,000 pairs, and its speed
bench-percent: bench/percent
	COTEXTO_SHARED=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared} bench/percent

# a memory of a million units, exactness and speed; BENCH_LOOKUP="--units 10000000" for another size
bench-lookup: bench/lookup cotexto
	COTEXTO_SHARED=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared} \
	$(LIBTOOL) --mode=execute bench/lookup $(BENCH_LOOKUP) --program ./cotexto bench/lookup.db
CLEANFILES += bench/lookup.db bench/lookup.db-wal bench/lookup.db-shm

# a memory of a million units; BENCH_ANALYSE="--units 100000" for another size
bench-analyse: bench/analyse
	COTEXTO_SHARED=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared} bench/analyse $(BENCH_ANALYSE) bench/analyse.db
CLEANFILES += bench/analyse.db bench/analyse.db-wal bench/analyse.db-shm

# TMX in and out; BENCH_EXCHANGE=1000 for a file of so many MB
bench-exchange: cotexto
	data=$${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data; \
	LD_LIBRARY_PATH=$(abs_builddir)/.libs python3 $(srcdir)/bench/exchange.py .libs/cotexto $$data/corpus/pairs-487k.tsv.xz $(BENCH_EXCHANGE)
EXTRA_DIST += bench/exchange.py
