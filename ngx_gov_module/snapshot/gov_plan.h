/*
 * gov_plan: every reply a generation will hold, before compression.
 *
 * A plan is a flat list of (key, from, to, body) made from content: one entry
 * per document and per list page and per interval in which its bytes stay the
 * same.  gov_plan_make() leaves it ordered by key and time, with neighbouring
 * intervals of equal bytes joined.
 */

#ifndef GOV_PLAN_H
#define GOV_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "../content/gov_content.h"
#include "../core/gov_buf.h"
#include "gov_format.h"


#define GOV_PAGE_SIZE 20 /* entries of a list page */


typedef struct {
    const char *data;
    uint32_t    len;
    char        etag[GOV_ETAG_LEN];
} gov_coded_t;

typedef struct {
    const char *key;  /* in the plan's arena */
    const char *link; /* value of the Link header, or NULL */
    int64_t     from;
    int64_t     to;
    uint8_t     type;
    uint8_t     kind;
    bool        list;
    bool        reused; /* coded bodies came from the earlier generation */
    gov_buf_t   body;   /* identity bytes; owned */
    uint8_t     sha256[GOV_SHA256_LEN]; /* of them */
    gov_coded_t coded[GOV_CODING_MAX];  /* filled by gov_code_plan() */
    gov_buf_t   packed[GOV_CODING_MAX]; /* owns what was compressed */
} gov_plan_entry_t;

typedef struct {
    gov_arena_t      *arena;
    gov_plan_entry_t *entries;
    size_t            n;
    size_t            nalloc;
    bool              sample; /* something in it is sample content */
} gov_plan_t;


/* Tells how far a stage is; may be NULL.  Called from one thread. */
typedef void (*gov_progress_pt)(void *data, const char *stage, size_t done,
                                size_t total);


/*
 * The plan of linted content.  NULL with a sentence in err: no memory, or a
 * reply with more than GOV_VARIANTS_MAX intervals or too long a key.
 */
gov_plan_t *gov_plan_make(const gov_content_t *content,
                          gov_progress_pt progress, void *data, char *err,
                          size_t errlen);

void gov_plan_free(gov_plan_t *plan);


#endif /* GOV_PLAN_H */
