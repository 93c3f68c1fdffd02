#include "gov_index.h"

#include <stdlib.h>


#define GOV_INDEX_LOAD  4         /* keys a bucket, on average */
#define GOV_INDEX_TRIES (1 << 22) /* displacements tried for a bucket */
#define GOV_INDEX_SEEDS 16


typedef struct {
    uint32_t bucket;
    uint32_t key;
    uint64_t hash;
} gov_index_member_t;

typedef struct {
    uint32_t first; /* in members */
    uint32_t n;
    uint32_t bucket;
} gov_index_bucket_t;

typedef struct {
    size_t              n;
    uint32_t            nbuckets;
    uint32_t            nslots;
    gov_index_member_t *members;
    gov_index_bucket_t *buckets;
    uint32_t           *displacements;
    gov_slot_t         *slots;
} gov_index_t;


static uint32_t
gov_index_nbuckets(size_t n)
{
    return (uint32_t)(n / GOV_INDEX_LOAD + 1);
}


static uint32_t
gov_index_nslots(size_t n)
{
    return (uint32_t)(n + n / 16 + 1);
}


uint64_t
gov_index_size(size_t n)
{
    return sizeof(gov_path_index_t)
           + gov_align((uint64_t)gov_index_nbuckets(n) * sizeof(uint32_t), 8)
           + (uint64_t)gov_index_nslots(n) * sizeof(gov_slot_t);
}


static int
gov_index_by_bucket(const void *one, const void *two)
{
    const gov_index_member_t *a = one, *b = two;

    if (a->bucket != b->bucket) {
        return a->bucket < b->bucket ? -1 : 1;
    }

    return (a->hash > b->hash) - (a->hash < b->hash);
}


/* the fullest buckets are placed first, while there is most room */

static int
gov_index_by_size(const void *one, const void *two)
{
    const gov_index_bucket_t *a = one, *b = two;

    if (a->n != b->n) {
        return a->n > b->n ? -1 : 1;
    }

    return (a->bucket > b->bucket) - (a->bucket < b->bucket);
}


static int
gov_index_group(gov_index_t *index, const gov_index_key_t *keys, uint64_t seed)
{
    size_t              i;
    gov_index_member_t *member;
    gov_index_bucket_t *bucket;

    for (i = 0; i < index->n; i++) {
        member = &index->members[i];
        member->key = (uint32_t)i;
        member->hash = gov_hash64(keys[i].key, keys[i].len, seed);
        member->bucket = gov_path_bucket(member->hash, index->nbuckets);
    }

    qsort(index->members, index->n, sizeof(gov_index_member_t),
          gov_index_by_bucket);
    memset(index->buckets, 0, index->nbuckets * sizeof(gov_index_bucket_t));

    for (i = 0; i < index->n; i++) {
        member = &index->members[i];

        if (i != 0 && member->hash == member[-1].hash) {
            return -1;
        }

        bucket = &index->buckets[member->bucket];

        if (bucket->n++ == 0) {
            bucket->first = (uint32_t)i;
            bucket->bucket = member->bucket;
        }
    }

    qsort(index->buckets, index->nbuckets, sizeof(gov_index_bucket_t),
          gov_index_by_size);

    return 0;
}


/* Puts the bucket's keys where this displacement says, or none of them. */

static bool
gov_index_try(gov_index_t *index, const gov_index_key_t *keys,
              const gov_index_bucket_t *bucket, uint32_t displacement)
{
    uint32_t                  i, slot;
    const gov_index_member_t *member;

    for (i = 0; i < bucket->n; i++) {
        member = &index->members[bucket->first + i];
        slot = gov_path_slot(member->hash, displacement, index->nslots);

        if (index->slots[slot].off != 0) {
            break;
        }

        index->slots[slot].hash = member->hash;
        index->slots[slot].off = keys[member->key].off;
    }

    if (i == bucket->n) {
        return true;
    }

    while (i > 0) {
        member = &index->members[bucket->first + --i];
        slot = gov_path_slot(member->hash, displacement, index->nslots);
        memset(&index->slots[slot], 0, sizeof(gov_slot_t));
    }

    return false;
}


static int
gov_index_place(gov_index_t *index, const gov_index_key_t *keys)
{
    uint32_t                  i, displacement;
    const gov_index_bucket_t *bucket;

    memset(index->slots, 0, index->nslots * sizeof(gov_slot_t));
    memset(index->displacements, 0, index->nbuckets * sizeof(uint32_t));

    for (i = 0; i < index->nbuckets; i++) {
        bucket = &index->buckets[i];

        if (bucket->n == 0) {
            break;
        }

        for (displacement = 0;
             !gov_index_try(index, keys, bucket, displacement); displacement++)
        {
            if (displacement == GOV_INDEX_TRIES) {
                return -1;
            }
        }

        index->displacements[bucket->bucket] = displacement;
    }

    return 0;
}


static void
gov_index_emit(const gov_index_t *index, uint64_t seed, gov_buf_t *out)
{
    static const char pad[8];
    gov_path_index_t  head;
    size_t            len;

    head.seed = seed;
    head.nbuckets = index->nbuckets;
    head.nslots = index->nslots;
    len = index->nbuckets * sizeof(uint32_t);

    gov_buf_add(out, &head, sizeof(head));
    gov_buf_add(out, index->displacements, len);
    gov_buf_add(out, pad, gov_align(len, 8) - len);
    gov_buf_add(out, index->slots, index->nslots * sizeof(gov_slot_t));
}


int
gov_index_build(const gov_index_key_t *keys, size_t n, gov_buf_t *out)
{
    int         rc;
    uint64_t    seed;
    gov_index_t index = { 0 };

    index.n = n;
    index.nbuckets = gov_index_nbuckets(n);
    index.nslots = gov_index_nslots(n);
    index.members = malloc(n * sizeof(gov_index_member_t));
    index.buckets = malloc(index.nbuckets * sizeof(gov_index_bucket_t));
    index.displacements = malloc(index.nbuckets * sizeof(uint32_t));
    index.slots = malloc(index.nslots * sizeof(gov_slot_t));

    rc = -1;

    if (index.members != NULL && index.buckets != NULL
        && index.displacements != NULL && index.slots != NULL)
    {
        for (seed = 0; seed < GOV_INDEX_SEEDS && rc != 0; seed++) {
            if (gov_index_group(&index, keys, seed) == 0
                && gov_index_place(&index, keys) == 0)
            {
                gov_index_emit(&index, seed, out);
                rc = out->failed ? -1 : 0;
            }
        }
    }

    free(index.members);
    free(index.buckets);
    free(index.displacements);
    free(index.slots);

    return rc;
}
