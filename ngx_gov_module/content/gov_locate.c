#include "gov_locate.h"

#include <stdlib.h>
#include <string.h>

#include "../core/gov_file.h"


void
gov_locate_init(gov_locate_t *locate, const gov_content_t *content)
{
    memset(locate, 0, sizeof(gov_locate_t));
    locate->content = content;
}


void
gov_locate_done(gov_locate_t *locate)
{
    gov_json_lines_free(locate->lines);
    free(locate->text);

    locate->file = NULL;
    locate->text = NULL;
    locate->lines = NULL;
}


static void
gov_locate_open(gov_locate_t *locate, const char *file)
{
    size_t      len;
    const char *text, *reason;

    gov_locate_done(locate);

    locate->file = file;
    text = locate->content->text;
    len = locate->content->text_len;

    if (text == NULL) {
        locate->text = gov_file_read(file, GOV_DOC_MAX, &len, &reason);
        text = locate->text;
    }

    if (text != NULL) {
        locate->lines = gov_json_lines_new(text, len);
    }
}


unsigned
gov_locate_line(gov_locate_t *locate, const gov_doc_t *doc,
                const gov_json_path_t *path, bool key)
{
    if (locate->file == NULL || strcmp(locate->file, doc->file) != 0) {
        gov_locate_open(locate, doc->file);
    }

    return locate->lines == NULL ? 0 : gov_json_line(locate->lines, path, key);
}


int
gov_locate_order(const void *one, const void *two)
{
    int              rc;
    const gov_doc_t *a, *b;

    a = one;
    b = two;

    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }

    rc = a->file == b->file ? 0 : strcmp(a->file, b->file);

    return rc != 0 ? rc : (a->index > b->index) - (a->index < b->index);
}


int
gov_locate_order_ptr(const void *one, const void *two)
{
    const gov_doc_t *const *a, *const *b;

    a = one;
    b = two;

    return gov_locate_order(*a, *b);
}
