#include "gov_content_load.h"

#include <stdlib.h>

#include "../core/gov_json.h"
#include "../core/gov_time.h"
#include "gov_form.h"


#define GOV_CONTENT_DAY 86400

/* One file while its documents are taken up. */

typedef struct {
    gov_content_load_t *load;
    gov_kind_e          kind;
    const char         *name;
    const char         *text;
    size_t              len;
    gov_json_lines_t   *lines; /* made at the first fault */
} gov_content_file_t;


static unsigned
gov_content_line(gov_content_file_t *file, const gov_json_path_t *path)
{
    if (file->lines == NULL) {
        file->lines = gov_json_lines_new(file->text, file->len);
    }

    return file->lines == NULL ? 0 : gov_json_line(file->lines, path, false);
}


/* A validity date, or the given one when there is none or a wrong one. */

static int64_t
gov_content_date(gov_content_file_t *file, const gov_doc_t *doc,
                 const gov_json_path_t *base, const char *field, int64_t never)
{
    int64_t         seconds;
    json_t         *value;
    gov_json_path_t path;

    value = json_object_get(doc->json, field);
    if (value == NULL) {
        return never;
    }

    if (json_is_string(value)
        && gov_time_parse_date(json_string_value(value),
                               json_string_length(value), &seconds))
    {
        return seconds;
    }

    path = (gov_json_path_t){ base, field, 0 };

    gov_report_add(file->load->report, GOV_ERROR, file->name,
                   gov_content_line(file, &path), doc->id,
                   "\"%s\" must be a day that exists, \"YYYY-MM-DD\"", field);

    return never;
}


static void
gov_content_validity(gov_content_file_t *file, gov_doc_t *doc,
                     const gov_json_path_t *base)
{
    gov_json_path_t path;

    doc->valid_from =
        gov_content_date(file, doc, base, "validFrom", GOV_TIME_MIN);
    doc->valid_to = gov_content_date(file, doc, base, "validTo", GOV_TIME_MAX);

    if (doc->valid_to == GOV_TIME_MAX) {
        return;
    }

    doc->valid_to += GOV_CONTENT_DAY;

    if (doc->valid_from >= doc->valid_to) {
        path = (gov_json_path_t){ base, "validTo", 0 };

        gov_report_add(file->load->report, GOV_ERROR, file->name,
                       gov_content_line(file, &path), doc->id,
                       "\"validTo\" is before \"validFrom\"");
    }
}


static gov_doc_t *
gov_content_push(gov_content_load_t *load)
{
    size_t     nalloc;
    gov_doc_t *docs;

    if (load->ndocs == load->nalloc) {
        nalloc = load->nalloc == 0 ? 64 : load->nalloc * 2;

        docs = realloc(load->docs, nalloc * sizeof(gov_doc_t));
        if (docs == NULL) {
            load->nomem = true;
            return NULL;
        }

        load->docs = docs;
        load->nalloc = nalloc;
    }

    return &load->docs[load->ndocs++];
}


/* The document's id, or NULL with the fault reported. */

static const char *
gov_content_id(gov_content_file_t *file, json_t *json,
               const gov_json_path_t *base)
{
    json_t         *id;
    gov_report_t   *report;
    gov_json_path_t path;

    report = file->load->report;

    if (!json_is_object(json)) {
        gov_report_add(report, GOV_ERROR, file->name,
                       gov_content_line(file, base), NULL,
                       "a document must be an object");
        return NULL;
    }

    id = json_object_get(json, "id");
    path = (gov_json_path_t){ base, "id", 0 };

    if (id == NULL) {
        gov_report_add(report, GOV_ERROR, file->name,
                       gov_content_line(file, base), NULL,
                       "the document has no \"id\"");
        return NULL;
    }

    if (!json_is_string(id) || json_string_length(id) > GOV_ID_MAX
        || !gov_form_id(json_string_value(id), json_string_length(id)))
    {
        gov_report_add(report, GOV_ERROR, file->name,
                       gov_content_line(file, &path), NULL,
                       "\"id\" must be lower-case letters, digits and hyphens "
                       "within, at most %d",
                       GOV_ID_MAX);
        return NULL;
    }

    return json_string_value(id);
}


static void
gov_content_add_doc(gov_content_file_t *file, json_t *json, int index)
{
    gov_doc_t             *doc;
    const char            *id;
    gov_json_path_t        element;
    const gov_json_path_t *base;

    element = (gov_json_path_t){ NULL, NULL, index < 0 ? 0 : (size_t)index };
    base = index < 0 ? NULL : &element;

    id = gov_content_id(file, json, base);
    if (id == NULL) {
        file->load->content->lost[file->kind] = true;
        return;
    }

    doc = gov_content_push(file->load);
    if (doc == NULL) {
        return;
    }

    doc->kind = file->kind;
    doc->id = id;
    doc->file = file->name;
    doc->index = index;
    doc->json = json;

    gov_content_validity(file, doc, base);
}


void
gov_content_add_text(gov_content_load_t *load, gov_kind_e kind,
                     const char *name, const char *text, size_t len)
{
    size_t             i;
    json_t            *root, *json;
    gov_json_error_t   error;
    gov_content_file_t file;

    root = gov_json_parse(text, len, GOV_NESTING_MAX, &error);
    if (root == NULL) {
        gov_report_add(load->report, GOV_ERROR, name, error.line, NULL, "%s",
                       error.reason);
        load->content->lost[kind] = true;
        return;
    }

    if (json_array_append_new(load->content->roots, root) == -1) {
        load->nomem = true;
        return;
    }

    file = (gov_content_file_t){ load, kind, name, text, len, NULL };

    if (json_is_object(root)) {
        gov_content_add_doc(&file, root, -1);

    } else if (json_array_size(root) == 0) {
        gov_report_add(load->report, GOV_WARNING, name, 1, NULL,
                       "there is no document in the file");
    }

    json_array_foreach(root, i, json)
    {
        gov_content_add_doc(&file, json, (int)i);
    }

    gov_json_lines_free(file.lines);
}
