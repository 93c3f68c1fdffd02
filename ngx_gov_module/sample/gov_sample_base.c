/*
 * The kinds of which there are always the same: departments, towns, topics,
 * facts, materials.
 */

#include <stdio.h>

#include "gov_sample_departments.h"
#include "gov_sample_facts.h"
#include "gov_sample_materials.h"
#include "gov_sample_parts.h"
#include "gov_sample_towns.h"


void
gov_sample_base_doc(gov_sample_ctx_t *ctx, const char *id, const char *title,
                    const char *title_en)
{
    gov_sample_common_t common;

    common = (gov_sample_common_t){ title, title_en, 1, NULL, NULL };

    gov_sample_out_doc(&ctx->out);
    gov_sample_out_str(&ctx->out, "id", id);
    gov_sample_common(ctx, &common);
}


/*
 * GB 32100: 18 characters, the 18th checks; the nine before it are an
 * organisation code, whose last checks by GB 11714.  The body is zeros and a
 * number, so that nobody takes it for a real one.
 */

void
gov_sample_uscc(size_t department, char *uscc)
{
    int  i, sum, check, weight, value;
    char body[9];

    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int  weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };

    snprintf(body, sizeof(body), "%08u", (unsigned)department % 100000000);

    sum = 0;

    for (i = 0; i < 8; i++) {
        sum += (body[i] - '0') * weights[i];
    }

    check = 11 - sum % 11;

    snprintf(uscc, 18, "11441900%s%c", body,
             check == 10   ? 'X'
             : check == 11 ? '0'
                           : (char)('0' + check));

    sum = 0;
    weight = 1;

    for (i = 0; i < 17; i++) {
        value = (int)(strchr(alphabet, uscc[i]) - alphabet);
        sum += value * weight;
        weight = weight * 3 % 31;
    }

    uscc[17] = alphabet[(31 - sum % 31) % 31];
    uscc[18] = '\0';
}


void
gov_sample_departments_write(gov_sample_ctx_t *ctx)
{
    char                           uscc[19];
    size_t                         i;
    const gov_sample_department_t *department;

    for (i = 0; i < GOV_SAMPLE_DEPARTMENTS; i++) {
        department = &gov_sample_departments[i];

        gov_sample_base_doc(ctx, department->id, department->title, NULL);

        gov_sample_uscc(i, uscc);
        gov_sample_out_str(&ctx->out, "uscc", uscc);

        gov_buf_printf(&ctx->line, "负责%s等工作。", department->charge);
        gov_sample_out_buf(&ctx->out, "summary", &ctx->line);
        gov_sample_out_str(&ctx->out, "phone", "12345");
        gov_sample_out_doc_end(&ctx->out);
    }
}


void
gov_sample_towns_write(gov_sample_ctx_t *ctx)
{
    size_t                   i;
    const gov_sample_town_t *town;

    for (i = 0; i < GOV_SAMPLE_TOWNS; i++) {
        town = &gov_sample_towns[i];

        gov_sample_base_doc(ctx, town->code, town->title, town->title_en);
        gov_sample_out_str(&ctx->out, "type", town->type);
        gov_sample_out_doc_end(&ctx->out);
    }
}


static void
gov_sample_theme(gov_sample_ctx_t *ctx, const gov_sample_theme_t *theme)
{
    size_t            i;
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_open(out, NULL, '{');
    gov_sample_out_str(out, "id", theme->id);
    gov_sample_out_str(out, "title", theme->title);
    gov_sample_out_str(out, "titleEn", theme->title_en);

    gov_buf_puts(&ctx->line, "包括");

    for (i = 0; i < 3; i++) {
        gov_buf_printf(&ctx->line, "%s%s", i == 0 ? "" : "、",
                       theme->objects[i]);
    }

    gov_buf_puts(&ctx->line, "等。");
    gov_sample_out_buf(out, "summary", &ctx->line);
    gov_sample_out_close(out, '}');
}


void
gov_sample_topics_write(gov_sample_ctx_t *ctx)
{
    size_t                    i, j;
    const gov_sample_topic_t *topic;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        topic = &gov_sample_topics[i];

        gov_sample_base_doc(ctx, topic->id, topic->title, topic->title_en);
        gov_sample_out_int(&ctx->out, "order", (long)(i + 1) * 10);

        gov_buf_printf(&ctx->line, "%s怎么办，看这里：", topic->title);

        for (j = 0; j < topic->nthemes; j++) {
            gov_buf_printf(&ctx->line, "%s%s", j == 0 ? "" : "、",
                           topic->themes[j].title);
        }

        gov_buf_puts(&ctx->line, "。");
        gov_sample_out_buf(&ctx->out, "summary", &ctx->line);

        gov_sample_out_open(&ctx->out, "themes", '[');

        for (j = 0; j < topic->nthemes; j++) {
            gov_sample_theme(ctx, &topic->themes[j]);
        }

        gov_sample_out_close(&ctx->out, ']');
        gov_sample_out_doc_end(&ctx->out);
    }
}


static void
gov_sample_fact_options(gov_sample_ctx_t          *ctx,
                        const gov_sample_option_t *options)
{
    size_t i;

    gov_sample_out_open(&ctx->out, "options", '[');

    for (i = 0; options[i].value != NULL; i++) {
        gov_sample_out_open_flat(&ctx->out, NULL, '{');
        gov_sample_out_str(&ctx->out, "value", options[i].value);
        gov_sample_out_str(&ctx->out, "label", options[i].label);
        gov_sample_out_close_flat(&ctx->out, '}');
    }

    gov_sample_out_close(&ctx->out, ']');
}


void
gov_sample_facts_write(gov_sample_ctx_t *ctx)
{
    size_t                   i;
    const gov_sample_fact_t *fact;

    for (i = 0; i < GOV_SAMPLE_FACTS; i++) {
        fact = &gov_sample_facts[i];

        gov_sample_base_doc(ctx, fact->id, fact->title, NULL);
        gov_sample_out_str(&ctx->out, "type", fact->type);
        gov_sample_out_str(&ctx->out, "person", fact->person);
        gov_sample_out_str(&ctx->out, "question", fact->question);
        gov_sample_out_str(&ctx->out, "help", fact->help);

        if (fact->options != NULL) {
            gov_sample_fact_options(ctx, fact->options);
        }

        gov_sample_out_str(&ctx->out, "dontKnow", fact->dont_know);
        gov_sample_out_doc_end(&ctx->out);
    }
}


void
gov_sample_materials_write(gov_sample_ctx_t *ctx)
{
    size_t                       i;
    gov_sample_rng_t             rng;
    gov_sample_out_t            *out;
    gov_sample_text_t            text;
    const gov_sample_topic_t    *topic;
    const gov_sample_material_t *material;

    out = &ctx->out;

    for (i = 0; i < GOV_SAMPLE_MATERIALS; i++) {
        material = &gov_sample_materials[i];

        rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_MATERIAL, i);
        gov_sample_text_init(&text, &rng, &gov_sample_topics[0]);
        text.object = material->title;
        text.issuer = material->issuer;

        gov_sample_base_doc(ctx, material->id, material->title, NULL);
        gov_sample_out_str(out, "type", material->type);
        gov_sample_say(ctx, &text, "summary", GOV_SAMPLE_MATERIAL_SUMMARY);
        gov_sample_out_str(out, "issuer", material->issuer);
        gov_sample_text_say(&text, GOV_SAMPLE_MATERIAL_GET, &ctx->line);
        gov_buf_putc(&ctx->line, '\n');
        gov_sample_say(ctx, &text, "howToGet", GOV_SAMPLE_MATERIAL_GET);
        gov_sample_out_str(out, "keeps", material->keeps);
        gov_sample_out_bool(out, "perPerson", material->per_person);
        gov_sample_strs(ctx, "anyOf", material->any_of, 3);

        if (strcmp(material->type, "statement") == 0
            || strcmp(material->type, "record") == 0)
        {
            topic = &gov_sample_topics[i % GOV_SAMPLE_TOPICS];
            gov_sample_out_printf(out, "validDays", "%s-%s-fresh", topic->id,
                                  topic->themes[0].id);
        }

        if (material->licence != NULL) {
            gov_sample_out_str(out, "licenceCode", material->licence);
        }

        gov_sample_out_doc_end(out);
    }
}
