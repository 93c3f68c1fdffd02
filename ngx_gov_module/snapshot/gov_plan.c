#include "gov_plan.h"

#include <stdio.h>
#include <stdlib.h>

#include "../content/gov_render.h"
#include "../core/gov_time.h"


#define GOV_CURSOR_BYTES 9


typedef struct {
    const gov_content_t *content;
    gov_plan_t          *plan;
    gov_progress_pt      progress;
    void                *data;
    size_t               done;
    size_t               total;
    bool                 failed;
} gov_planner_t;

typedef struct {
    gov_kind_e        kind;
    const char       *filter; /* value of the kind's filter, or NULL */
    const gov_doc_t **docs;   /* members, in the order of the list */
    size_t            n;
    gov_moments_t     moments;
} gov_listing_t;


static gov_plan_entry_t *
gov_plan_push(gov_planner_t *planner, const char *key, int64_t from,
              int64_t to)
{
    size_t            nalloc;
    gov_plan_t       *plan;
    gov_plan_entry_t *entries;

    plan = planner->plan;

    if (plan->n == plan->nalloc) {
        nalloc = plan->nalloc == 0 ? 1024 : plan->nalloc * 2;
        entries = realloc(plan->entries, nalloc * sizeof(gov_plan_entry_t));
        if (entries == NULL) {
            planner->failed = true;
            return NULL;
        }

        plan->entries = entries;
        plan->nalloc = nalloc;
    }

    entries = &plan->entries[plan->n++];
    memset(entries, 0, sizeof(gov_plan_entry_t));
    entries->key = key;
    entries->from = from;
    entries->to = to;
    planner->failed |= key == NULL;

    return entries;
}


static void
gov_plan_tick(gov_planner_t *planner, size_t n)
{
    planner->done += n;

    if (planner->progress != NULL) {
        planner->progress(planner->data, "render", planner->done,
                          planner->total);
    }
}


/* [moments[i - 1], moments[i]), with no bound before the first and after the
 * last */

static void
gov_plan_interval(const gov_moments_t *moments, size_t i, int64_t *from,
                  int64_t *to)
{
    *from = i == 0 ? GOV_TIME_MIN : moments->at[i - 1];
    *to = i == moments->n ? GOV_TIME_MAX : moments->at[i];
}


static void
gov_plan_doc(gov_planner_t *planner, const gov_doc_t *doc)
{
    size_t            i;
    int64_t           from, to;
    const char       *key;
    gov_moments_t     moments = { 0 };
    gov_plan_entry_t *entry;

    gov_render_moments(planner->content, doc, &moments);
    planner->failed |= moments.failed;

    key = gov_arena_printf(planner->plan->arena, "%s/%s",
                           gov_kinds[doc->kind].route, doc->id);

    for (i = 0; i <= moments.n && !planner->failed; i++) {
        gov_plan_interval(&moments, i, &from, &to);

        if (!gov_render_holds(doc, from)) {
            continue;
        }

        entry = gov_plan_push(planner, key, from, to);
        if (entry == NULL) {
            break;
        }

        entry->kind = doc->kind;
        gov_render_doc(planner->content, doc, from, &entry->body);
    }

    if (json_is_true(json_object_get(doc->json, "sample"))) {
        planner->plan->sample = true;
    }

    gov_moments_free(&moments);
}


static void
gov_plan_base64url(const uint8_t *data, size_t n, char *out)
{
    size_t            i;
    uint32_t          group;
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789-_";

    for (i = 0; i + 3 <= n; i += 3) {
        group =
            (uint32_t)data[i] << 16 | (uint32_t)data[i + 1] << 8 | data[i + 2];
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63];
        *out++ = digits[group >> 6 & 63];
        *out++ = digits[group & 63];
    }

    *out = '\0';
}


/*
 * The key of the page that follows the document `last`.  The cursor is opaque
 * and depends only on the list and on that document, so it stays good across
 * generations for as long as the page boundary does.
 */
static const char *
gov_plan_page_key(gov_planner_t *planner, const gov_listing_t *list,
                  const gov_doc_t *last)
{
    char              cursor[GOV_CURSOR_BYTES / 3 * 4 + 1];
    uint8_t           digest[GOV_SHA256_LEN];
    const char       *first, *key;
    gov_arena_t      *arena;
    const gov_kind_t *kind;

    kind = &gov_kinds[list->kind];
    arena = planner->plan->arena;

    first = list->filter == NULL
                ? kind->route
                : gov_arena_printf(arena, "%s?%s=%s", kind->route,
                                   kind->filter, list->filter);

    if (last == NULL || first == NULL) {
        return first;
    }

    key = gov_arena_printf(arena, "%s after %s", first, last->id);

    if (key == NULL || !gov_sha256(key, strlen(key), digest)) {
        return NULL;
    }

    gov_plan_base64url(digest, GOV_CURSOR_BYTES, cursor);

    return gov_arena_printf(arena, "%s%ccursor=%s", first,
                            list->filter == NULL ? '?' : '&', cursor);
}


static void
gov_plan_page(gov_planner_t *planner, const gov_listing_t *list,
              const gov_doc_t **docs, size_t n, const char *key,
              const char *next, int64_t from, int64_t to)
{
    bool              sample;
    size_t            i;
    gov_buf_t        *body;
    gov_plan_entry_t *entry;

    entry = gov_plan_push(planner, key, from, to);
    if (entry == NULL) {
        return;
    }

    entry->kind = list->kind;
    entry->list = true;
    body = &entry->body;
    sample = false;

    gov_buf_puts(body, "{\"items\":[");

    for (i = 0; i < n; i++) {
        if (i != 0) {
            gov_buf_putc(body, ',');
        }

        gov_render_summary(planner->content, docs[i], from, body);
        sample |= json_is_true(json_object_get(docs[i]->json, "sample"));
    }

    gov_buf_puts(body, "],\"nextCursor\":");

    if (next == NULL) {
        gov_buf_puts(body, "null");

    } else {
        gov_buf_printf(body, "\"%s\"", strstr(next, "cursor=") + 7);
        entry->link =
            gov_arena_printf(planner->plan->arena, "<%s>; rel=\"next\"", next);
        planner->failed |= entry->link == NULL;
    }

    if (sample) {
        gov_buf_puts(body,
                     ",\"sample\":true,\"sampleNotice\":\"" GOV_RENDER_SAMPLE
                     "\"");
    }

    gov_buf_putc(body, '}');
}


static void
gov_plan_pages(gov_planner_t *planner, const gov_listing_t *list, int64_t from,
               int64_t to)
{
    size_t            i, n, count;
    const char       *key, *next;
    const gov_doc_t **docs;

    docs = malloc((list->n + 1) * sizeof(gov_doc_t *));
    if (docs == NULL) {
        planner->failed = true;
        return;
    }

    for (i = 0, n = 0; i < list->n; i++) {
        if (gov_render_holds(list->docs[i], from)) {
            docs[n++] = list->docs[i];
        }
    }

    key = gov_plan_page_key(planner, list, NULL);
    i = 0;

    do {
        count = n - i > GOV_PAGE_SIZE ? GOV_PAGE_SIZE : n - i;
        next = NULL;

        if (i + count < n) {
            next = gov_plan_page_key(planner, list, docs[i + count - 1]);
        }

        gov_plan_page(planner, list, &docs[i], count, key, next, from, to);
        key = next;
        i += count;

    } while (i < n && !planner->failed);

    free(docs);
}


static bool
gov_plan_member(const gov_doc_t *doc, const char *filter, const char *value)
{
    size_t        i;
    const json_t *field, *element;

    field = json_object_get(doc->json, filter);

    if (json_is_string(field)) {
        return strcmp(json_string_value(field), value) == 0;
    }

    json_array_foreach(field, i, element)
    {
        if (strcmp(json_string_value(element), value) == 0) {
            return true;
        }
    }

    return false;
}


static int
gov_plan_by_order(const void *one, const void *two)
{
    json_int_t              x, y;
    const gov_doc_t *const *a = one, *const *b = two;

    x = json_integer_value(json_object_get((*a)->json, "order"));
    y = json_integer_value(json_object_get((*b)->json, "order"));

    return x != y ? (x > y) - (x < y) : (*a > *b) - (*a < *b);
}


static void
gov_plan_list(gov_planner_t *planner, gov_kind_e kind, const char *filter)
{
    size_t               i;
    int64_t              from, to;
    gov_listing_t        list = { 0 };
    const gov_content_t *content;

    content = planner->content;
    list.kind = kind;
    list.filter = filter;
    list.docs = malloc((content->first[kind + 1] - content->first[kind] + 1)
                       * sizeof(gov_doc_t *));
    if (list.docs == NULL) {
        planner->failed = true;
        return;
    }

    for (i = content->first[kind]; i < content->first[kind + 1]; i++) {
        if (filter == NULL
            || gov_plan_member(&content->docs[i], gov_kinds[kind].filter,
                               filter))
        {
            list.docs[list.n++] = &content->docs[i];
            gov_render_moments(content, &content->docs[i], &list.moments);
        }
    }

    if (kind == GOV_KIND_TOPIC) {
        qsort(list.docs, list.n, sizeof(gov_doc_t *), gov_plan_by_order);
    }

    planner->failed |= list.moments.failed;

    for (i = 0; i <= list.moments.n && !planner->failed; i++) {
        gov_plan_interval(&list.moments, i, &from, &to);
        gov_plan_pages(planner, &list, from, to);
    }

    gov_moments_free(&list.moments);
    free(list.docs);
}


static void
gov_plan_lists(gov_planner_t *planner, gov_kind_e kind)
{
    size_t               i;
    const gov_field_t   *field;
    const gov_content_t *content;

    content = planner->content;
    gov_plan_list(planner, kind, NULL);
    gov_plan_tick(planner, content->first[kind + 1] - content->first[kind]);

    if (gov_kinds[kind].filter == NULL) {
        return;
    }

    /* every value there is has its list, if only an empty one */

    field = gov_field_by_name(gov_kinds[kind].fields, gov_kinds[kind].filter);

    for (i = content->first[field->ref]; i < content->first[field->ref + 1];
         i++) {
        gov_plan_list(planner, kind, content->docs[i].id);
    }
}


static int
gov_plan_cmp(const void *one, const void *two)
{
    int                     rc;
    const gov_plan_entry_t *a = one, *b = two;

    rc = strcmp(a->key, b->key);

    return rc != 0 ? rc : (a->from > b->from) - (a->from < b->from);
}


static bool
gov_plan_same(const gov_plan_entry_t *a, const gov_plan_entry_t *b)
{
    return a->key != NULL && strcmp(a->key, b->key) == 0 && a->to == b->from
           && a->body.len == b->body.len
           && memcmp(a->body.data, b->body.data, a->body.len) == 0
           && strcmp(a->link ? a->link : "", b->link ? b->link : "") == 0;
}


/* Orders the entries and joins neighbours that say the same. */

static int
gov_plan_join(gov_plan_t *plan, char *err, size_t errlen)
{
    size_t            i, n, run;
    gov_plan_entry_t *entry;

    qsort(plan->entries, plan->n, sizeof(gov_plan_entry_t), gov_plan_cmp);

    for (i = 0, n = 0, run = 0; i < plan->n; i++) {
        entry = &plan->entries[i];

        if (n != 0 && gov_plan_same(&plan->entries[n - 1], entry)) {
            plan->entries[n - 1].to = entry->to;
            gov_buf_free(&entry->body);
            continue;
        }

        run = n != 0 && strcmp(plan->entries[n - 1].key, entry->key) == 0
                  ? run + 1
                  : 1;

        if (run > GOV_VARIANTS_MAX || strlen(entry->key) > GOV_KEY_MAX) {
            snprintf(err, errlen, "%s: %s", entry->key,
                     run > GOV_VARIANTS_MAX
                         ? "more than 4096 validity intervals"
                         : "longer than 512 bytes");
            return -1;
        }

        if (n != i) {
            plan->entries[n] = *entry;
            memset(entry, 0, sizeof(gov_plan_entry_t));
        }

        n++;
    }

    plan->n = n;

    return 0;
}


static void
gov_plan_fill(gov_planner_t *planner)
{
    int                  kind;
    size_t               i;
    const gov_content_t *content;

    content = planner->content;

    for (kind = 0; kind < GOV_KIND_MAX; kind++) {
        if (gov_kinds[kind].route == NULL) {
            continue;
        }

        for (i = content->first[kind];
             i < content->first[kind + 1] && !planner->failed; i++)
        {
            gov_plan_doc(planner, &content->docs[i]);

            if (i % 64 == 0) {
                gov_plan_tick(planner, i == content->first[kind] ? 0 : 64);
            }
        }

        if (gov_kinds[kind].listed) {
            gov_plan_lists(planner, kind);
        }
    }

    for (i = 0; i < planner->plan->n; i++) {
        planner->failed |= planner->plan->entries[i].body.failed;
    }
}


gov_plan_t *
gov_plan_make(const gov_content_t *content, gov_progress_pt progress,
              void *data, char *err, size_t errlen)
{
    gov_planner_t planner = { 0 };

    planner.content = content;
    planner.progress = progress;
    planner.data = data;
    planner.total = content->ndocs * 2;
    planner.plan = calloc(1, sizeof(gov_plan_t));

    if (planner.plan == NULL) {
        snprintf(err, errlen, "no memory");
        return NULL;
    }

    planner.plan->arena = gov_arena_new();
    if (planner.plan->arena == NULL) {
        planner.failed = true;

    } else {
        gov_plan_fill(&planner);
    }

    if (planner.failed) {
        snprintf(err, errlen, "no memory");
        gov_plan_free(planner.plan);
        return NULL;
    }

    if (gov_plan_join(planner.plan, err, errlen) != 0) {
        gov_plan_free(planner.plan);
        return NULL;
    }

    return planner.plan;
}


void
gov_plan_free(gov_plan_t *plan)
{
    int    coding;
    size_t i;

    if (plan == NULL) {
        return;
    }

    for (i = 0; i < plan->n; i++) {
        gov_buf_free(&plan->entries[i].body);

        for (coding = 0; coding < GOV_CODING_MAX; coding++) {
            gov_buf_free(&plan->entries[i].packed[coding]);
        }
    }

    free(plan->entries);
    gov_arena_free(plan->arena);
    free(plan);
}
