#include <stdio.h>

#include "gov_sample_departments.h"
#include "gov_sample_parts.h"


/* Sentences of a knowledge point, a quantile in each place: most are short,
 * the longest a page and a half. */

static const unsigned char gov_sample_lengths[] = {
    3,  4,  5,  6,  7,  7,  8,  8,  9,  9,  10, 10, 11, 11, 12, 12,
    13, 13, 14, 14, 15, 16, 17, 18, 19, 20, 22, 24, 27, 31, 36, 44,
};

/* What one knowledge point is about. */

typedef struct {
    const gov_sample_topic_t  *topic;
    const gov_sample_theme_t  *theme;
    const gov_sample_aspect_t *aspect;
    const char                *object;
    const char                *who;
    const char                *plight;
    size_t                     length; /* in sentences */
} gov_sample_point_t;


size_t
gov_sample_knowledge_most(const gov_sample_topic_t *topic)
{
    return gov_sample_objects(topic) * GOV_SAMPLE_ASPECTS * gov_sample_who.n
           * gov_sample_plight.n;
}


static void
gov_sample_point(gov_sample_point_t *point, const gov_sample_topic_t *topic,
                 size_t n, gov_sample_rng_t *rng)
{
    size_t i, low, high;

    point->topic = topic;

    point->aspect = &gov_sample_aspects[n % GOV_SAMPLE_ASPECTS];
    n /= GOV_SAMPLE_ASPECTS;
    point->who = gov_sample_who.list[n % gov_sample_who.n];
    n /= gov_sample_who.n;
    point->plight = gov_sample_plight.list[n % gov_sample_plight.n];
    n /= gov_sample_plight.n;
    point->object = gov_sample_object(topic, n, &point->theme);

    i = gov_sample_rng_below(rng, sizeof(gov_sample_lengths) - 1);
    low = gov_sample_lengths[i];
    high = gov_sample_lengths[i + 1];

    point->length = low + gov_sample_rng_below(rng, high - low + 1);
}


/* How many sentences each section of an answer gets: those on the question
 * first and most, then the others in turn. */

static void
gov_sample_answer_plan(const gov_sample_point_t *point, gov_sample_rng_t *rng,
                       size_t n, size_t *counts)
{
    size_t i, lead;

    for (i = 0; i < GOV_SAMPLE_GROUPS; i++) {
        counts[i] = 0;
    }

    lead = n < 3 ? n : 2 + n / 6;
    counts[point->aspect->section] = lead;

    i = gov_sample_rng_below(rng, GOV_SAMPLE_GROUPS);

    for (n -= lead; n > 0; i = (i + 3) % GOV_SAMPLE_GROUPS) {
        if (i != (size_t)point->aspect->section) {
            counts[i]++;
            n--;
        }
    }
}


static void
gov_sample_answer(gov_sample_ctx_t *ctx, gov_sample_text_t *text,
                  const gov_sample_point_t *point, size_t n)
{
    size_t i, j, section, inparagraph;
    size_t counts[GOV_SAMPLE_GROUPS];

    gov_sample_answer_plan(point, text->rng, n, counts);

    inparagraph = 0;

    if (n > 3) {
        gov_sample_text_say(text, GOV_SAMPLE_OPENING, &ctx->line);
        inparagraph = 1;
    }

    for (i = 0; i < GOV_SAMPLE_GROUPS; i++) {
        section = (point->aspect->section + i) % GOV_SAMPLE_GROUPS;

        if (counts[section] > 0 && inparagraph > 2) {
            gov_buf_putc(&ctx->line, '\n');
            inparagraph = 0;
        }

        for (j = 0; j < counts[section]; j++, inparagraph++) {
            gov_sample_text_say(text, (gov_sample_section_e)section,
                                &ctx->line);
        }
    }

    if (text->parameter[0] != '\0') {
        gov_sample_text_say(text, GOV_SAMPLE_PARAMETER, &ctx->line);
    }

    if (n > 2) {
        gov_buf_putc(&ctx->line, '\n');
        gov_sample_text_say(text, GOV_SAMPLE_CLOSING, &ctx->line);
    }

    gov_sample_out_buf(&ctx->out, "answer", &ctx->line);
}


static void
gov_sample_formal(gov_sample_ctx_t *ctx, gov_sample_text_t *text, size_t n)
{
    size_t i, j, most;
    size_t counts[GOV_SAMPLE_RULE_END + 1] = { 0 };

    for (j = 0, i = GOV_SAMPLE_RULE_PURPOSE; j < n; j++) {
        most = gov_sample_sentences((gov_sample_section_e)i)->n;

        if (counts[i] < most) {
            counts[i]++;
        }

        i = i == GOV_SAMPLE_RULE_END ? GOV_SAMPLE_RULE_PURPOSE : i + 1;
    }

    for (i = GOV_SAMPLE_RULE_PURPOSE; i <= GOV_SAMPLE_RULE_END; i++) {
        if (counts[i] > 0 && i != GOV_SAMPLE_RULE_PURPOSE) {
            gov_buf_putc(&ctx->line, '\n');
        }

        for (j = 0; j < counts[i]; j++) {
            gov_sample_text_say(text, (gov_sample_section_e)i, &ctx->line);
        }
    }

    gov_sample_out_buf(&ctx->out, "formal", &ctx->line);
}


/* What it rests on, and what it points to: more, the longer it is. */

static void
gov_sample_point_refs(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                      const gov_sample_point_t *point, size_t self)
{
    size_t            i, n, topic;
    gov_sample_out_t *out;

    out = &ctx->out;
    topic = (size_t)(point->topic - gov_sample_topics);

    gov_sample_out_open(out, "basis", '[');
    gov_sample_out_open_flat(out, NULL, '{');
    gov_buf_printf(&ctx->line, "东莞市%s办事指引（示例）",
                   point->theme->title);
    gov_sample_out_buf(out, "title", &ctx->line);
    gov_sample_out_close_flat(out, '}');
    gov_sample_out_close(out, ']');

    gov_sample_out_str(out, "department",
                       gov_sample_departments[point->topic->department].id);

    n = point->length / 8;
    n = n > 3 ? 3 : n;

    gov_sample_refs(ctx, rng, "items", GOV_KIND_ITEM, &ctx->items[topic], n,
                    GOV_SAMPLE_NONE);

    gov_sample_strs(ctx, "materials", point->topic->materials,
                    point->length > 12 ? n : 0);

    gov_sample_refs(ctx, rng, "related", GOV_KIND_KNOWLEDGE,
                    &ctx->knowledge[topic], n, self);

    gov_sample_out_open_flat(out, "keywords", '[');
    gov_sample_out_str(out, NULL, point->object);

    for (i = 0; i < 1 + n && point->topic->words[i] != NULL; i++) {
        if (strstr(point->object, point->topic->words[i]) == NULL) {
            gov_sample_out_str(out, NULL, point->topic->words[i]);
        }
    }

    gov_sample_out_close_flat(out, ']');
}


static void
gov_sample_point_common(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                        const gov_sample_point_t *point)
{
    char                title[256];
    gov_sample_common_t common;

    snprintf(title, sizeof(title), "%s%s，%s%s", point->who, point->plight,
             point->object, point->aspect->title);

    common = (gov_sample_common_t){ title, NULL, 0, NULL, NULL };
    common.version = 1 + gov_sample_rng_below(rng, 9);

    if (gov_sample_rng_percent(rng, 5)) {
        common.valid_from = "2026-01-01";
        common.valid_to =
            gov_sample_rng_percent(rng, 60) ? "2026-12-31" : NULL;
    }

    gov_sample_common(ctx, &common);
}


static void
gov_sample_point_write(gov_sample_ctx_t *ctx, const gov_sample_point_t *point,
                       gov_sample_rng_t *rng, size_t self)
{
    char              id[GOV_SAMPLE_ID_SIZE];
    size_t            formal;
    gov_sample_out_t *out;
    gov_sample_text_t text;

    out = &ctx->out;

    gov_sample_text_init(&text, rng, point->topic);
    text.object = point->object;
    text.theme = point->theme->title;
    text.who = point->who;
    text.plight = point->plight;

    gov_sample_out_doc(out);
    gov_sample_id(GOV_KIND_KNOWLEDGE, self, id);
    gov_sample_out_str(out, "id", id);
    gov_sample_point_common(ctx, rng, point);

    gov_sample_strs(ctx, "topic", &point->topic->id, 1);

    gov_buf_printf(&ctx->line, "我是%s，%s想问%s，%s？", point->who,
                   point->plight, point->object, point->aspect->title);
    gov_sample_out_buf(out, "question", &ctx->line);

    if (gov_sample_rng_percent(rng, 10)) {
        gov_sample_name_parameter(&text, point->theme);
    }

    formal = point->length < 6 ? 0 : point->length * 35 / 100;

    gov_sample_answer(ctx, &text, point, point->length - formal);

    gov_sample_say(ctx, &text, "shortAnswer",
                   (gov_sample_section_e)(GOV_SAMPLE_SHORT_CONDITIONS
                                          + point->aspect->section));

    if (formal > 0) {
        gov_sample_formal(ctx, &text, formal);
    }

    gov_sample_point_refs(ctx, rng, point, self);
    gov_sample_out_doc_end(out);
}


void
gov_sample_knowledge_write(gov_sample_ctx_t *ctx)
{
    size_t                    i, j, n, most;
    gov_sample_rng_t          rng;
    gov_sample_point_t        point;
    const gov_sample_topic_t *topic;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        topic = &gov_sample_topics[i];
        most = gov_sample_knowledge_most(topic);

        for (j = 0; j < ctx->knowledge[i].n && !ctx->out.failed; j++) {
            n = ctx->knowledge[i].first + j;

            rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_KNOWLEDGE, n);

            gov_sample_point(&point, topic,
                             gov_sample_rng_place(ctx->sample->seed, j, most),
                             &rng);
            gov_sample_point_write(ctx, &point, &rng, n);
        }
    }
}
