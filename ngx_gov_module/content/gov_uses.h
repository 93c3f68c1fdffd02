/*
 * gov_uses: which other documents a document leans on.
 *
 * One walk over the field table finds references and the parameters named in
 * texts; renderer and builder share it, so that what is printed and what can
 * change it never differ.
 */

#ifndef GOV_USES_H
#define GOV_USES_H

#include <stdbool.h>

#include "gov_content.h"


typedef struct {
    const gov_doc_t **docs; /* by kind, then id; none twice */
    size_t            n;
    size_t            nalloc;
    bool              failed; /* memory ran out */
} gov_uses_t;


/*
 * Collects into uses, which starts zeroed: what the document names, and the
 * parameters in the texts of what is shown whole inside it.
 */
void gov_uses_collect(const gov_content_t *content, const gov_doc_t *doc,
                      gov_uses_t *uses);

void gov_uses_free(gov_uses_t *uses);

/*
 * The next {{id}} in text at or after *pos: its id (without braces) in *id,
 * *start the offset of its first brace, *pos moved behind it.  False: none.
 */
bool gov_uses_next(gov_str_t text, size_t *pos, size_t *start, gov_str_t *id);


#endif /* GOV_USES_H */
