/*
 * gov_sample_words: the words that sample texts are put together from.
 *
 * gov_sample_slots holds phrases by their letter: "$a" in a sentence stands
 * for one of gov_sample_slots['a' - 'a'].  Constant, valid for ever.
 */

#ifndef GOV_SAMPLE_WORDS_H
#define GOV_SAMPLE_WORDS_H

#include "gov_sample_sentences.h"


#define GOV_SAMPLE_ASPECTS 30

/* what a knowledge point asks about its object, and the section on it */
typedef struct {
    gov_sample_section_e section;
    const char          *title;
} gov_sample_aspect_t;


extern const gov_sample_words_t gov_sample_slots[26];

extern const gov_sample_words_t gov_sample_who;
extern const gov_sample_words_t gov_sample_plight;   /* the first is "" */
extern const gov_sample_words_t gov_sample_act;      /* of items */
extern const gov_sample_words_t gov_sample_variant;  /* the first is "" */
extern const gov_sample_words_t gov_sample_list_act; /* of checklists */

extern const gov_sample_aspect_t gov_sample_aspects[GOV_SAMPLE_ASPECTS];


#endif /* GOV_SAMPLE_WORDS_H */
