/*
 * gov_code: the content codings of a plan's bodies.
 *
 * gzip -9 and brotli -11, at build time; a coding is kept only when it is at
 * least GOV_CODE_GAIN per cent smaller than the identity bytes.  Work is
 * shared out to threads; the result does not depend on how many.
 */

#ifndef GOV_CODE_H
#define GOV_CODE_H

#include "gov_plan.h"
#include "gov_snapshot.h"


#define GOV_CODE_GAIN        5 /* per cent */
#define GOV_CODE_THREADS_MAX 64


/* Names the compressors and their settings; what one name made may be reused
 * under the same name.  At most sizeof(gov_header_t.coder) - 1 bytes. */
void gov_coder_name(bool fast, char *out, size_t len);

/*
 * Fills coded[] of every entry.  Where `earlier` (NULL allowed) was made by
 * the same coder and holds the same identity bytes, its coded bytes are
 * pointed to, not made again: it must outlive the plan's use.
 *
 * 0, or -1 with a sentence in err.
 */
int gov_code_plan(gov_plan_t *plan, const gov_snapshot_t *earlier, bool fast,
                  unsigned threads, gov_progress_pt progress, void *data,
                  char *err, size_t errlen);


#endif /* GOV_CODE_H */
