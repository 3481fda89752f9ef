librooms_la_SOURCES += \
	src/match/cost.h \
	src/match/flags.c \
	src/match/percent.c src/match/percent.h \
	src/match/script.c
