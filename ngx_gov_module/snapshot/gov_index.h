/*
 * gov_index: building the path index of a generation (gov_format.h).
 */

#ifndef GOV_INDEX_H
#define GOV_INDEX_H

#include "../core/gov_buf.h"
#include "gov_format.h"


typedef struct {
    const char *key;
    size_t      len;
    uint64_t    off; /* of the reply; not 0 */
} gov_index_key_t;


/*
 * The bytes of a PATH section for n >= 1 distinct keys, appended to out.
 * Deterministic.  0, or -1: no memory, or two keys are equal.
 */
int gov_index_build(const gov_index_key_t *keys, size_t n, gov_buf_t *out);

/* How many bytes that will be. */
uint64_t gov_index_size(size_t n);


#endif /* GOV_INDEX_H */
