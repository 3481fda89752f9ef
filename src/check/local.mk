librooms_la_SOURCES += \
	src/check/check.h \
	src/check/checks.c \
	src/check/consistency.c \
	src/check/glossary.c \
	src/check/habits.c \
	src/check/marks.c \
	src/check/numbers.c \
	src/check/shape.c \
	src/check/spell.c \
	src/check/tags.c \
	src/check/words.c
