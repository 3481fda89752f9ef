librooms_la_SOURCES += \
	src/text/blocks.c src/text/blocks.h \
	src/text/decode.c src/text/decode.h \
	src/text/fold.c \
	src/text/function_words.c src/text/function_words.h \
	src/text/html.c \
	src/text/kinds.c src/text/kinds.h \
	src/text/language.c src/text/language.h \
	src/text/markdown.c \
	src/text/marks.c src/text/marks.h \
	src/text/office.c src/text/office.h \
	src/text/letters.c src/text/letters.h \
	src/text/mojibake.c src/text/mojibake.h \
	src/text/recognise.c src/text/recognise.h \
	src/text/stem.c src/text/stem.h \
	src/text/stream.c src/text/stream.h \
	src/text/structure.c src/text/structure.h \
	src/text/tokens.c src/text/tokens.h \
	src/text/unicode.c src/text/unicode.h \
	src/text/unit.c src/text/unit.h
