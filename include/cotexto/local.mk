cotextoincludedir = $(includedir)/cotexto
cotextoinclude_HEADERS = \
	include/cotexto/common.h \
	include/cotexto/error.h \
	include/cotexto/visibility.h
