dist_man_MANS += doc/cotexto.1
dist_doc_DATA += README.md README.es.md NEWS CONTRIBUTING.md \
	doc/alignment.md doc/check.md doc/formats.md doc/interop.md doc/matching.md doc/schema.md doc/tutorial.md doc/tutorial.es.md
EXTRA_DIST += COPYING bootstrap check demo \
	examples/island-summit-2032.en.txt examples/island-summit-2032.es.txt \
	examples/rio-hondo-2031.en.txt examples/rio-hondo-2031.es.txt \
	examples/santa-aurelia-2029.en.txt examples/santa-aurelia-2029.es.txt

# A page for each command, and what shells complete by: written by the program as it was built, so not when it was built for
# another machine.
EXTRA_DIST += doc/generate doc/manpage.awk
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
if !CROSS
noinst_DATA += doc/generated/stamp
endif
doc/generated/stamp: cotexto$(EXEEXT) doc/cotexto.1 doc/generate doc/manpage.awk
	$(AM_V_GEN)$(SHELL) $(srcdir)/doc/generate ./cotexto$(EXEEXT) $(srcdir)/doc doc/generated '$(AWK)' && touch $@
clean-local:
	rm -rf doc/generated
install-exec-hook: # after the program
if !CROSS
	$(MKDIR_P) '$(DESTDIR)$(man1dir)' '$(DESTDIR)$(bashcompletiondir)' '$(DESTDIR)$(zshcompletiondir)' '$(DESTDIR)$(fishcompletiondir)'
	$(INSTALL_DATA) doc/generated/cotexto-*.1 '$(DESTDIR)$(man1dir)'
	$(INSTALL_DATA) doc/generated/cotexto '$(DESTDIR)$(bashcompletiondir)'
	$(INSTALL_DATA) doc/generated/_cotexto '$(DESTDIR)$(zshcompletiondir)'
	$(INSTALL_DATA) doc/generated/cotexto.fish '$(DESTDIR)$(fishcompletiondir)'
endif
uninstall-hook:
	rm -f '$(DESTDIR)$(man1dir)'/cotexto-*.1 '$(DESTDIR)$(bashcompletiondir)/cotexto' \
		'$(DESTDIR)$(zshcompletiondir)/_cotexto' '$(DESTDIR)$(fishcompletiondir)/cotexto.fish'
