/*
 * gov_sample_facts: the questions of the sample, and how each splits people.
 *
 * The splits of a fact are disjoint and leave nobody out, so that a tree of
 * them is complete by construction.
 */

#ifndef GOV_SAMPLE_FACTS_H
#define GOV_SAMPLE_FACTS_H


#define GOV_SAMPLE_FACTS 35

typedef struct {
    const char *value;
    const char *label;
} gov_sample_option_t;

typedef struct {
    const char *when;  /* a condition, JSON */
    const char *label; /* the same in words */
} gov_sample_split_t;

typedef struct {
    const char                *id;
    const char                *title;
    const char                *type;
    const char                *person;
    const char                *question;
    const char                *help;
    const char                *dont_know;
    const gov_sample_option_t *options; /* NULL value ends; NULL: no enum */
    const gov_sample_split_t  *splits;  /* NULL condition ends */
    const char                *established; /* the value a step may bring
                                               about, JSON; NULL: none */
} gov_sample_fact_t;


extern const gov_sample_fact_t gov_sample_facts[GOV_SAMPLE_FACTS];


#endif /* GOV_SAMPLE_FACTS_H */
