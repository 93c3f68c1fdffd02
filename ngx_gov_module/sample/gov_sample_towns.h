/*
 * gov_sample_towns: the 36 town-level units of Dongguan and their villages.
 */

#ifndef GOV_SAMPLE_TOWNS_H
#define GOV_SAMPLE_TOWNS_H

#include <stddef.h>


#define GOV_SAMPLE_TOWNS    36
#define GOV_SAMPLE_VILLAGES 603 /* of all towns together */

typedef struct {
    const char        *code; /* nine digits */
    const char        *title;
    const char        *title_en;
    const char        *type;
    long               lat; /* 1e-6 degrees, WGS 84, to about two km */
    long               lon;
    size_t             nvillages;
    const char *const *villages;
} gov_sample_town_t;


extern const gov_sample_town_t gov_sample_towns[GOV_SAMPLE_TOWNS];


#endif /* GOV_SAMPLE_TOWNS_H */
