#include <stdio.h>

#include "gov_sample_parts.h"


#define GOV_SAMPLE_RULES 4 /* parameters of a theme */

/* What a theme's parameters are, by the last part of their ids. */

static const struct {
    const char *id;
    const char *title;
    const char *unit;
    long        least;
    long        most;
    long        step;
} gov_sample_rules[] = {
    { "limit", "法定办理时限", "workday", 10, 60, 5 },
    { "promise", "承诺办理时限", "workday", 1, 10, 1 },
    { "fresh", "材料有效期限", "day", 30, 180, 30 },

    /* the fourth is one of these */
    { "rule", "累计月数要求", "month", 6, 60, 6 },
    { "rule", "计算比例", "percent", 5, 90, 5 },
    { "rule", "补助标准", "fen", 50000, 500000, 10000 },
    { "rule", "年龄要求", "age", 16, 60, 1 },
    { "rule", "次数上限", "count", 1, 12, 1 },
    { "rule", "年限要求", "year", 1, 15, 1 },
};

#define GOV_SAMPLE_RULE_FORMS                                                 \
    (sizeof(gov_sample_rules) / sizeof(gov_sample_rules[0]))


static void
gov_sample_value(gov_sample_ctx_t *ctx, long value, const char *from,
                 const char *to)
{
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_open_flat(out, NULL, '{');
    gov_sample_out_int(out, "value", value);
    gov_sample_out_str(out, "validFrom", from);

    if (to != NULL) {
        gov_sample_out_str(out, "validTo", to);
    }

    gov_sample_out_str(out, "status", "illustrative");
    gov_sample_out_str(out, "source", GOV_SAMPLE_SOURCE);
    gov_sample_out_str(out, "checkedOn", GOV_SAMPLE_CHECKED_ON);
    gov_sample_out_close_flat(out, '}');
}


/* A parameter, one in eight with a new value each year. */

static void
gov_sample_parameter(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                     const char *id, const char *title, size_t form)
{
    long   value;
    size_t n;

    gov_sample_base_doc(ctx, id, title, NULL);
    gov_sample_out_str(&ctx->out, "unit", gov_sample_rules[form].unit);
    gov_sample_out_str(&ctx->out, "basis", "示例依据，非现行文件");
    gov_sample_out_open(&ctx->out, "values", '[');

    n = (size_t)((gov_sample_rules[form].most - gov_sample_rules[form].least)
                 / gov_sample_rules[form].step);
    value = gov_sample_rules[form].least
            + (long)gov_sample_rng_below(rng, n) * gov_sample_rules[form].step;

    if (gov_sample_rng_percent(rng, 12)) {
        gov_sample_value(ctx, value, "2025-01-01", "2025-12-31");
        gov_sample_value(ctx, value + gov_sample_rules[form].step,
                         "2026-01-01", "2026-12-31");

    } else {
        gov_sample_value(ctx, value, "2024-07-01", NULL);
    }

    gov_sample_out_close(&ctx->out, ']');
    gov_sample_out_doc_end(&ctx->out);
}


void
gov_sample_parameters_write(gov_sample_ctx_t *ctx)
{
    char                      id[GOV_ID_MAX + 1], title[256];
    size_t                    i, j, k, n, form;
    gov_sample_rng_t          rng;
    const gov_sample_topic_t *topic;

    n = 0;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        topic = &gov_sample_topics[i];

        for (j = 0; j < topic->nthemes; j++) {
            for (k = 0; k < GOV_SAMPLE_RULES; k++, n++) {
                rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_PARAMETER,
                                        n);
                form = k;

                if (k == GOV_SAMPLE_RULES - 1) {
                    form += gov_sample_rng_below(
                        &rng, GOV_SAMPLE_RULE_FORMS - GOV_SAMPLE_RULES + 1);
                }

                snprintf(id, sizeof(id), "%s-%s-%s", topic->id,
                         topic->themes[j].id, gov_sample_rules[form].id);
                snprintf(title, sizeof(title), "%s%s", topic->themes[j].title,
                         gov_sample_rules[form].title);

                gov_sample_parameter(ctx, &rng, id, title, form);
            }
        }
    }

    /* those that conditions of gov_sample_facts name */

    rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_PARAMETER, n);
    gov_sample_parameter(ctx, &rng, "months-paid-least", "累计缴费月数要求",
                         GOV_SAMPLE_RULES - 1);
    gov_sample_parameter(ctx, &rng, "income-month-line", "月收入标准",
                         GOV_SAMPLE_RULES + 1);
}


void
gov_sample_name_parameter(gov_sample_text_t        *text,
                          const gov_sample_theme_t *theme)
{
    size_t i;

    i = gov_sample_rng_below(text->rng, GOV_SAMPLE_RULES);

    snprintf(text->parameter, sizeof(text->parameter), "%s-%s-%s",
             text->topic->id, theme->id, gov_sample_rules[i].id);
}
