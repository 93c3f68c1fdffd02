#include "gov_lint.h"

#include <stdlib.h>
#include <string.h>

#include "gov_lint_walk.h"


#define GOV_LINT_NAME_MAX 32


/* How many letters two names differ by, upper and lower case being one; names
 * of GOV_LINT_NAME_MAX bytes at most.  V. Levenshtein, 1966. */

static unsigned
gov_lint_distance(const char *one, const char *two)
{
    size_t   i, j, n;
    unsigned row[GOV_LINT_NAME_MAX + 1], last, above, least;

    n = strlen(two);

    for (j = 0; j <= n; j++) {
        row[j] = (unsigned)j;
    }

    for (i = 0; one[i] != '\0'; i++) {
        last = row[0];
        row[0] = (unsigned)i + 1;

        for (j = 1; j <= n; j++) {
            above = row[j];
            least = last + ((one[i] | 0x20) != (two[j - 1] | 0x20));
            least = above + 1 < least ? above + 1 : least;
            least = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            last = above;
            row[j] = least;
        }
    }

    return row[n];
}


static const char *
gov_lint_nearest(const gov_field_t *fields, const char *name)
{
    size_t             len;
    unsigned           distance, best;
    const char        *nearest;
    const gov_field_t *field;

    len = strlen(name);
    nearest = NULL;
    best = len < 4 ? 2 : 3;

    if (len > GOV_LINT_NAME_MAX) {
        return NULL;
    }

    for (field = fields; field->name != NULL; field++) {
        if (strlen(field->name) > GOV_LINT_NAME_MAX) {
            continue;
        }

        distance = gov_lint_distance(name, field->name);
        if (distance < best) {
            best = distance;
            nearest = field->name;
        }
    }

    return nearest;
}


static void
gov_lint_unknown(gov_lint_t *lint, const gov_field_t *fields,
                 const json_t *object, const gov_json_path_t *path)
{
    json_t          *value;
    const char      *key, *nearest;
    gov_json_path_t  place;
    gov_lint_quote_t quote;

    json_object_foreach((json_t *)object, key, value)
    {
        if (gov_field_by_name(fields, key) != NULL) {
            continue;
        }

        place = (gov_json_path_t){ path, key, 0 };
        nearest = gov_lint_nearest(fields, key);

        if (nearest != NULL) {
            gov_lint_fault_key(lint, &place,
                               "unknown field \"%s\"; is \"%s\" meant?",
                               gov_lint_quote(&quote, key), nearest);

        } else {
            gov_lint_fault_key(lint, &place, "unknown field \"%s\"",
                               gov_lint_quote(&quote, key));
        }
    }
}


static void
gov_lint_list(gov_lint_t *lint, const gov_field_t *field, const json_t *list,
              const gov_json_path_t *path)
{
    size_t          i;
    gov_json_path_t element;

    if (!json_is_array(list)) {
        gov_lint_fault(lint, path, "\"%s\" must be a list", field->name);
        return;
    }

    if (json_array_size(list) == 0) {
        gov_lint_fault(lint, path, "\"%s\" is an empty list; leave it out",
                       field->name);
    }

    if (json_array_size(list) > GOV_LIST_MAX) {
        gov_lint_fault(lint, path,
                       "\"%s\" has %zu values, at most %d are "
                       "allowed",
                       field->name, json_array_size(list), GOV_LIST_MAX);
    }

    for (i = 0; i < gov_lint_count(list); i++) {
        element = (gov_json_path_t){ path, NULL, i };
        gov_lint_value(lint, field, json_array_get(list, i), &element);
    }

    if (field->flags & GOV_UNIQUE) {
        gov_lint_unique(lint, list, path, NULL);
    }
}


void
gov_lint_object(gov_lint_t *lint, const gov_field_t *fields,
                const json_t *object, const gov_json_path_t *path, bool top)
{
    json_t            *value;
    gov_json_path_t    place;
    const gov_field_t *field;

    gov_lint_unknown(lint, fields, object, path);

    for (field = fields; field->name != NULL; field++) {
        value = json_object_get(object, field->name);
        place = (gov_json_path_t){ path, field->name, 0 };

        if (value == NULL) {
            if (field->flags & GOV_REQUIRED) {
                gov_lint_fault(lint, path, "\"%s\" is missing", field->name);
            }

            continue;
        }

        /* the load has looked at these and would be repeated */

        if (top
            && (strcmp(field->name, "id") == 0
                || strcmp(field->name, "validFrom") == 0
                || strcmp(field->name, "validTo") == 0))
        {
            continue;
        }

        if (field->flags & GOV_LIST) {
            gov_lint_list(lint, field, value, &place);

        } else {
            gov_lint_value(lint, field, value, &place);
        }
    }
}


static void
gov_lint_doc(gov_lint_t *lint, const gov_doc_t *doc)
{
    gov_json_path_t element;

    element = (gov_json_path_t){ NULL, NULL, (size_t)doc->index };

    lint->doc = doc;
    lint->root = doc->index < 0 ? NULL : &element;

    gov_lint_object(lint, gov_kinds[doc->kind].fields, doc->json, lint->root,
                    true);
    gov_lint_rules(lint);
}


void
gov_lint(const gov_content_t *content, gov_report_t *report)
{
    size_t            i;
    gov_lint_t        lint;
    const gov_doc_t **docs;

    docs = calloc(content->ndocs + 1, sizeof(gov_doc_t *));
    if (docs == NULL) {
        gov_report_add(report, GOV_ERROR, NULL, 0, NULL, "out of memory");
        return;
    }

    /* file by file, so that a file with faults is read again only once */

    for (i = 0; i < content->ndocs; i++) {
        docs[i] = &content->docs[i];
    }

    qsort(docs, content->ndocs, sizeof(gov_doc_t *), gov_locate_order_ptr);

    memset(&lint, 0, sizeof(lint));
    lint.content = content;
    lint.report = report;
    gov_locate_init(&lint.locate, content);

    for (i = 0; i < content->ndocs; i++) {
        gov_lint_doc(&lint, docs[i]);
    }

    gov_locate_done(&lint.locate);
    free(docs);
}
