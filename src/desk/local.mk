librooms_la_SOURCES += \
	src/desk/import.c src/desk/import.h \
	src/desk/import_pair.c \
	src/desk/intake.c src/desk/intake.h \
	src/desk/pair.c src/desk/pair.h
