/*
 * gov_render: a document as the JSON a client gets, as of a moment.
 *
 * Fields come in the order of the kind's table.  In texts {{id}} becomes the
 * parameter's value as of that moment; a value whose status is illustrative is
 * never printed: GOV_RENDER_ASK stands in its place.  After the fields follow
 *
 *   "parameters"  every parameter the document leans on, with its text
 *   "refs"        every document it names: kind, id, title, and href, or the
 *                 whole document when its kind has no route of its own
 *
 * References to documents that do not hold at that moment are left out of
 * lists.  The content has passed gov_lint().
 */

#ifndef GOV_RENDER_H
#define GOV_RENDER_H

#include <stdbool.h>

#include "../core/gov_buf.h"
#include "gov_content.h"


#define GOV_RENDER_ASK    "以窗口或 12345 答复为准"
#define GOV_RENDER_SAMPLE "示例内容，仅供演示，不作为办事依据"


/* The Unix seconds at which a reply can change; ascending, no value twice. */
typedef struct {
    int64_t *at;
    size_t   n;
    size_t   nalloc;
    bool     failed; /* memory ran out */
} gov_moments_t;

void gov_moments_free(gov_moments_t *moments);

/* Adds one; GOV_TIME_MIN and GOV_TIME_MAX are passed over. */
void gov_moments_add(gov_moments_t *moments, int64_t at);

/* Adds every moment at which the document's reply can change. */
void gov_render_moments(const gov_content_t *content, const gov_doc_t *doc,
                        gov_moments_t *moments);

/* Whether the document holds at that second. */
static inline bool
gov_render_holds(const gov_doc_t *doc, int64_t at)
{
    return doc->valid_from <= at && at < doc->valid_to;
}

/* The whole document. */
void gov_render_doc(const gov_content_t *content, const gov_doc_t *doc,
                    int64_t at, gov_buf_t *out);

/* Its entry in a list page: the fields marked GOV_SUMMARY. */
void gov_render_summary(const gov_content_t *content, const gov_doc_t *doc,
                        int64_t at, gov_buf_t *out);


#endif /* GOV_RENDER_H */
