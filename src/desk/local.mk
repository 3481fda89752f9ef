librooms_la_SOURCES += \
	src/desk/adapt.c src/desk/adapt.h \
	src/desk/align.c \
	src/desk/alignment.c src/desk/alignment.h \
	src/desk/anchors.c src/desk/anchors.h \
	src/desk/doctor.c \
	src/desk/evidence.c src/desk/evidence.h \
	src/desk/export.c \
	src/desk/fragment.c src/desk/fragment.h \
	src/desk/hits.c src/desk/hits.h \
	src/desk/import.c src/desk/import.h \
	src/desk/import_exchange.c \
	src/desk/import_pair.c \
	src/desk/intake.c src/desk/intake.h \
	src/desk/learn.c src/desk/learn.h \
	src/desk/lexicon.c src/desk/lexicon.h \
	src/desk/lookup.c \
	src/desk/pair.c src/desk/pair.h \
	src/desk/picture.c src/desk/picture.h \
	src/desk/rules.c src/desk/rules.h \
	src/desk/search.c \
	src/desk/svg.c src/desk/svg.h \
	src/desk/tools.c \
	src/desk/words.c src/desk/words.h
