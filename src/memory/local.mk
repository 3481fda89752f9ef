librooms_la_SOURCES += \
	src/memory/backup.c \
	src/memory/check.c \
	src/memory/doctor.c \
	src/memory/document.c \
	src/memory/each.c \
	src/memory/exception.c \
	src/memory/find.c \
	src/memory/hashes.c src/memory/hashes.h \
	src/memory/history.h \
	src/memory/index.c src/memory/index.h \
	src/memory/journal.c \
	src/memory/language.c \
	src/memory/lexicon.c \
	src/memory/memory.h \
	src/memory/open.c \
	src/memory/recent.c \
	src/memory/reindex.c \
	src/memory/remember.c \
	src/memory/schema.c src/memory/schema.h \
	src/memory/sql.c src/memory/sql.h \
	src/memory/statements.c \
	src/memory/stats.c \
	src/memory/store.h \
	src/memory/term.c src/memory/term.h \
	src/memory/undo.c \
	src/memory/unit.c src/memory/unit_read.c \
	src/memory/words.c src/memory/words.h
