/*
 * gov_sample_text: sentences filled in from word tables.
 *
 * A text knows what it is about and which words it has used: within one text
 * no sentence and no phrase comes again before its table is used up.
 */

#ifndef GOV_SAMPLE_TEXT_H
#define GOV_SAMPLE_TEXT_H

#include "../core/gov_buf.h"
#include "gov_sample_rng.h"
#include "gov_sample_topics.h"
#include "gov_sample_words.h"


/* A walk through a table of n, all of it before any of it again. */
typedef struct {
    size_t at;
    size_t step; /* 0: not begun */
} gov_sample_walk_t;

typedef struct {
    gov_sample_rng_t *rng;

    /* what capitals stand for; the strings belong to others */
    const char *object;        /* $O */
    const char *theme;         /* $T */
    const char *department;    /* $D */
    const char *who;           /* $W */
    const char *plight;        /* $C */
    const char *issuer;        /* $X */
    char        parameter[64]; /* $P */

    const gov_sample_topic_t *topic; /* $M: one of its materials */

    gov_sample_walk_t slots[26];
    gov_sample_walk_t materials;
    gov_sample_walk_t towns; /* $N */
    gov_sample_walk_t sections[GOV_SAMPLE_SECTIONS];
} gov_sample_text_t;


/* About the topic in general; set the rest afterwards.  rng outlives it. */
void gov_sample_text_init(gov_sample_text_t *text, gov_sample_rng_t *rng,
                          const gov_sample_topic_t *topic);

/* Appends the section's next sentence. */
void gov_sample_text_say(gov_sample_text_t *text, gov_sample_section_e section,
                         gov_buf_t *out);


#endif /* GOV_SAMPLE_TEXT_H */
