librooms_la_SOURCES += \
	src/exchange/cells.c src/exchange/cells.h \
	src/exchange/exchange.c src/exchange/exchange.h \
	src/exchange/fields.c src/exchange/fields.h \
	src/exchange/fill.h \
	src/exchange/formats.h \
	src/exchange/gathered.h \
	src/exchange/inline.c src/exchange/inline.h \
	src/exchange/jsonl.c \
	src/exchange/places.c src/exchange/places.h \
	src/exchange/po.h src/exchange/po_fill.c src/exchange/po_read.c src/exchange/po_write.c \
	src/exchange/profile.c src/exchange/profile.h \
	src/exchange/repair.c src/exchange/repair.h \
	src/exchange/splice.c src/exchange/splice.h \
	src/exchange/table_read.c src/exchange/table_write.c \
	src/exchange/tbx.c src/exchange/tbx.h \
	src/exchange/tbx_read.c \
	src/exchange/tbx_write.c \
	src/exchange/term_table.h \
	src/exchange/term_table_read.c src/exchange/term_table_write.c \
	src/exchange/tmx.c src/exchange/tmx.h \
	src/exchange/tmx_read.c \
	src/exchange/tmx_write.c \
	src/exchange/xliff.c src/exchange/xliff.h \
	src/exchange/xliff_content.c src/exchange/xliff_content.h \
	src/exchange/xliff_document.c \
	src/exchange/xliff_fill.c \
	src/exchange/xliff_read.c \
	src/exchange/xliff_slots.c src/exchange/xliff_slots.h \
	src/exchange/xliff_write.c \
	src/exchange/xml.c src/exchange/xml.h \
	src/exchange/xml_reader.c src/exchange/xml_reader.h
