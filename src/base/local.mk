librooms_la_SOURCES += \
	src/base/arena.c src/base/arena.h \
	src/base/bloom.c src/base/bloom.h \
	src/base/common.c \
	src/base/error.c src/base/error.h \
	src/base/file.c src/base/file.h \
	src/base/markup.c src/base/markup.h \
	src/base/message.h \
	src/base/packed.c src/base/packed.h \
	src/base/parallel.c src/base/parallel.h \
	src/base/sort.c src/base/sort.h \
	src/base/string.c src/base/string.h \
	src/base/table.c src/base/table.h \
	src/base/tag.c src/base/tag.h \
	src/base/text.c src/base/text.h
