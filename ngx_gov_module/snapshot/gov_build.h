/*
 * gov_build: content to a generation file.
 *
 * The same content and coder give the same bytes, on however many threads and
 * with or without an earlier generation to reuse from.
 */

#ifndef GOV_BUILD_H
#define GOV_BUILD_H

#include "../content/gov_content.h"
#include "gov_plan.h"
#include "gov_snapshot.h"


typedef struct {
    const gov_snapshot_t *earlier; /* to reuse coded bodies from, or NULL */
    bool                  fast;    /* quick compression, for tests */
    unsigned              threads; /* 0: as many as there are processors */
    gov_progress_pt       progress;
    void                 *data;
} gov_build_options_t;

typedef struct {
    size_t   documents;
    size_t   replies;  /* keys */
    size_t   variants; /* bodies in identity coding */
    size_t   reused;   /* of them with coded bytes from the earlier one */
    uint64_t bytes;    /* of the file */
    char     name[GOV_SNAPSHOT_NAME_LEN + 1];
} gov_build_result_t;


/*
 * Writes the generation of linted content to path: beside it under a
 * temporary name, then fsync, then rename, then fsync of the directory; an
 * older file at path stays whole until then.  Mode 0444.
 *
 * 0, or -1 with a sentence in err and nothing changed at path.
 */
int gov_build(const gov_content_t *content, const char *path,
              const gov_build_options_t *options, gov_build_result_t *result,
              char *err, size_t errlen);


#endif /* GOV_BUILD_H */
