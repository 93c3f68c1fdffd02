#include "gov_sample_parts.h"

#include <stdio.h>


void
gov_sample_common(gov_sample_ctx_t *ctx, const gov_sample_common_t *common)
{
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_str(out, "title", common->title);

    if (common->title_en != NULL) {
        gov_sample_out_str(out, "titleEn", common->title_en);
    }

    gov_sample_out_int(out, "version", (long)common->version);
    gov_sample_out_bool(out, "sample", true);
    gov_sample_out_str(out, "status", "illustrative");
    gov_sample_out_str(out, "source", GOV_SAMPLE_SOURCE);
    gov_sample_out_str(out, "checkedOn", GOV_SAMPLE_CHECKED_ON);

    if (common->valid_from != NULL) {
        gov_sample_out_str(out, "validFrom", common->valid_from);
    }

    if (common->valid_to != NULL) {
        gov_sample_out_str(out, "validTo", common->valid_to);
    }
}


void
gov_sample_id(gov_kind_e kind, size_t n, char *id)
{
    if (kind == GOV_KIND_KNOWLEDGE) {
        snprintf(id, GOV_SAMPLE_ID_SIZE, "k-%06zu", n + 1);

    } else {
        snprintf(id, GOV_SAMPLE_ID_SIZE, "%c-%05zu",
                 kind == GOV_KIND_ITEM ? 'i' : 'p', n + 1);
    }
}


void
gov_sample_refs(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng, const char *key,
                gov_kind_e kind, const gov_sample_range_t *range, size_t n,
                size_t not )
{
    char   id[GOV_SAMPLE_ID_SIZE];
    size_t i, j, picked[GOV_SAMPLE_REFS_MAX];

    /* where half the range or more is wanted, chance would take long */
    n = n > range->n / 2 ? range->n / 2 : n;

    if (n == 0) {
        return;
    }

    gov_sample_out_open_flat(&ctx->out, key, '[');

    for (i = 0; i < n; i++) {
        do {
            picked[i] = range->first + gov_sample_rng_below(rng, range->n);

            for (j = 0; j < i && picked[j] != picked[i]; j++) {
                /* void */
            }
        } while (j < i || picked[i] == not );

        gov_sample_id(kind, picked[i], id);
        gov_sample_out_str(&ctx->out, NULL, id);
    }

    gov_sample_out_close_flat(&ctx->out, ']');
}


void
gov_sample_strs(gov_sample_ctx_t *ctx, const char *key,
                const char *const *list, size_t most)
{
    size_t i;

    if (most == 0 || list[0] == NULL) {
        return;
    }

    gov_sample_out_open_flat(&ctx->out, key, '[');

    for (i = 0; i < most && list[i] != NULL; i++) {
        gov_sample_out_str(&ctx->out, NULL, list[i]);
    }

    gov_sample_out_close_flat(&ctx->out, ']');
}


void
gov_sample_say(gov_sample_ctx_t *ctx, gov_sample_text_t *text, const char *key,
               gov_sample_section_e section)
{
    gov_sample_text_say(text, section, &ctx->line);
    gov_sample_out_buf(&ctx->out, key, &ctx->line);
}


size_t
gov_sample_objects(const gov_sample_topic_t *topic)
{
    size_t i, n;

    for (n = 0, i = 0; i < topic->nthemes; i++) {
        n += topic->themes[i].nobjects;
    }

    return n;
}


const char *
gov_sample_object(const gov_sample_topic_t *topic, size_t n,
                  const gov_sample_theme_t **theme)
{
    size_t i;

    for (i = 0; n >= topic->themes[i].nobjects; i++) {
        n -= topic->themes[i].nobjects;
    }

    *theme = &topic->themes[i];

    return topic->themes[i].objects[n];
}
