# Programs that measure; `make bench` builds and runs them. They link with the rooms and are never installed.
EXTRA_PROGRAMS += bench/align
bench_align_LDADD = librooms.la $(MATH_LIBS)

.PHONY: bench bench-align
bench: bench-align
bench-align: bench/align
	bench/align $${COTEXTO_SHARED:-$(abs_top_srcdir)/../shared}/data
