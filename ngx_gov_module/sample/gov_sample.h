/*
 * gov_sample: content of the real schema in the real amounts, made up.
 *
 * Deterministic: the same counts and seed give the same bytes on every
 * machine (a splitmix64 generator of our own, no clock, no locale).  Every
 * document says "sample": true and "status": "illustrative".
 */

#ifndef GOV_SAMPLE_H
#define GOV_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "../core/gov_report.h"


typedef struct {
    size_t   checklists;
    size_t   items; /* of which 1300 in 2711 are cityWide, exactly
                       floor(items * 1300 / 2711 + 0.5) */
    size_t   knowledge;
    size_t   places;
    uint64_t seed;
} gov_sample_t;


/*
 * Writes the tree into dir (made if missing; must be empty).  0, or -1 with
 * the reason in the report.
 */
int gov_sample_write(const gov_sample_t *sample, const char *dir,
                     gov_report_t *report);


#endif /* GOV_SAMPLE_H */
