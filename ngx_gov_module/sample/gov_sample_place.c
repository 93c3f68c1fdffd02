#include <stdio.h>

#include "gov_sample_departments.h"
#include "gov_sample_parts.h"
#include "gov_sample_towns.h"


#define GOV_SAMPLE_SPREAD 18000 /* 1e-6 degrees: about 2 km */
#define GOV_SAMPLE_CENTRE 1     /* the town the city's centre is in */

typedef enum {
    GOV_SAMPLE_OFFICE = 0, /* office hours */
    GOV_SAMPLE_EVENING,    /* 5+2, days and evenings */
    GOV_SAMPLE_SHOP,       /* a bank, a pharmacy */
    GOV_SAMPLE_ALWAYS
} gov_sample_hours_e;

/* Sorts of places in a village. */

static const struct {
    const char        *type;
    const char        *name;
    const char        *at;
    gov_sample_hours_e hours;
} gov_sample_sorts[] = {
    { "station", "便民服务站", "党群服务中心一楼", GOV_SAMPLE_OFFICE },
    { "terminal", "莞家政务自助终端（党群服务中心）", "党群服务中心门厅",
      GOV_SAMPLE_ALWAYS },
    { "partner", "银行合作网点", "主干道商铺", GOV_SAMPLE_SHOP },
    { "station", "党群服务中心综合窗口", "党群服务中心大厅",
      GOV_SAMPLE_EVENING },
    { "terminal", "莞家政务自助终端（银行智能柜员机）", "银行自助服务区",
      GOV_SAMPLE_ALWAYS },
    { "terminal", "莞家政务自助终端（医院）", "医院门诊大厅",
      GOV_SAMPLE_ALWAYS },
    { "partner", "邮政合作网点", "邮政所营业厅", GOV_SAMPLE_SHOP },
    { "terminal", "莞家政务自助终端（办公园区）", "园区服务中心",
      GOV_SAMPLE_EVENING },
    { "partner", "卫生服务站合作网点", "社区卫生服务站", GOV_SAMPLE_SHOP },
    { "station", "代办服务点", "村（社区）办公楼一楼", GOV_SAMPLE_OFFICE },
    { "terminal", "莞家政务自助终端（住宅小区）", "小区物业服务中心",
      GOV_SAMPLE_ALWAYS },
    { "partner", "药店合作网点", "市场旁商铺", GOV_SAMPLE_SHOP },
    { "terminal", "莞家政务自助终端（商场）", "商场服务台旁",
      GOV_SAMPLE_EVENING },
    { "partner", "通信营业厅合作网点", "商业街商铺", GOV_SAMPLE_SHOP },
};

#define GOV_SAMPLE_SORTS                                                      \
    (sizeof(gov_sample_sorts) / sizeof(gov_sample_sorts[0]))

#define WEEKDAYS "\"mon\", \"tue\", \"wed\", \"thu\", \"fri\""
#define ALL_DAYS WEEKDAYS ", \"sat\", \"sun\""

typedef struct {
    const char *days;
    const char *opens;
    const char *closes;
} gov_sample_span_t;

static const gov_sample_span_t gov_sample_hours[][5] = {
    [GOV_SAMPLE_OFFICE] = { { "[" WEEKDAYS "]", "09:00", "12:00" },
                            { "[" WEEKDAYS "]", "14:00", "17:00" } },
    [GOV_SAMPLE_EVENING] = { { "[" WEEKDAYS "]", "09:00", "12:00" },
                             { "[" WEEKDAYS "]", "14:00", "20:00" },
                             { "[\"sat\", \"sun\"]", "09:00", "12:00" },
                             { "[\"sat\"]", "14:00", "16:00" } },
    [GOV_SAMPLE_SHOP] = { { "[" WEEKDAYS ", \"sat\"]", "09:00", "17:00" },
                          { "[\"sun\"]", "09:30", "16:00" } },
    [GOV_SAMPLE_ALWAYS] = { { "[" ALL_DAYS "]", "00:00", "24:00" } },
};

typedef struct {
    const char              *title;
    const char              *type;
    const char              *address;
    const gov_sample_town_t *town;
    gov_sample_hours_e       hours;
    size_t                   ndepartments;
    size_t                   nitems;
} gov_sample_place_t;


size_t
gov_sample_places_most(void)
{
    return 1 + GOV_SAMPLE_TOWNS + GOV_SAMPLE_VILLAGES * GOV_SAMPLE_SORTS;
}


static void
gov_sample_place_hours(gov_sample_ctx_t *ctx, gov_sample_hours_e hours)
{
    const gov_sample_span_t *span;

    gov_sample_out_open(&ctx->out, "hours", '[');

    for (span = gov_sample_hours[hours]; span->days != NULL; span++) {
        gov_sample_out_open_flat(&ctx->out, NULL, '{');
        gov_sample_out_raw(&ctx->out, "days", span->days);
        gov_sample_out_str(&ctx->out, "opens", span->opens);
        gov_sample_out_str(&ctx->out, "closes", span->closes);
        gov_sample_out_close_flat(&ctx->out, '}');
    }

    gov_sample_out_close(&ctx->out, ']');
}


static void
gov_sample_place_coordinate(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                            const gov_sample_town_t *town)
{
    long lat, lon;
    char number[32];

    lat = town->lat - GOV_SAMPLE_SPREAD
          + (long)gov_sample_rng_below(rng, 2 * GOV_SAMPLE_SPREAD);
    lon = town->lon - GOV_SAMPLE_SPREAD
          + (long)gov_sample_rng_below(rng, 2 * GOV_SAMPLE_SPREAD);

    gov_sample_out_open_flat(&ctx->out, "coordinate", '{');

    /* printed from integers: a double's decimal point is the locale's */

    snprintf(number, sizeof(number), "%ld.%06ld", lat / 1000000,
             lat % 1000000);
    gov_sample_out_raw(&ctx->out, "lat", number);

    snprintf(number, sizeof(number), "%ld.%06ld", lon / 1000000,
             lon % 1000000);
    gov_sample_out_raw(&ctx->out, "lon", number);

    gov_sample_out_str(&ctx->out, "datum", "wgs84");
    gov_sample_out_close_flat(&ctx->out, '}');
}


/* Items beyond the city-wide ones: a run with gaps, so that none comes
 * twice. */

static void
gov_sample_place_items(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng, size_t n)
{
    bool   any;
    char   id[GOV_SAMPLE_ID_SIZE];
    size_t i;

    any = false;
    i = gov_sample_rng_below(rng, ctx->sample->items / 2 + 1);

    for (/* void */; n > 0 && i < ctx->sample->items;
         i += 1 + gov_sample_rng_below(rng, 40))
    {
        if (ctx->city_wide[i]) {
            continue;
        }

        if (!any) {
            gov_sample_out_open_flat(&ctx->out, "items", '[');
            any = true;
        }

        gov_sample_id(GOV_KIND_ITEM, i, id);
        gov_sample_out_str(&ctx->out, NULL, id);
        n--;
    }

    if (any) {
        gov_sample_out_close_flat(&ctx->out, ']');
    }
}


static void
gov_sample_place_departments(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                             size_t n)
{
    size_t first, i;

    if (n == 0) {
        return;
    }

    first = gov_sample_rng_below(rng, GOV_SAMPLE_DEPARTMENTS);

    gov_sample_out_open_flat(&ctx->out, "departments", '[');

    for (i = 0; i < n; i++) {
        gov_sample_out_str(
            &ctx->out, NULL,
            gov_sample_departments[(first + i) % GOV_SAMPLE_DEPARTMENTS].id);
    }

    gov_sample_out_close_flat(&ctx->out, ']');
}


static void
gov_sample_place(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng, size_t n,
                 const gov_sample_place_t *place)
{
    char                id[GOV_SAMPLE_ID_SIZE];
    gov_sample_out_t   *out;
    gov_sample_text_t   text;
    gov_sample_common_t common;

    out = &ctx->out;
    gov_sample_text_init(&text, rng, &gov_sample_topics[0]);

    common = (gov_sample_common_t){ place->title, NULL, 1, NULL, NULL };
    common.version += gov_sample_rng_below(rng, 4);

    gov_sample_out_doc(out);
    gov_sample_id(GOV_KIND_PLACE, n, id);
    gov_sample_out_str(out, "id", id);
    gov_sample_common(ctx, &common);
    gov_sample_out_str(out, "type", place->type);
    gov_sample_out_str(out, "town", place->town->code);
    gov_sample_out_str(out, "address", place->address);
    gov_sample_place_coordinate(ctx, rng, place->town);
    gov_sample_place_hours(ctx, place->hours);
    gov_sample_out_str(out, "phone", "12345");
    gov_sample_say(ctx, &text, "transport", GOV_SAMPLE_TRANSPORT);
    gov_sample_say(ctx, &text, "access", GOV_SAMPLE_ACCESS);
    gov_sample_place_departments(ctx, rng, place->ndepartments);
    gov_sample_place_items(ctx, rng, place->nitems);
    gov_sample_out_doc_end(out);
}


/* The city's centre, then a hall in each town. */

static void
gov_sample_place_hall(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng, size_t n)
{
    char                     title[256], address[256];
    gov_sample_place_t       place;
    const gov_sample_town_t *town;

    town = &gov_sample_towns[n == 0 ? GOV_SAMPLE_CENTRE : n - 1];
    place =
        (gov_sample_place_t){ title, "hall", address, town, GOV_SAMPLE_OFFICE,
                              8,     40 };

    place.hours = gov_sample_rng_percent(rng, 40) ? GOV_SAMPLE_EVENING
                                                  : GOV_SAMPLE_OFFICE;

    if (n == 0) {
        snprintf(title, sizeof(title), "东莞市民服务中心");
        place.hours = GOV_SAMPLE_EVENING;
        place.ndepartments = GOV_SAMPLE_DEPARTMENTS;
        place.nitems = 60;

    } else {
        snprintf(title, sizeof(title), "%s政务服务中心", town->title);
    }

    snprintf(address, sizeof(address), "东莞市%s政务服务中心办事大厅",
             town->title);

    gov_sample_place(ctx, rng, n, &place);
}


static void
gov_sample_place_village(gov_sample_ctx_t *ctx, gov_sample_rng_t *rng,
                         size_t n)
{
    char               title[256], address[256];
    size_t             i, sort, village;
    gov_sample_place_t place;

    i = gov_sample_rng_place(ctx->sample->seed, n - 1 - GOV_SAMPLE_TOWNS,
                             GOV_SAMPLE_VILLAGES * GOV_SAMPLE_SORTS);
    sort = i % GOV_SAMPLE_SORTS;
    village = i / GOV_SAMPLE_SORTS;

    for (i = 0; village >= gov_sample_towns[i].nvillages; i++) {
        village -= gov_sample_towns[i].nvillages;
    }

    snprintf(title, sizeof(title), "%s%s%s", gov_sample_towns[i].title,
             gov_sample_towns[i].villages[village],
             gov_sample_sorts[sort].name);
    snprintf(address, sizeof(address), "东莞市%s%s%s",
             gov_sample_towns[i].title, gov_sample_towns[i].villages[village],
             gov_sample_sorts[sort].at);

    place = (gov_sample_place_t){ title,
                                  gov_sample_sorts[sort].type,
                                  address,
                                  &gov_sample_towns[i],
                                  gov_sample_sorts[sort].hours,
                                  0,
                                  5 + gov_sample_rng_below(rng, 20) };

    if (strcmp(place.type, "station") == 0) {
        place.ndepartments = 1 + gov_sample_rng_below(rng, 4);
    }

    gov_sample_place(ctx, rng, n, &place);
}


void
gov_sample_places_write(gov_sample_ctx_t *ctx)
{
    size_t           i;
    gov_sample_rng_t rng;

    for (i = 0; i < ctx->sample->places && !ctx->out.failed; i++) {
        rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_PLACE, i);

        if (i < 1 + GOV_SAMPLE_TOWNS) {
            gov_sample_place_hall(ctx, &rng, i);

        } else {
            gov_sample_place_village(ctx, &rng, i);
        }
    }
}
