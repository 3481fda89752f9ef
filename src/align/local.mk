librooms_la_SOURCES += src/align/align.h
