/*
 * gov_content_load: a load under way; private to gov_content.
 */

#ifndef GOV_CONTENT_LOAD_H
#define GOV_CONTENT_LOAD_H

#include <stdbool.h>

#include "gov_content.h"


typedef struct {
    gov_content_t *content; /* arena and roots are in use */
    gov_report_t  *report;
    gov_doc_t     *docs; /* in the order of loading; malloc() */
    size_t         ndocs;
    size_t         nalloc;
    bool           nomem; /* the load cannot go on */
} gov_content_load_t;


/*
 * Takes up the documents of a text.  name, which names the file, lives as
 * long as the content; the text need not.
 */
void gov_content_add_text(gov_content_load_t *load, gov_kind_e kind,
                          const char *name, const char *text, size_t len);

/* Takes up a directory's kinds.  False, reported: it cannot be read. */
bool gov_content_add_dir(gov_content_load_t *load, const char *dir);


#endif /* GOV_CONTENT_LOAD_H */
