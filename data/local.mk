segment_files = \
	data/segment/ar.txt \
	data/segment/de.txt \
	data/segment/en.txt \
	data/segment/es.txt \
	data/segment/fr.txt \
	data/segment/it.txt \
	data/segment/ja.txt \
	data/segment/pt.txt \
	data/segment/ru.txt \
	data/segment/zh.txt
EXTRA_DIST += $(segment_files) data/segment/embed.awk

nodist_librooms_la_SOURCES += data/segment/embedded.c
CLEANFILES += data/segment/embedded.c

data/segment/embedded.c: $(segment_files) data/segment/embed.awk
	$(AM_V_GEN)$(MKDIR_P) data/segment && \
	files=; for file in $(segment_files); do files="$$files $(srcdir)/$$file"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/data/segment/embed.awk $$files > $@.part && mv $@.part $@

EXTRA_DIST += data/letters/letters.txt data/letters/embed.awk data/letters/make.py

nodist_librooms_la_SOURCES += data/letters/embedded.c
CLEANFILES += data/letters/embedded.c

data/letters/embedded.c: data/letters/letters.txt data/letters/embed.awk
	$(AM_V_GEN)$(MKDIR_P) data/letters && \
	LC_ALL=C $(AWK) -f $(srcdir)/data/letters/embed.awk $(srcdir)/data/letters/letters.txt > $@.part && mv $@.part $@

term_files = \
	data/terms/de.txt \
	data/terms/en.txt \
	data/terms/es.txt \
	data/terms/fr.txt \
	data/terms/it.txt \
	data/terms/pt.txt
EXTRA_DIST += $(term_files) data/terms/embed.awk

nodist_librooms_la_SOURCES += data/terms/embedded.c
CLEANFILES += data/terms/embedded.c

data/terms/embedded.c: $(term_files) data/terms/embed.awk
	$(AM_V_GEN)$(MKDIR_P) data/terms && \
	files=; for file in $(term_files); do files="$$files $(srcdir)/$$file"; done; \
	LC_ALL=C $(AWK) -f $(srcdir)/data/terms/embed.awk $$files > $@.part && mv $@.part $@
