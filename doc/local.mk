dist_man_MANS += doc/cotexto.1
dist_doc_DATA += README.md README.es.md NEWS CONTRIBUTING.md \
	doc/alignment.md doc/check.md doc/formats.md doc/interop.md doc/matching.md doc/schema.md
EXTRA_DIST += COPYING bootstrap check demo \
	examples/island-summit-2032.en.txt examples/island-summit-2032.es.txt \
	examples/rio-hondo-2031.en.txt examples/rio-hondo-2031.es.txt \
	examples/santa-aurelia-2029.en.txt examples/santa-aurelia-2029.es.txt
