librooms_la_SOURCES += src/match/percent.h
