#include <stdio.h>

#include "gov_sample_departments.h"
#include "gov_sample_item.h"


size_t
gov_sample_items_most(const gov_sample_topic_t *topic)
{
    return gov_sample_objects(topic) * gov_sample_act.n * gov_sample_variant.n;
}


static void
gov_sample_item_kind(gov_sample_ctx_t *ctx, gov_sample_item_t *item)
{
    char                      level[2];
    const char               *topics[2];
    gov_sample_out_t         *out;
    const gov_sample_topic_t *other;

    out = &ctx->out;

    gov_sample_out_printf(out, "catalogCode", "SAMPLE-%s-%05zu",
                          item->topic->id, item->number + 1);

    other =
        &gov_sample_topics[gov_sample_rng_below(item->rng, GOV_SAMPLE_TOPICS)];
    topics[0] = item->topic->id;
    topics[1] = other->id;
    gov_sample_strs(
        ctx, "topic", topics,
        other != item->topic && gov_sample_rng_percent(item->rng, 15) ? 2 : 1);

    gov_sample_out_str(
        out, "taskType",
        CHOOSE(item, "01", "05", "07", "08", "09", "10", "20", "20", "20"));

    item->level = CHOOSE(item, "3", "3", "3", "5", "5", "6")[0];
    level[0] = item->level;
    level[1] = '\0';

    gov_sample_out_str(out, "useLevel", level);
    gov_sample_out_str(
        out, "serverType",
        CHOOSE(item, "person", "person", "organisation", "both"));
}


static void
gov_sample_item_flow(gov_sample_ctx_t *ctx, gov_sample_item_t *item)
{
    size_t            i, n;
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_text_say(&item->text, GOV_SAMPLE_ITEM_CONDITION, &ctx->line);

    if (gov_sample_rng_percent(item->rng, 10)) {
        gov_sample_name_parameter(&item->text, item->theme);
        gov_sample_text_say(&item->text, GOV_SAMPLE_PARAMETER, &ctx->line);
    }

    if (gov_sample_rng_percent(item->rng, 50)) {
        gov_buf_putc(&ctx->line, '\n');
        gov_sample_text_say(&item->text, GOV_SAMPLE_CONDITIONS, &ctx->line);
    }

    gov_sample_out_buf(out, "acceptCondition", &ctx->line);

    gov_sample_out_open(out, "handleFlow", '[');
    gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_FLOW_APPLY);
    gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_FLOW_ACCEPT);

    if (gov_sample_rng_percent(item->rng, 80)) {
        gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_FLOW_REVIEW);
    }

    gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_FLOW_DECIDE);
    gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_FLOW_DELIVER);
    gov_sample_out_close(out, ']');

    n = gov_sample_rng_below(item->rng, 5);

    if (n > 0) {
        gov_sample_out_open(out, "pitfalls", '[');

        for (i = 0; i < n; i++) {
            gov_sample_say(ctx, &item->text, NULL, GOV_SAMPLE_ITEM_PITFALL);
        }

        gov_sample_out_close(out, ']');
    }
}


/* Limits, fees, visits, and how it may be filed. */

static void
gov_sample_item_terms(gov_sample_ctx_t *ctx, gov_sample_item_t *item,
                      bool at_once)
{
    bool              fee;
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_printf(out, "anticipateDay", "%s-%s-limit", item->topic->id,
                          item->theme->id);

    if (!at_once) {
        gov_sample_out_printf(out, "promiseDay", "%s-%s-promise",
                              item->topic->id, item->theme->id);
    }

    item->whole = gov_sample_rng_percent(item->rng, 86);

    gov_sample_out_int(
        out, "limitSceneNum",
        item->whole ? 0 : 1 + (long)gov_sample_rng_below(item->rng, 2));

    fee = gov_sample_rng_percent(item->rng, 8);
    gov_sample_out_bool(out, "isFee", fee);

    if (fee) {
        gov_sample_name_parameter(&item->text, item->theme);
        gov_sample_say(ctx, &item->text, "feeBasis", GOV_SAMPLE_FEE);
    }

    gov_sample_out_bool(out, "cityWide", item->city_wide);
    gov_sample_out_bool(out, "onlineWhole", item->whole);
    gov_sample_out_str(
        out, "presence",
        item->whole ? "none"
                    : CHOOSE(item, "applicant", "applicant", "everyone"));

    gov_sample_out_open_flat(out, "proxy", '{');

    if (gov_sample_rng_percent(item->rng, 80)) {
        gov_sample_out_bool(out, "allowed", true);
        gov_sample_out_raw(out, "materials",
                           "[\"proxy-letter\", \"id-card\"]");

    } else {
        gov_sample_out_bool(out, "allowed", false);
    }

    gov_sample_out_close_flat(out, '}');

    gov_sample_out_str(out, "authority",
                       item->city_wide
                           ? "any"
                           : CHOOSE(item, "hukou", "residence", "property",
                                    "schoolDistrict", "employer", "any"));
}


static void
gov_sample_item_write(gov_sample_ctx_t *ctx, gov_sample_item_t *item,
                      const char *title)
{
    char                id[GOV_SAMPLE_ID_SIZE];
    const char         *project;
    gov_sample_out_t   *out;
    gov_sample_common_t common;

    out = &ctx->out;

    common = (gov_sample_common_t){ title, NULL, 1, NULL, NULL };
    common.version += gov_sample_rng_below(item->rng, 9);

    gov_sample_out_doc(out);
    gov_sample_id(GOV_KIND_ITEM, item->number, id);
    gov_sample_out_str(out, "id", id);
    gov_sample_common(ctx, &common);
    gov_sample_item_kind(ctx, item);

    project = CHOOSE(item, "1", "1", "2", "2", "2", "9");
    gov_sample_out_str(out, "projectType", project);

    gov_sample_out_str(out, "department",
                       gov_sample_departments[item->topic->department].id);
    gov_sample_say(ctx, &item->text, "summary", GOV_SAMPLE_ITEM_SUMMARY);
    gov_sample_item_flow(ctx, item);
    gov_sample_item_terms(ctx, item, project[0] == '1');
    gov_sample_item_channels(ctx, item);
    gov_sample_item_materials(ctx, item);
    gov_sample_item_implementations(ctx, item);
    gov_sample_refs(ctx, item->rng, "knowledge", GOV_KIND_KNOWLEDGE,
                    &ctx->knowledge[item->topic - gov_sample_topics],
                    gov_sample_rng_below(item->rng, 6), GOV_SAMPLE_NONE);
    gov_sample_out_doc_end(out);
}


/* The titles: an object and an act; when those are used up, again with a
 * variant. */

static void
gov_sample_item(gov_sample_ctx_t *ctx, size_t topic, size_t n)
{
    char              title[256];
    size_t            i, titles;
    gov_sample_rng_t  rng;
    gov_sample_item_t item;

    memset(&item, 0, sizeof(gov_sample_item_t));

    item.topic = &gov_sample_topics[topic];
    item.number = ctx->items[topic].first + n;
    item.city_wide = ctx->city_wide[item.number];
    item.rng = &rng;

    rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_ITEM, item.number);
    gov_sample_text_init(&item.text, &rng, item.topic);

    titles = gov_sample_objects(item.topic) * gov_sample_act.n;
    i = gov_sample_rng_place(ctx->sample->seed, n % titles, titles);

    item.text.object =
        gov_sample_object(item.topic, i / gov_sample_act.n, &item.theme);
    item.text.theme = item.theme->title;

    snprintf(title, sizeof(title), "%s%s%s", item.text.object,
             gov_sample_act.list[i % gov_sample_act.n],
             gov_sample_variant.list[n / titles]);

    gov_sample_item_write(ctx, &item, title);
}


void
gov_sample_items_write(gov_sample_ctx_t *ctx)
{
    size_t i, j;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        for (j = 0; j < ctx->items[i].n && !ctx->out.failed; j++) {
            gov_sample_item(ctx, i, j);
        }
    }
}
