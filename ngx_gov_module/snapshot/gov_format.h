/*
 * gov_format: the bytes of a generation file.
 *
 *   header | section table | sections, each aligned to 64 bytes
 *
 * Integers are in the byte order of the machine that built the file (the
 * header says which; another order is refused).  Positions are offsets from
 * the start of the file, never pointers.  The file's identity is the SHA-256
 * of all its bytes with header.id zeroed; nothing in it depends on when, where
 * or from which earlier file it was built.
 *
 * Sections are tagged and versioned: a reader passes over tags it does not
 * know, and a missing section disables only what needs it.
 *
 *   META  a JSON text for people: counts, kinds, sample or not
 *   PATH  the path index: gov_path_index_t, displacements, slots
 *   REPL  replies, ordered by key, each
 *             gov_reply_t | key | gov_variant_t[] | links | bodies
 *         aligned to 64 bytes, so that what one request reads lies together
 *   TOWN  uint32_t[]: the known town codes, ascending
 *
 * The path index is a hash-and-displace table (Belazzougui, Botelho,
 * Dietzfelbinger: "Hash, displace, and compress", ESA 2009): one hash of the
 * key gives a bucket, the bucket's displacement and the same hash give the
 * only slot the key can be in, and one comparison settles it.
 */

#ifndef GOV_FORMAT_H
#define GOV_FORMAT_H

#include <stdint.h>

#include "../core/gov_hash.h"


#define GOV_MAGIC         "GOVGEN\r\n"
#define GOV_ENDIAN        0x01020304u
#define GOV_FORMAT        1 /* what is written */
#define GOV_FORMAT_OLDEST 1 /* readers take this one and later: N and N - 1 */
#define GOV_ALIGN         64

#define GOV_TAG(a, b, c, d)                                                   \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16                 \
     | (uint32_t)(d) << 24)

#define GOV_TAG_META GOV_TAG('M', 'E', 'T', 'A')
#define GOV_TAG_PATH GOV_TAG('P', 'A', 'T', 'H')
#define GOV_TAG_REPL GOV_TAG('R', 'E', 'P', 'L')
#define GOV_TAG_TOWN GOV_TAG('T', 'O', 'W', 'N')

#define GOV_SECTION_VERSION 1
#define GOV_SECTIONS_MAX    64

#define GOV_KEY_MAX      512  /* most bytes of a reply's key */
#define GOV_VARIANTS_MAX 4096 /* most validity variants of one reply */
#define GOV_ETAG_LEN     24   /* "22 characters of base64url" with quotes */


typedef enum {
    GOV_CODING_IDENTITY = 0,
    GOV_CODING_GZIP,
    GOV_CODING_BR,
    GOV_CODING_MAX
} gov_coding_e;

typedef enum { GOV_TYPE_JSON = 0, GOV_TYPE_HTML, GOV_TYPE_MAX } gov_type_e;


typedef struct {
    char     magic[8];
    uint32_t endian;
    uint16_t format;
    uint16_t nsections;
    uint64_t size;               /* of the whole file */
    uint8_t  id[GOV_SHA256_LEN]; /* zero while hashed */
    char     coder[72];          /* what compressed the bodies; NUL-padded */
} gov_header_t;

typedef struct {
    uint32_t tag;
    uint32_t version;
    uint64_t off;
    uint64_t len;
} gov_section_t;

typedef struct {
    uint64_t seed;
    uint32_t nbuckets; /* displacements follow: uint32_t each, then padding
                          to 8 bytes */
    uint32_t nslots;   /* slots follow */
} gov_path_index_t;

typedef struct {
    uint64_t hash;
    uint64_t off; /* of the gov_reply_t; 0: empty slot */
} gov_slot_t;

typedef struct {
    uint16_t key_len;   /* the key follows this struct, padded to 8 bytes */
    uint16_t nvariants; /* the variants follow the key */
    uint8_t  type;      /* gov_type_e */
    uint8_t  kind;      /* gov_kind_e of its resource, for metrics */
    uint8_t  list;      /* 1: a list page */
    uint8_t  reserved;
    uint64_t size; /* from this struct to the end of its last body,
                           padding to GOV_ALIGN included */
} gov_reply_t;

typedef struct {
    uint64_t off;
    uint32_t len; /* 0: this coding was not worth keeping */
    char     etag[GOV_ETAG_LEN];
    uint32_t reserved;
} gov_body_t;

typedef struct {
    int64_t    from; /* holds from this Unix second on, */
    int64_t    to;   /* up to, not including, this one */
    gov_body_t body[GOV_CODING_MAX];
    uint64_t   link_off; /* value of the Link header */
    uint32_t   link_len; /* 0: none */
    uint32_t   reserved;
} gov_variant_t;


static inline uint64_t
gov_align(uint64_t n, uint64_t to)
{
    return (n + to - 1) & ~(to - 1);
}


static inline uint32_t
gov_path_bucket(uint64_t hash, uint32_t nbuckets)
{
    return (uint32_t)(((hash >> 32) * nbuckets) >> 32);
}


static inline uint32_t
gov_path_slot(uint64_t hash, uint32_t displacement, uint32_t nslots)
{
    uint64_t mixed;

    mixed = gov_hash_fold(hash + displacement, GOV_HASH_K1);

    return (uint32_t)(((mixed >> 32) * nslots) >> 32);
}


#endif /* GOV_FORMAT_H */
