librooms_la_SOURCES += \
	src/desk/align.c \
	src/desk/alignment.c src/desk/alignment.h \
	src/desk/analyse.c \
	src/desk/analysis_html.c \
	src/desk/anchors.c src/desk/anchors.h \
	src/desk/candidate_describe.c \
	src/desk/candidates.c src/desk/candidates.h \
	src/desk/candidates_write.c \
	src/desk/change.c src/desk/change.h \
	src/desk/check.c \
	src/desk/checker.c src/desk/checker.h \
	src/desk/clean.c \
	src/desk/context.c src/desk/context.h \
	src/desk/convert.c \
	src/desk/difference.c src/desk/difference.h \
	src/desk/doctor.c \
	src/desk/edit.c \
	src/desk/editing.c src/desk/editing.h \
	src/desk/evidence.c src/desk/evidence.h \
	src/desk/exceptions.c src/desk/exceptions.h \
	src/desk/export.c \
	src/desk/filter.c src/desk/filter.h \
	src/desk/fragment.c src/desk/fragment.h \
	src/desk/gather.c src/desk/gather.h \
	src/desk/history.c \
	src/desk/glossary.c src/desk/glossary.h \
	src/desk/glossary_export.c \
	src/desk/hits.c src/desk/hits.h \
	src/desk/import.c src/desk/import.h \
	src/desk/import_exchange.c \
	src/desk/import_pair.c \
	src/desk/input.c src/desk/input.h \
	src/desk/intake.c src/desk/intake.h \
	src/desk/inventory.c src/desk/inventory.h \
	src/desk/kin.c src/desk/kin.h \
	src/desk/learn.c src/desk/learn.h \
	src/desk/lexicon.c src/desk/lexicon.h \
	src/desk/lines.c src/desk/lines.h \
	src/desk/links.c src/desk/links.h \
	src/desk/lookup.c \
	src/desk/nearby.c src/desk/nearby.h \
	src/desk/origins.c src/desk/origins.h \
	src/desk/output.c src/desk/output.h \
	src/desk/pair.c src/desk/pair.h \
	src/desk/penalty.c src/desk/penalty.h \
	src/desk/pattern.c src/desk/pattern.h \
	src/desk/phrase.c src/desk/phrase.h \
	src/desk/picture.c src/desk/picture.h \
	src/desk/pretranslate.c \
	src/desk/rates.c \
	src/desk/replace.c \
	src/desk/piece.c src/desk/piece.h \
	src/desk/resume.c src/desk/resume.h \
	src/desk/review.c \
	src/desk/review_list.c \
	src/desk/review_table.c \
	src/desk/rules.c src/desk/rules.h \
	src/desk/search.c \
	src/desk/segments.c src/desk/segments.h \
	src/desk/selection.c \
	src/desk/svg.c src/desk/svg.h \
	src/desk/tally.c src/desk/tally.h \
	src/desk/tell.c src/desk/tell.h \
	src/desk/term_groups.c src/desk/term_groups.h \
	src/desk/termbase.c src/desk/termbase.h \
	src/desk/terms.c src/desk/terms.h \
	src/desk/tools.c \
	src/desk/transfer.c src/desk/transfer.h
