#include "gov_sample_departments.h"
#include "gov_sample_item.h"
#include "gov_sample_materials.h"
#include "gov_sample_towns.h"


/* Ways in; those before the window are on line. */

static const char *const gov_sample_channels[] = {
    "web",    "app",     "miniProgram", "terminal",
    "window", "station", "agent",       "phone",
};

#define GOV_SAMPLE_ONLINE_CHANNELS 3
#define GOV_SAMPLE_CHANNELS        8
#define GOV_SAMPLE_WINDOW          4


static void
gov_sample_item_channel(gov_sample_ctx_t *ctx, gov_sample_item_t *item,
                        size_t i)
{
    gov_sample_out_t  *out;
    gov_sample_range_t places;

    out = &ctx->out;

    gov_sample_out_open(out, NULL, '{');
    gov_sample_out_str(out, "channel", gov_sample_channels[i]);
    gov_sample_say(ctx, &item->text, "how",
                   i < GOV_SAMPLE_ONLINE_CHANNELS ? GOV_SAMPLE_ONLINE
                                                  : GOV_SAMPLE_IN_PERSON);

    if (i == 0) {
        /* .example is nobody's (RFC 2606) */
        gov_sample_out_printf(out, "url",
                              "https://sample.example/items/i-%05zu",
                              item->number + 1);
    }

    if (i == GOV_SAMPLE_WINDOW) {
        gov_sample_out_str(
            out, "appointment",
            CHOOSE(item, "none", "optional", "optional", "required"));

        /* the halls come first */
        places.first = 0;
        places.n = ctx->sample->places < 1 + GOV_SAMPLE_TOWNS
                       ? ctx->sample->places
                       : 1 + GOV_SAMPLE_TOWNS;

        gov_sample_refs(ctx, item->rng, "places", GOV_KIND_PLACE, &places,
                        gov_sample_rng_below(item->rng, 4), GOV_SAMPLE_NONE);
    }

    gov_sample_out_close(out, '}');
}


void
gov_sample_item_channels(gov_sample_ctx_t *ctx, gov_sample_item_t *item)
{
    size_t i;

    gov_sample_out_open(&ctx->out, "channels", '[');

    for (i = 0; i < GOV_SAMPLE_CHANNELS; i++) {
        if (i == GOV_SAMPLE_WINDOW || (i == 0 && item->whole)
            || gov_sample_rng_percent(item->rng, 30))
        {
            gov_sample_item_channel(ctx, item, i);
        }
    }

    gov_sample_out_close(&ctx->out, ']');
}


static void
gov_sample_item_needs(gov_sample_ctx_t *ctx, gov_sample_item_t *item,
                      const char *id)
{
    size_t            i;
    gov_sample_out_t *out;

    out = &ctx->out;

    gov_sample_out_open(out, NULL, '{');
    gov_sample_out_str(out, "material", id);

    if (gov_sample_rng_percent(item->rng, 25)) {
        i = gov_sample_rng_below(item->rng, GOV_SAMPLE_NEEDED_WHEN);
        gov_sample_out_raw(out, "requiredWhen", gov_sample_needed_when[i]);
    }

    gov_sample_out_int(out, "originalAmount", 1);
    gov_sample_out_int(out, "copyAmount",
                       (long)gov_sample_rng_below(item->rng, 3));

    if (gov_sample_rng_percent(item->rng, 35)) {
        gov_sample_out_bool(out, "exempt", true);

    } else if (gov_sample_rng_percent(item->rng, 12)) {
        gov_sample_out_bool(out, "deferred", true);
    }

    if (gov_sample_rng_percent(item->rng, 40)) {
        gov_sample_say(ctx, &item->text, "note", GOV_SAMPLE_NOTE);
    }

    gov_sample_out_close(out, '}');
}


void
gov_sample_item_materials(gov_sample_ctx_t *ctx, gov_sample_item_t *item)
{
    size_t i;

    gov_sample_out_open(&ctx->out, "materials", '[');
    gov_sample_item_needs(ctx, item, gov_sample_common_materials[0]);

    for (i = 1; gov_sample_common_materials[i] != NULL; i++) {
        if (gov_sample_rng_percent(item->rng, 20)) {
            gov_sample_item_needs(ctx, item, gov_sample_common_materials[i]);
        }
    }

    for (i = 0; item->topic->materials[i] != NULL; i++) {
        if (gov_sample_rng_percent(item->rng, 45)) {
            gov_sample_item_needs(ctx, item, item->topic->materials[i]);
        }
    }

    gov_sample_out_close(&ctx->out, ']');
}


/* One for the city, or, where the town counts, a few for some towns each. */

void
gov_sample_item_implementations(gov_sample_ctx_t *ctx, gov_sample_item_t *item)
{
    char              uscc[19];
    size_t            i, j, n, town;
    gov_sample_out_t *out;

    out = &ctx->out;
    n = item->city_wide ? 1 : 1 + gov_sample_rng_below(item->rng, 3);
    town = gov_sample_rng_below(item->rng, GOV_SAMPLE_TOWNS);

    gov_sample_uscc((size_t)item->topic->department, uscc);
    gov_sample_out_open(out, "implementations", '[');

    for (i = 0; i < n; i++) {
        gov_sample_out_open(out, NULL, '{');
        gov_sample_out_printf(out, "taskCode", "%s%c%09zu%03zu", uscc,
                              item->level, item->number + 1, i + 1);
        gov_sample_out_str(out, "department",
                           gov_sample_departments[item->topic->department].id);
        gov_sample_out_int(out, "taskVersion",
                           1 + (long)gov_sample_rng_below(item->rng, 12));

        if (n > 1) {
            gov_sample_out_open_flat(out, "handleArea", '[');

            for (j = 0; j < 4; j++) {
                gov_sample_out_str(
                    out, NULL,
                    gov_sample_towns[(town + 4 * i + j) % GOV_SAMPLE_TOWNS]
                        .code);
            }

            gov_sample_out_close_flat(out, ']');
        }

        gov_sample_out_close(out, '}');
    }

    gov_sample_out_close(out, ']');
}
