# Programs that measure; `make bench` builds and runs them. They link with the rooms and are never installed.
EXTRA_PROGRAMS += bench/align bench/segment bench/encodings
bench_align_LDADD = librooms.la $(MATH_LIBS)
bench_encodings_LDADD = librooms.la $(ICU_LIBS) $(LTLIBICONV)
bench_segment_LDADD = librooms.la $(ICU_LIBS)

.PHONY: bench bench-align bench-segment bench-encodings
bench: bench-align bench-segment bench-encodings
bench-align: bench/align
	bench/align $${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data

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
