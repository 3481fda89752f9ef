librooms_la_SOURCES += src/segment/segment.h
