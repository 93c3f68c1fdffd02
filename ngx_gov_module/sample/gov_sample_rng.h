/*
 * gov_sample_rng: splitmix64 (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 *
 * Every document has a generator of its own, so that what stands in one does
 * not move when another grows.
 */

#ifndef GOV_SAMPLE_RNG_H
#define GOV_SAMPLE_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>


typedef struct {
    uint64_t state;
} gov_sample_rng_t;


static inline uint64_t
gov_sample_rng_next(gov_sample_rng_t *rng)
{
    uint64_t z;

    rng->state += 0x9e3779b97f4a7c15ull;

    z = rng->state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;

    return z ^ (z >> 31);
}


/* The generator of document n of a kind. */
static inline gov_sample_rng_t
gov_sample_rng_of(uint64_t seed, unsigned kind, size_t n)
{
    gov_sample_rng_t rng;

    rng.state = seed;
    rng.state = gov_sample_rng_next(&rng) ^ kind;
    rng.state = gov_sample_rng_next(&rng) ^ n;

    return rng;
}


/* From 0 to n - 1; n > 0.  Uneven by less than n in 2^64. */
static inline size_t
gov_sample_rng_below(gov_sample_rng_t *rng, size_t n)
{
    return (size_t)(gov_sample_rng_next(rng) % n);
}


static inline bool
gov_sample_rng_percent(gov_sample_rng_t *rng, unsigned percent)
{
    return gov_sample_rng_below(rng, 100) < percent;
}


/*
 * Where n of 0..space - 1 goes when all of them are shuffled: never two to
 * the same place.  An affine map: cheap, and mixed enough for word tables.
 */
static inline size_t
gov_sample_rng_place(uint64_t seed, size_t n, size_t space)
{
    size_t           step, a, b, rest;
    gov_sample_rng_t rng;

    rng.state = seed ^ space;

    do {
        step = 1 + gov_sample_rng_below(&rng, space);

        for (a = space, b = step; b != 0; a = b, b = rest) {
            rest = a % b;
        }
    } while (a != 1);

    return (gov_sample_rng_below(&rng, space) + n * step) % space;
}


#endif /* GOV_SAMPLE_RNG_H */
