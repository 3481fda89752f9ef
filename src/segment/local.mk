librooms_la_SOURCES += \
	src/segment/data.c src/segment/data.h \
	src/segment/segment.c src/segment/segment.h \
	src/segment/span.c src/segment/span.h \
	src/segment/srx.c src/segment/srx.h
