/*
 * gov_sample_topics: the topics of the sample, their themes and what is
 * handled under each.
 */

#ifndef GOV_SAMPLE_TOPICS_H
#define GOV_SAMPLE_TOPICS_H

#include <stddef.h>


#define GOV_SAMPLE_TOPICS 22

typedef struct {
    const char        *id;
    const char        *title;
    const char        *title_en;
    size_t             nobjects;
    const char *const *objects; /* what people handle, as nouns */
} gov_sample_theme_t;

typedef struct {
    const char               *id;
    const char               *title;
    const char               *title_en;
    int                       department; /* in gov_sample_departments */
    size_t                    checklists; /* shares: of 118 checklists, */
    size_t                    items;      /* of 2711 items, */
    size_t                    knowledge;  /* of the knowledge points */
    size_t                    nthemes;
    const char *const        *words;     /* what people call it */
    const char *const        *materials; /* ids; NULL ends each list */
    const char *const        *facts;     /* ids; NULL: no checklists */
    const gov_sample_theme_t *themes;
} gov_sample_topic_t;


extern const gov_sample_topic_t gov_sample_topics[GOV_SAMPLE_TOPICS];


#endif /* GOV_SAMPLE_TOPICS_H */
