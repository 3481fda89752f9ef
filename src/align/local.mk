librooms_la_SOURCES += \
	src/align/align.c src/align/align.h \
	src/align/anchors.c src/align/anchors.h \
	src/align/band.c src/align/band.h \
	src/align/boundary.c src/align/boundary.h \
	src/align/cognate.c src/align/cognate.h \
	src/align/confidence.c src/align/confidence.h \
	src/align/crossing.c src/align/crossing.h \
	src/align/cut.c src/align/cut.h \
	src/align/fit.c src/align/fit.h \
	src/align/learn.c \
	src/align/length.c src/align/length.h \
	src/align/lexicon.c src/align/lexicon.h \
	src/align/links.c src/align/links.h \
	src/align/model1.c src/align/model1.h \
	src/align/numerals.c src/align/numerals.h \
	src/align/pairs.c src/align/pairs.h \
	src/align/score.c src/align/score.h \
	src/align/search.c src/align/search.h \
	src/align/shapes.c src/align/shapes.h \
	src/align/spans.c \
	src/align/stretch.c src/align/stretch.h \
	src/align/table.c src/align/table.h \
	src/align/vocabulary.c src/align/vocabulary.h \
	src/align/words.c src/align/words.h
