librooms_la_SOURCES += src/text/decode.h src/text/language.h src/text/structure.h src/text/tokens.h src/text/unit.h src/text/marks.c src/text/marks.h
