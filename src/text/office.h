/* Word processor files: DOCX (ECMA-376) and ODT (OASIS OpenDocument), which are XML in a zip
 * archive. */
#ifndef TEXT_OFFICE_H
#define TEXT_OFFICE_H

#include "text/structure.h"

/* true when the bytes are a zip archive. */
bool office_is_zip(cotexto_text bytes);

/* The blocks of the document's running text, in `arena`. Errors, COTEXTO_DATA: "binary" for an
 * archive that is neither, "office" for a damaged one, "too-long" for a part that unpacks to more
 * than 256 MiB or to more than 200 times its packed size. */
bool office_read(cotexto_text bytes, struct arena *arena, struct structure *out,
                 cotexto_error *error);

#endif
