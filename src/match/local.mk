librooms_la_SOURCES += \
	src/match/block.c src/match/block.h \
	src/match/cost.h \
	src/match/entries.c src/match/entries.h \
	src/match/find.c src/match/find.h \
	src/match/flags.c \
	src/match/keys.c src/match/keys.h \
	src/match/percent.c src/match/percent.h \
	src/match/script.c \
	src/match/varint.h
