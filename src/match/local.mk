librooms_la_SOURCES += \
	src/match/adapt.c src/match/adapt.h \
	src/match/block.c src/match/block.h \
	src/match/conventions.c src/match/conventions.h \
	src/match/cost.h \
	src/match/currency.c src/match/currency.h \
	src/match/date.c \
	src/match/entries.c src/match/entries.h \
	src/match/find.c src/match/find.h \
	src/match/flags.c src/match/flags.h \
	src/match/keys.c src/match/keys.h \
	src/match/number.c src/match/number.h \
	src/match/percent.c src/match/percent.h \
	src/match/placeable.c src/match/placeable.h \
	src/match/rewrite.c src/match/rewrite.h \
	src/match/scan.h \
	src/match/script.c \
	src/match/terms.c src/match/terms.h \
	src/match/varint.h
