/*
 * gov_locate: from a value in a document to its line in the source file.
 *
 * Content keeps no text: the file is read again when something in it is at
 * fault, once for all faults that are asked about in a row.  Whoever has many
 * documents goes through them file by file (gov_locate_order).
 */

#ifndef GOV_LOCATE_H
#define GOV_LOCATE_H

#include <stdbool.h>

#include "../core/gov_json.h"
#include "gov_content.h"


typedef struct {
    const gov_content_t *content; /* the caller's */
    const char          *file;    /* the one that is open; NULL: none */
    char                *text;    /* read again; NULL: the content's own */
    gov_json_lines_t    *lines;   /* NULL: the file cannot be read now */
} gov_locate_t;


/* Ready for use; the content outlives it. */
void gov_locate_init(gov_locate_t *locate, const gov_content_t *content);

/* Frees what was read. */
void gov_locate_done(gov_locate_t *locate);

/*
 * The line of a value of the document's file, with key the line of its key;
 * the path is from the root of the file.  0: the file is gone.
 */
unsigned gov_locate_line(gov_locate_t *locate, const gov_doc_t *doc,
                         const gov_json_path_t *path, bool key);

/* For qsort() of gov_doc_t: by kind, file, place in the file; and of
 * gov_doc_t *. */
int gov_locate_order(const void *one, const void *two);
int gov_locate_order_ptr(const void *one, const void *two);


#endif /* GOV_LOCATE_H */
