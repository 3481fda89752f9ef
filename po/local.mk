# Message catalogues. `make update-po` brings po/es.po up to the sources; a test fails while a message is untranslated.
linguas = es
po_catalogues = po/es/LC_MESSAGES/cotexto.mo
EXTRA_DIST += po/es.po

noinst_DATA += $(po_catalogues)
CLEANFILES += $(po_catalogues) po/cotexto.pot

po/es/LC_MESSAGES/cotexto.mo: po/es.po
	$(AM_V_GEN)$(MKDIR_P) po/es/LC_MESSAGES && $(MSGFMT) -c -o $@ $(srcdir)/po/es.po

# Sorted, and without places in the sources, so that a catalogue changes only where a message does.
xgettext = $(XGETTEXT) --keyword=_ --keyword=N_ --keyword=P_:1,2 --from-code=UTF-8 --no-location --sort-output \
	--package-name=cotexto

.PHONY: pot update-po
pot:
	$(AM_V_GEN)$(MKDIR_P) po && cd $(srcdir) && find src -name '*.[ch]' | LC_ALL=C sort | \
	$(xgettext) --files-from=- -o $(abs_builddir)/po/cotexto.pot
update-po: pot
	for lang in $(linguas); do \
	$(MSGMERGE) --quiet --no-location --sort-output --no-fuzzy-matching --update --backup=none \
	$(srcdir)/po/$$lang.po po/cotexto.pot && \
	$(MSGATTRIB) --no-obsolete --no-location --sort-output -o $(srcdir)/po/$$lang.po $(srcdir)/po/$$lang.po || exit 1; \
	done

install-data-local: $(po_catalogues)
	for lang in $(linguas); do \
	$(MKDIR_P) $(DESTDIR)$(localedir)/$$lang/LC_MESSAGES && \
	$(INSTALL_DATA) po/$$lang/LC_MESSAGES/cotexto.mo $(DESTDIR)$(localedir)/$$lang/LC_MESSAGES/cotexto.mo || exit 1; done
uninstall-local:
	for lang in $(linguas); do rm -f $(DESTDIR)$(localedir)/$$lang/LC_MESSAGES/cotexto.mo; done
