librooms_la_SOURCES += src/exchange/exchange.h
