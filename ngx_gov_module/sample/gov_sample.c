#include "gov_sample.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "gov_sample_parts.h"


/* Makes dir, or sees that it is empty. */

static int
gov_sample_dir(const char *dir, gov_report_t *report)
{
    DIR           *stream;
    bool           empty;
    struct dirent *entry;

    if (mkdir(dir, 0777) == 0) {
        return 0;
    }

    stream = errno == EEXIST ? opendir(dir) : NULL;
    if (stream == NULL) {
        gov_report_add(report, GOV_ERROR, dir, 0, NULL,
                       "the directory cannot be made: %s", strerror(errno));
        return -1;
    }

    empty = true;

    while ((entry = readdir(stream)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0
            && strcmp(entry->d_name, "..") != 0) {
            empty = false;
        }
    }

    closedir(stream);

    if (!empty) {
        gov_report_add(report, GOV_ERROR, dir, 0, NULL,
                       "the directory is not empty");
        return -1;
    }

    return 0;
}


/* n documents over the topics in proportion to their shares */

static void
gov_sample_share(gov_sample_range_t *ranges, size_t n, const size_t *shares)
{
    size_t i, sum, total, end, first;

    total = 0;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        total += shares[i];
    }

    sum = 0;
    first = 0;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        sum += shares[i];

        /* n * sum / total, that cannot overflow */
        end = n / total * sum + n % total * sum / total;

        ranges[i].first = first;
        ranges[i].n = end - first;
        first = end;
    }
}


static int
gov_sample_enough(const gov_sample_range_t *ranges, const char *kind,
                  size_t (*most)(const gov_sample_topic_t *topic),
                  const char *dir, gov_report_t *report)
{
    size_t i, n;

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        n = ranges[i].n == 0 ? 0 : most(&gov_sample_topics[i]);

        if (ranges[i].n > n) {
            gov_report_add(report, GOV_ERROR, dir, 0, NULL,
                           "too many %s: %zu of topic \"%s\", there are words "
                           "for %zu",
                           kind, ranges[i].n, gov_sample_topics[i].id, n);
            return -1;
        }
    }

    return 0;
}


static int
gov_sample_plan(gov_sample_ctx_t *ctx)
{
    int                 rc;
    size_t              i;
    const char         *dir;
    gov_report_t       *report;
    const gov_sample_t *sample;

    size_t lists[GOV_SAMPLE_TOPICS];
    size_t items[GOV_SAMPLE_TOPICS];
    size_t knowledge[GOV_SAMPLE_TOPICS];

    for (i = 0; i < GOV_SAMPLE_TOPICS; i++) {
        lists[i] = gov_sample_topics[i].checklists;
        items[i] = gov_sample_topics[i].items;
        knowledge[i] = gov_sample_topics[i].knowledge;
    }

    sample = ctx->sample;
    dir = ctx->out.dir;
    report = ctx->out.report;

    gov_sample_share(ctx->checklists, sample->checklists, lists);
    gov_sample_share(ctx->items, sample->items, items);
    gov_sample_share(ctx->knowledge, sample->knowledge, knowledge);

    rc = gov_sample_enough(ctx->checklists, "checklists",
                           gov_sample_checklists_most, dir, report);
    rc |= gov_sample_enough(ctx->items, "items", gov_sample_items_most, dir,
                            report);
    rc |= gov_sample_enough(ctx->knowledge, "knowledge points",
                            gov_sample_knowledge_most, dir, report);

    if (sample->places > gov_sample_places_most()) {
        gov_report_add(report, GOV_ERROR, dir, 0, NULL,
                       "too many places: there are words for %zu",
                       gov_sample_places_most());
        rc = -1;
    }

    return rc == 0 ? 0 : -1;
}


/* Exactly as many as in the city, spread by chance (Knuth, TAOCP 3.4.2 S). */

static int
gov_sample_city_wide(gov_sample_ctx_t *ctx)
{
    size_t           i, n, left;
    gov_sample_rng_t rng;

    n = ctx->sample->items;
    left = n / 2711 * 1300 + (n % 2711 * 2600 + 2711) / (2 * 2711);

    ctx->city_wide = calloc(n + 1, 1);
    if (ctx->city_wide == NULL) {
        gov_report_add(ctx->out.report, GOV_ERROR, ctx->out.dir, 0, NULL,
                       "out of memory");
        return -1;
    }

    rng = gov_sample_rng_of(ctx->sample->seed, GOV_KIND_MAX, 0);

    for (i = 0; i < n; i++) {
        if (gov_sample_rng_below(&rng, n - i) < left) {
            ctx->city_wide[i] = 1;
            left--;
        }
    }

    return 0;
}


static int
gov_sample_kinds(gov_sample_ctx_t *ctx)
{
    int i;

    static void (*const write[GOV_KIND_MAX])(gov_sample_ctx_t * ctx) = {
        [GOV_KIND_TOPIC] = gov_sample_topics_write,
        [GOV_KIND_CHECKLIST] = gov_sample_checklists_write,
        [GOV_KIND_ITEM] = gov_sample_items_write,
        [GOV_KIND_MATERIAL] = gov_sample_materials_write,
        [GOV_KIND_KNOWLEDGE] = gov_sample_knowledge_write,
        [GOV_KIND_PARAMETER] = gov_sample_parameters_write,
        [GOV_KIND_FACT] = gov_sample_facts_write,
        [GOV_KIND_PLACE] = gov_sample_places_write,
        [GOV_KIND_DEPARTMENT] = gov_sample_departments_write,
        [GOV_KIND_TOWN] = gov_sample_towns_write,
    };

    for (i = 0; i < GOV_KIND_MAX; i++) {
        gov_sample_out_kind(&ctx->out, (gov_kind_e)i);
        write[i](ctx);

        if (gov_sample_out_end(&ctx->out) == -1) {
            return -1;
        }
    }

    return 0;
}


int
gov_sample_write(const gov_sample_t *sample, const char *dir,
                 gov_report_t *report)
{
    int              rc;
    gov_sample_ctx_t ctx;

    memset(&ctx, 0, sizeof(gov_sample_ctx_t));

    ctx.sample = sample;
    ctx.out.dir = dir;
    ctx.out.report = report;

    if (gov_sample_plan(&ctx) == -1 || gov_sample_dir(dir, report) == -1
        || gov_sample_city_wide(&ctx) == -1)
    {
        return -1;
    }

    rc = gov_sample_kinds(&ctx);

    gov_buf_free(&ctx.out.buf);
    gov_buf_free(&ctx.line);
    free(ctx.city_wide);

    return rc;
}
