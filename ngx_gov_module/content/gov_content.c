#include "gov_content.h"

#include <stdlib.h>
#include <string.h>

#include "../core/gov_json.h"
#include "gov_content_load.h"
#include "gov_locate.h"


static int
gov_content_cmp(const void *one, const void *two)
{
    int              rc;
    const gov_doc_t *a, *b;

    a = one;
    b = two;

    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }

    rc = strcmp(a->id, b->id);

    return rc != 0 ? rc : gov_locate_order(a, b);
}


/*
 * Sorts, and moves every document whose id an earlier one has behind the
 * others.  How many those are.
 */

static size_t
gov_content_split(gov_content_load_t *load)
{
    size_t     i, n, ntwice;
    gov_doc_t *docs, *twice;

    docs = load->docs;
    n = 0;
    ntwice = 0;

    if (load->ndocs < 2) {
        return 0;
    }

    qsort(docs, load->ndocs, sizeof(gov_doc_t), gov_content_cmp);

    twice = malloc(load->ndocs * sizeof(gov_doc_t));
    if (twice == NULL) {
        load->nomem = true;
        return 0;
    }

    for (i = 0; i < load->ndocs; i++) {
        if (n > 0 && docs[i].kind == docs[n - 1].kind
            && strcmp(docs[i].id, docs[n - 1].id) == 0)
        {
            twice[ntwice++] = docs[i];

        } else {
            docs[n++] = docs[i];
        }
    }

    memcpy(docs + n, twice, ntwice * sizeof(gov_doc_t));
    free(twice);

    return ntwice;
}


static void
gov_content_report_twice(gov_content_load_t *load, gov_doc_t *twice, size_t n)
{
    size_t           i;
    gov_locate_t     locate;
    gov_json_path_t  element, path;
    const gov_doc_t *doc, *first;

    qsort(twice, n, sizeof(gov_doc_t), gov_locate_order);
    gov_locate_init(&locate, load->content);

    for (i = 0; i < n; i++) {
        doc = &twice[i];

        element = (gov_json_path_t){ NULL, NULL, (size_t)doc->index };
        path = (gov_json_path_t){ doc->index < 0 ? NULL : &element, "id", 0 };
        first = gov_content_find(load->content, doc->kind, doc->id);

        gov_report_add(load->report, GOV_ERROR, doc->file,
                       gov_locate_line(&locate, doc, &path, false), doc->id,
                       "the id is already taken in %s", first->file);
    }

    gov_locate_done(&locate);
}


static void
gov_content_finish(gov_content_load_t *load)
{
    int            kind;
    size_t         i, ntwice;
    gov_content_t *content;

    content = load->content;
    ntwice = gov_content_split(load);

    content->ndocs = load->ndocs - ntwice;
    content->docs = gov_arena_alloc(content->arena,
                                    (content->ndocs + 1) * sizeof(gov_doc_t));
    if (content->docs == NULL || load->nomem) {
        load->nomem = true;
        return;
    }

    if (content->ndocs > 0) {
        memcpy(content->docs, load->docs, content->ndocs * sizeof(gov_doc_t));
    }

    i = 0;

    for (kind = 0; kind <= GOV_KIND_MAX; kind++) {
        while (i < content->ndocs && (int)content->docs[i].kind < kind) {
            i++;
        }

        content->first[kind] = i;
    }

    if (ntwice > 0) {
        gov_content_report_twice(load, load->docs + content->ndocs, ntwice);
    }
}


static bool
gov_content_begin(gov_content_load_t *load, gov_report_t *report)
{
    gov_arena_t   *arena;
    gov_content_t *content;

    memset(load, 0, sizeof(gov_content_load_t));
    load->report = report;

    arena = gov_arena_new();
    if (arena == NULL) {
        return false;
    }

    content = gov_arena_calloc(arena, 1, sizeof(gov_content_t));
    if (content == NULL) {
        gov_arena_free(arena);
        return false;
    }

    content->arena = arena;
    load->content = content;
    content->roots = json_array();

    return content->roots != NULL;
}


/* The content, or NULL when memory ran out on the way. */

static gov_content_t *
gov_content_end(gov_content_load_t *load, const char *name)
{
    free(load->docs);

    if (!load->nomem) {
        return load->content;
    }

    gov_report_add(load->report, GOV_ERROR, name, 0, NULL, "out of memory");
    gov_content_free(load->content);

    return NULL;
}


gov_content_t *
gov_content_load(const char *dir, gov_report_t *report)
{
    gov_content_load_t load;

    if (!gov_content_begin(&load, report)) {
        load.nomem = true;
        return gov_content_end(&load, dir);
    }

    if (!gov_content_add_dir(&load, dir)) {
        free(load.docs);
        gov_content_free(load.content);
        return NULL;
    }

    if (!load.nomem) {
        gov_content_finish(&load);
    }

    return gov_content_end(&load, dir);
}


gov_content_t *
gov_content_parse(gov_kind_e kind, const char *file, const char *text,
                  size_t len, gov_report_t *report)
{
    gov_arena_t       *arena;
    gov_content_load_t load;

    if (!gov_content_begin(&load, report)) {
        load.nomem = true;
        return gov_content_end(&load, file);
    }

    arena = load.content->arena;
    file = gov_arena_strdup(arena, file);
    text = gov_arena_strndup(arena, text, len);

    if (file == NULL || text == NULL) {
        load.nomem = true;
        return gov_content_end(&load, file);
    }

    load.content->text = text;
    load.content->text_len = len;

    if (len > GOV_DOC_MAX) {
        gov_report_add(report, GOV_ERROR, file, 0, NULL,
                       "cannot be read: the file is too large");

    } else {
        gov_content_add_text(&load, kind, file, text, len);
    }

    if (!load.nomem) {
        gov_content_finish(&load);
    }

    return gov_content_end(&load, file);
}


void
gov_content_free(gov_content_t *content)
{
    if (content != NULL) {
        json_decref(content->roots);
        gov_arena_free(content->arena);
    }
}


static int
gov_content_find_cmp(const void *id, const void *doc)
{
    return strcmp(id, ((const gov_doc_t *)doc)->id);
}


const gov_doc_t *
gov_content_find(const gov_content_t *content, gov_kind_e kind, const char *id)
{
    size_t first;

    first = content->first[kind];

    return bsearch(id, content->docs + first, content->first[kind + 1] - first,
                   sizeof(gov_doc_t), gov_content_find_cmp);
}
