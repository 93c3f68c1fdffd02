/*
 * gov_hash: hashes of bytes.
 *
 * gov_hash64 is for tables inside a generation: fast, seeded, not secret.  It
 * folds 128-bit products (the idea of Wang Yi's wyhash) over little-endian
 * words; its results are part of the generation format, so a change of it is a
 * change of GOV_GENERATION_FORMAT.
 *
 * SHA-256 is OpenSSL's.
 */

#ifndef GOV_HASH_H
#define GOV_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>


#define GOV_SHA256_LEN     32
#define GOV_SHA256_HEX_LEN 64

#define GOV_HASH_K0 0x9e3779b97f4a7c15ull
#define GOV_HASH_K1 0xd6e8feb86659fd93ull
#define GOV_HASH_K2 0xa0761d6478bd642full


static inline uint64_t
gov_hash_fold(uint64_t a, uint64_t b)
{
    __uint128_t product;

    product = (__uint128_t)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}


static inline uint64_t
gov_hash_read(const unsigned char *p, size_t n)
{
    uint64_t word;

    word = 0;
    memcpy(&word, p, n);

    return word;
}


static inline uint64_t
gov_hash64(const void *data, size_t len, uint64_t seed)
{
    size_t               left;
    uint64_t             h;
    const unsigned char *p;

    p = data;
    h = seed ^ gov_hash_fold(len ^ GOV_HASH_K0, GOV_HASH_K1);

    for (left = len; left > 16; left -= 16, p += 16) {
        h = gov_hash_fold(gov_hash_read(p, 8) ^ GOV_HASH_K1,
                          gov_hash_read(p + 8, 8) ^ h);
    }

    if (left > 8) {
        h = gov_hash_fold(gov_hash_read(p, 8) ^ GOV_HASH_K1,
                          gov_hash_read(p + 8, left - 8) ^ h);

    } else {
        h = gov_hash_fold(gov_hash_read(p, left) ^ GOV_HASH_K1, h);
    }

    return gov_hash_fold(h ^ GOV_HASH_K2, GOV_HASH_K0);
}


/* A running SHA-256. */
typedef struct gov_sha256_s gov_sha256_t;

/* NULL: OpenSSL refused. */
gov_sha256_t *gov_sha256_new(void);
bool          gov_sha256_add(gov_sha256_t *sha, const void *data, size_t len);
/* The digest; frees sha in every case. */
bool gov_sha256_end(gov_sha256_t *sha, uint8_t digest[GOV_SHA256_LEN]);
/* In one go. */
bool gov_sha256(const void *data, size_t len, uint8_t digest[GOV_SHA256_LEN]);

/* Lower-case hex, NUL-terminated; out holds 2 * len + 1 bytes. */
void gov_hex(const uint8_t *data, size_t len, char *out);
/* 2 * len hex digits of either case; false when one is not. */
bool gov_unhex(const char *text, uint8_t *out, size_t len);


#endif /* GOV_HASH_H */
