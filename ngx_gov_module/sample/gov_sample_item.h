/*
 * gov_sample_item: an item while it is written; private to gov_sample.
 */

#ifndef GOV_SAMPLE_ITEM_H
#define GOV_SAMPLE_ITEM_H

#include "gov_sample_parts.h"


typedef struct {
    const gov_sample_topic_t *topic;
    const gov_sample_theme_t *theme;
    gov_sample_rng_t         *rng;
    gov_sample_text_t         text;
    size_t                    number; /* among all items */
    bool                      city_wide;
    bool                      whole; /* on line from end to end */
    char                      level;
} gov_sample_item_t;


static inline const char *
gov_sample_choose(gov_sample_rng_t *rng, const char *const *words, size_t n)
{
    return words[gov_sample_rng_below(rng, n)];
}

/* One of the words. */
#define CHOOSE(item, ...)                                                     \
    gov_sample_choose((item)->rng, (const char *const[]){ __VA_ARGS__ },      \
                      sizeof((const char *const[]){ __VA_ARGS__ })            \
                          / sizeof(const char *))


/* Its lists: how it is filed, what to bring, who runs it. */
void gov_sample_item_channels(gov_sample_ctx_t *ctx, gov_sample_item_t *item);
void gov_sample_item_materials(gov_sample_ctx_t *ctx, gov_sample_item_t *item);
void gov_sample_item_implementations(gov_sample_ctx_t  *ctx,
                                     gov_sample_item_t *item);


#endif /* GOV_SAMPLE_ITEM_H */
