/*
 * gov_snapshot: reading a generation.
 *
 * gov_snapshot_open() proves every offset, length and text of the file once;
 * after it, lookups follow offsets without checks and cannot leave the
 * mapping.  A snapshot is read-only and may be read by any number of threads.
 */

#ifndef GOV_SNAPSHOT_H
#define GOV_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "../core/gov_str.h"
#include "gov_format.h"


#define GOV_SNAPSHOT_NAME_LEN GOV_SHA256_HEX_LEN

#define GOV_SNAPSHOT_VERIFY   0x01 /* compute the SHA-256 and compare */
#define GOV_SNAPSHOT_POPULATE 0x02 /* fault all pages in before returning */


typedef struct {
    const unsigned char    *base;
    uint64_t                size;
    bool                    mapped; /* munmap() at close */
    char                    name[GOV_SNAPSHOT_NAME_LEN + 1]; /* hex of id */
    const gov_header_t     *header;
    const gov_path_index_t *index; /* NULL: no path section */
    const uint32_t         *displacements;
    const gov_slot_t       *slots;
    const gov_section_t    *replies; /* NULL: no replies */
    const uint32_t         *towns;
    uint32_t                ntowns;
    gov_str_t               meta; /* JSON */
    uint32_t                nreplies;
} gov_snapshot_t;


/*
 * Reads size bytes at base, which stay the caller's and outlive the snapshot.
 * 0, or -1 with a sentence in err (of errlen bytes) that says what is wrong
 * and where.
 */
int gov_snapshot_open(gov_snapshot_t *snap, const void *base, uint64_t size,
                      unsigned flags, char *err, size_t errlen);

/*
 * Maps the file behind fd (read-only, shared; fd may be closed afterwards)
 * and opens it.  0 or -1 as above, with nothing left mapped.
 */
int gov_snapshot_map(gov_snapshot_t *snap, int fd, unsigned flags, char *err,
                     size_t errlen);

/* Unmaps; costs milliseconds for large files, so not in an event loop. */
void gov_snapshot_close(gov_snapshot_t *snap);


/* The only slot that key can be in; the snapshot has a path section. */
static inline const gov_slot_t *
gov_snapshot_slot(const gov_snapshot_t *snap, gov_str_t key, uint64_t *hash)
{
    uint32_t bucket, n;

    *hash = gov_hash64(key.data, key.len, snap->index->seed);
    bucket = gov_path_bucket(*hash, snap->index->nbuckets);
    n = gov_path_slot(*hash, snap->displacements[bucket], snap->index->nslots);

    return &snap->slots[n];
}


/* The reply of exactly that key, or NULL. */
static inline const gov_reply_t *
gov_snapshot_find(const gov_snapshot_t *snap, gov_str_t key)
{
    uint64_t           hash;
    const gov_slot_t  *slot;
    const gov_reply_t *reply;

    if (snap->index == NULL) {
        return NULL;
    }

    slot = gov_snapshot_slot(snap, key, &hash);

    if (slot->hash != hash || slot->off == 0) {
        return NULL;
    }

    reply = (const gov_reply_t *)(snap->base + slot->off);

    if (reply->key_len != key.len || memcmp(reply + 1, key.data, key.len) != 0)
    {
        return NULL;
    }

    return reply;
}


static inline gov_str_t
gov_reply_key(const gov_reply_t *reply)
{
    return (gov_str_t){ (const char *)(reply + 1), reply->key_len };
}


static inline const gov_variant_t *
gov_reply_variants(const gov_reply_t *reply)
{
    return (const gov_variant_t *)((const char *)(reply + 1)
                                   + gov_align(reply->key_len, 8));
}


/*
 * The variant that holds at that Unix second, or NULL.  *until is then the
 * second at which the answer changes (GOV_TIME_MAX: never).
 */
const gov_variant_t *gov_reply_at(const gov_reply_t *reply, int64_t now,
                                  int64_t *until);

/* The replies in the order of their keys: the first for NULL, then the next
 * one; NULL after the last. */
const gov_reply_t *gov_snapshot_next(const gov_snapshot_t *snap,
                                     const gov_reply_t    *reply);

/* Whether that is a town of this generation ("441900101"). */
bool gov_snapshot_town(const gov_snapshot_t *snap, gov_str_t code);

/* "identity", "gzip", "br". */
extern const gov_str_t gov_coding_names[GOV_CODING_MAX];


#endif /* GOV_SNAPSHOT_H */
