#include "gov_uses.h"

#include <stdlib.h>


static void gov_uses_object(const gov_content_t *content,
                            const gov_field_t *fields, const json_t *object,
                            gov_uses_t *uses);


static void
gov_uses_add(gov_uses_t *uses, const gov_doc_t *doc)
{
    size_t            nalloc;
    const gov_doc_t **docs;

    if (doc == NULL || uses->failed) {
        return;
    }

    if (uses->n == uses->nalloc) {
        nalloc = uses->nalloc == 0 ? 16 : uses->nalloc * 2;
        docs = realloc(uses->docs, nalloc * sizeof(gov_doc_t *));
        if (docs == NULL) {
            uses->failed = true;
            return;
        }

        uses->docs = docs;
        uses->nalloc = nalloc;
    }

    uses->docs[uses->n++] = doc;
}


bool
gov_uses_next(gov_str_t text, size_t *pos, size_t *start, gov_str_t *id)
{
    const char *open, *close;

    if (*pos >= text.len) {
        return false;
    }

    open = memmem(text.data + *pos, text.len - *pos, "{{", 2);
    if (open == NULL) {
        return false;
    }

    close =
        memmem(open + 2, text.len - (size_t)(open + 2 - text.data), "}}", 2);
    if (close == NULL) {
        return false;
    }

    *start = (size_t)(open - text.data);
    id->data = open + 2;
    id->len = (size_t)(close - open) - 2;
    *pos = *start + id->len + 4;

    return true;
}


static void
gov_uses_text(const gov_content_t *content, const json_t *value,
              gov_uses_t *uses)
{
    char      name[GOV_ID_MAX + 1];
    size_t    pos, start;
    gov_str_t text, id;

    text.data = json_string_value(value);
    text.len = json_string_length(value);
    pos = 0;

    while (gov_uses_next(text, &pos, &start, &id)) {
        if (id.len < sizeof(name)) {
            memcpy(name, id.data, id.len);
            name[id.len] = '\0';
            gov_uses_add(uses,
                         gov_content_find(content, GOV_KIND_PARAMETER, name));
        }
    }
}


static void
gov_uses_value(const gov_content_t *content, const gov_field_t *field,
               const json_t *value, gov_uses_t *uses)
{
    switch (field->type) {

    case GOV_FIELD_REF:
        if (json_is_string(value)) {
            gov_uses_add(uses, gov_content_find(content, field->ref,
                                                json_string_value(value)));
        }
        break;

    case GOV_FIELD_TEXT:
        if (json_is_string(value)) {
            gov_uses_text(content, value, uses);
        }
        break;

    case GOV_FIELD_OBJECT:
        gov_uses_object(content, field->fields, value, uses);
        break;

    default:
        break;
    }
}


static void
gov_uses_object(const gov_content_t *content, const gov_field_t *fields,
                const json_t *object, gov_uses_t *uses)
{
    size_t             i;
    const json_t      *value, *element;
    const gov_field_t *field;

    for (field = fields; field->name != NULL; field++) {
        if (field->type != GOV_FIELD_REF && field->type != GOV_FIELD_TEXT
            && field->type != GOV_FIELD_OBJECT)
        {
            continue;
        }

        value = json_object_get(object, field->name);

        if (!json_is_array(value)) {
            gov_uses_value(content, field, value, uses);
            continue;
        }

        json_array_foreach(value, i, element)
        {
            gov_uses_value(content, field, element, uses);
        }
    }
}


static int
gov_uses_cmp(const void *one, const void *two)
{
    const gov_doc_t *const *a = one, *const *b = two;

    /* documents lie in one array, ordered by kind and id */

    return (*a > *b) - (*a < *b);
}


/* A document without a route of its own is shown whole inside the one that
 * names it, so the parameters of its texts count as well. */

static void
gov_uses_embedded(const gov_content_t *content, gov_uses_t *uses)
{
    size_t           i, k, n;
    gov_uses_t       inner;
    const gov_doc_t *doc;

    for (i = 0, n = uses->n; i < n; i++) {
        doc = uses->docs[i];

        if (gov_kinds[doc->kind].route != NULL
            || doc->kind == GOV_KIND_PARAMETER) {
            continue;
        }

        memset(&inner, 0, sizeof(inner));
        gov_uses_object(content, gov_kinds[doc->kind].fields, doc->json,
                        &inner);

        for (k = 0; k < inner.n; k++) {
            if (inner.docs[k]->kind == GOV_KIND_PARAMETER) {
                gov_uses_add(uses, inner.docs[k]);
            }
        }

        uses->failed |= inner.failed;
        gov_uses_free(&inner);
    }
}


void
gov_uses_collect(const gov_content_t *content, const gov_doc_t *doc,
                 gov_uses_t *uses)
{
    size_t i, n;

    gov_uses_object(content, gov_kinds[doc->kind].fields, doc->json, uses);
    gov_uses_embedded(content, uses);

    if (uses->n < 2) {
        return;
    }

    qsort(uses->docs, uses->n, sizeof(gov_doc_t *), gov_uses_cmp);

    for (i = 1, n = 1; i < uses->n; i++) {
        if (uses->docs[i] != uses->docs[n - 1]) {
            uses->docs[n++] = uses->docs[i];
        }
    }

    uses->n = n;
}


void
gov_uses_free(gov_uses_t *uses)
{
    free(uses->docs);
    memset(uses, 0, sizeof(gov_uses_t));
}
