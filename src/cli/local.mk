bin_PROGRAMS += cotexto
cotexto_SOURCES = \
	src/cli/align.c \
	src/cli/analyse.c \
	src/cli/analysis_print.c src/cli/analysis_print.h \
	src/cli/batch.c src/cli/batch.h \
	src/cli/backup.c \
	src/cli/changes.c src/cli/changes.h \
	src/cli/check.c \
	src/cli/cli.h \
	src/cli/completion.c \
	src/cli/convert.c \
	src/cli/clean.c \
	src/cli/delete.c \
	src/cli/details.c src/cli/details.h \
	src/cli/detect.c \
	src/cli/difference.c src/cli/difference.h \
	src/cli/doctor.c \
	src/cli/edit.c \
	src/cli/export.c \
	src/cli/held.c \
	src/cli/hits_print.c src/cli/hits_print.h \
	src/cli/import.c \
	src/cli/input.c src/cli/input.h \
	src/cli/intake.c \
	src/cli/json.c src/cli/json.h \
	src/cli/learn.c \
	src/cli/lookup.c \
	src/cli/log.c \
	src/cli/main.c \
	src/cli/options.c src/cli/options.h \
	src/cli/percent.c \
	src/cli/pretranslate.c \
	src/cli/reader.c src/cli/reader.h \
	src/cli/reindex.c \
	src/cli/repairs.c src/cli/repairs.h \
	src/cli/report.c src/cli/report.h \
	src/cli/review.c \
	src/cli/review_act.c \
	src/cli/review_draw.c \
	src/cli/review_keys.c \
	src/cli/review_list.c src/cli/review_list.h \
	src/cli/review_screen.c src/cli/review_screen.h \
	src/cli/review_terminfo.c src/cli/review_terminfo.h \
	src/cli/review_text.c src/cli/review_text.h \
	src/cli/review_view.c src/cli/review_view.h \
	src/cli/search.c \
	src/cli/segment.c \
	src/cli/stats.c \
	src/cli/term_print.c src/cli/term_print.h \
	src/cli/terms.c \
	src/cli/terminal.c src/cli/terminal.h \
	src/cli/undo.c \
	src/cli/workers.c src/cli/workers.h
# only what the world has
cotexto_LDADD = libcotexto.la $(JANSSON_LIBS) $(CURSES_LIBS) $(INTL_LIBS) -lpthread
