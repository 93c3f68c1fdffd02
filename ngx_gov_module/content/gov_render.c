#include "gov_render.h"

#include <stdlib.h>

#include "../core/gov_time.h"
#include "gov_parameter.h"
#include "gov_uses.h"


typedef struct {
    const gov_content_t *content;
    int64_t              at;
    gov_buf_t           *out;
} gov_render_t;


static void gov_render_object(gov_render_t *render, const gov_field_t *fields,
                              const json_t *object, unsigned only);


void
gov_moments_free(gov_moments_t *moments)
{
    free(moments->at);
    memset(moments, 0, sizeof(gov_moments_t));
}


void
gov_moments_add(gov_moments_t *moments, int64_t at)
{
    size_t   i, nalloc;
    int64_t *p;

    if (at == GOV_TIME_MIN || at == GOV_TIME_MAX || moments->failed) {
        return;
    }

    for (i = moments->n; i > 0 && moments->at[i - 1] >= at; i--) {
        if (moments->at[i - 1] == at) {
            return;
        }
    }

    if (moments->n == moments->nalloc) {
        nalloc = moments->nalloc == 0 ? 8 : moments->nalloc * 2;
        p = realloc(moments->at, nalloc * sizeof(int64_t));
        if (p == NULL) {
            moments->failed = true;
            return;
        }

        moments->at = p;
        moments->nalloc = nalloc;
    }

    memmove(&moments->at[i + 1], &moments->at[i],
            (moments->n - i) * sizeof(int64_t));
    moments->at[i] = at;
    moments->n++;
}


static void
gov_render_moments_of(const gov_doc_t *doc, gov_moments_t *moments)
{
    size_t        i;
    int64_t       from, to;
    const json_t *values, *value;

    gov_moments_add(moments, doc->valid_from);
    gov_moments_add(moments, doc->valid_to);

    if (doc->kind != GOV_KIND_PARAMETER) {
        return;
    }

    values = json_object_get(doc->json, "values");

    json_array_foreach(values, i, value)
    {
        gov_parameter_span(value, &from, &to);
        gov_moments_add(moments, from);
        gov_moments_add(moments, to);
    }
}


void
gov_render_moments(const gov_content_t *content, const gov_doc_t *doc,
                   gov_moments_t *moments)
{
    size_t     i;
    gov_uses_t uses = { 0 };

    gov_render_moments_of(doc, moments);
    gov_uses_collect(content, doc, &uses);

    for (i = 0; i < uses.n; i++) {
        gov_render_moments_of(uses.docs[i], moments);
    }

    moments->failed |= uses.failed;
    gov_uses_free(&uses);
}


static void
gov_render_text(gov_render_t *render, const json_t *value)
{
    char             name[GOV_ID_MAX + 1];
    size_t           pos, start, done;
    gov_buf_t        text = GOV_BUF_INIT;
    gov_str_t        source, id;
    const gov_doc_t *parameter;

    source.data = json_string_value(value);
    source.len = json_string_length(value);
    pos = 0;
    done = 0;

    while (gov_uses_next(source, &pos, &start, &id)) {
        gov_buf_add(&text, source.data + done, start - done);
        done = pos;

        snprintf(name, sizeof(name), "%.*s", (int)id.len, id.data);
        parameter =
            gov_content_find(render->content, GOV_KIND_PARAMETER, name);
        if (parameter == NULL) {
            gov_buf_puts(&text, GOV_RENDER_ASK);

        } else {
            gov_parameter_say(parameter, render->at, &text);
        }
    }

    gov_buf_add(&text, source.data + done, source.len - done);
    gov_buf_json(render->out, text.data, text.len);
    render->out->failed |= text.failed;
    gov_buf_free(&text);
}


static void
gov_render_real(gov_buf_t *out, double real)
{
    char text[40];

    /* the shortest of the two that reads back as the same number */

    snprintf(text, sizeof(text), "%.15g", real);

    if (strtod(text, NULL) != real) {
        snprintf(text, sizeof(text), "%.17g", real);
    }

    gov_buf_puts(out, text);
}


static void
gov_render_any(gov_buf_t *out, const json_t *value)
{
    char *text;

    if (json_is_string(value)) {
        gov_buf_json(out, json_string_value(value), json_string_length(value));
        return;
    }

    if (json_is_real(value)) {
        gov_render_real(out, json_real_value(value));
        return;
    }

    text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (text == NULL) {
        out->failed = true;
        return;
    }

    gov_buf_puts(out, text);
    free(text);
}


static void
gov_render_value(gov_render_t *render, const gov_field_t *field,
                 const json_t *value)
{
    if (field->type == GOV_FIELD_OBJECT) {
        gov_render_object(render, field->fields, value, 0);
        return;
    }

    if (field->type == GOV_FIELD_TEXT) {
        gov_render_text(render, value);
        return;
    }

    gov_render_any(render->out, value);
}


/* an element that names a document which does not hold at the moment */

static bool
gov_render_lapsed(gov_render_t *render, const gov_field_t *field,
                  const json_t *value)
{
    const gov_doc_t *doc;

    if (field->type != GOV_FIELD_REF) {
        return false;
    }

    doc = gov_content_find(render->content, field->ref,
                           json_string_value(value));

    return doc == NULL || !gov_render_holds(doc, render->at);
}


static void
gov_render_list(gov_render_t *render, const gov_field_t *field,
                const json_t *list)
{
    bool          first;
    size_t        i;
    const json_t *value;

    first = true;
    gov_buf_putc(render->out, '[');

    json_array_foreach(list, i, value)
    {
        if (gov_render_lapsed(render, field, value)) {
            continue;
        }

        if (!first) {
            gov_buf_putc(render->out, ',');
        }

        first = false;
        gov_render_value(render, field, value);
    }

    gov_buf_putc(render->out, ']');
}


static void
gov_render_fields(gov_render_t *render, const gov_field_t *fields,
                  const json_t *object, unsigned only, bool first)
{
    const json_t      *value;
    const gov_field_t *field;

    for (field = fields; field->name != NULL; field++) {
        if ((field->flags & GOV_PRIVATE)
            || (only != 0 && !(field->flags & only))) {
            continue;
        }

        value = json_object_get(object, field->name);
        if (value == NULL) {
            continue;
        }

        if (!first) {
            gov_buf_putc(render->out, ',');
        }

        first = false;
        gov_buf_printf(render->out, "\"%s\":", field->name);

        if (field->flags & GOV_LIST) {
            gov_render_list(render, field, value);

        } else {
            gov_render_value(render, field, value);
        }
    }
}


static void
gov_render_object(gov_render_t *render, const gov_field_t *fields,
                  const json_t *object, unsigned only)
{
    gov_buf_putc(render->out, '{');
    gov_render_fields(render, fields, object, only, true);
    gov_buf_putc(render->out, '}');
}


static void
gov_render_parameter(gov_render_t *render, const gov_doc_t *doc)
{
    gov_buf_t     text = GOV_BUF_INIT;
    const json_t *value;

    value = gov_parameter_at(doc, render->at);

    gov_buf_puts(render->out, "{\"id\":");
    gov_render_any(render->out, json_object_get(doc->json, "id"));
    gov_buf_puts(render->out, ",\"title\":");
    gov_render_any(render->out, json_object_get(doc->json, "title"));
    gov_buf_puts(render->out, ",\"text\":");
    gov_parameter_say(doc, render->at, &text);
    gov_buf_json(render->out, text.data, text.len);
    gov_buf_free(&text);

    if (value != NULL) {
        gov_buf_puts(render->out, ",\"status\":");
        gov_render_any(render->out, json_object_get(value, "status"));
        gov_buf_puts(render->out, ",\"validFrom\":");
        gov_render_any(render->out, json_object_get(value, "validFrom"));
    }

    gov_buf_putc(render->out, '}');
}


static void
gov_render_ref(gov_render_t *render, const gov_doc_t *doc)
{
    const gov_kind_t *kind;

    kind = &gov_kinds[doc->kind];

    gov_buf_printf(render->out, "{\"kind\":\"%s\",", kind->name);

    if (kind->route == NULL) {
        gov_render_fields(render, kind->fields, doc->json, 0, true);

    } else {
        gov_buf_printf(render->out, "\"id\":\"%s\",\"title\":", doc->id);
        gov_render_any(render->out, json_object_get(doc->json, "title"));
        gov_buf_printf(render->out, ",\"href\":\"%s/%s\"", kind->route,
                       doc->id);
    }

    gov_buf_putc(render->out, '}');
}


static void
gov_render_uses(gov_render_t *render, const gov_uses_t *uses, bool parameters)
{
    bool             first;
    size_t           i;
    const gov_doc_t *doc;

    first = true;

    for (i = 0; i < uses->n; i++) {
        doc = uses->docs[i];

        if ((doc->kind == GOV_KIND_PARAMETER) != parameters
            || !gov_render_holds(doc, render->at))
        {
            continue;
        }

        if (first) {
            gov_buf_puts(render->out,
                         parameters ? ",\"parameters\":[" : ",\"refs\":[");

        } else {
            gov_buf_putc(render->out, ',');
        }

        first = false;

        if (parameters) {
            gov_render_parameter(render, doc);

        } else {
            gov_render_ref(render, doc);
        }
    }

    if (!first) {
        gov_buf_putc(render->out, ']');
    }
}


void
gov_render_doc(const gov_content_t *content, const gov_doc_t *doc, int64_t at,
               gov_buf_t *out)
{
    gov_uses_t   uses = { 0 };
    gov_render_t render = { content, at, out };

    gov_uses_collect(content, doc, &uses);

    gov_buf_printf(out, "{\"kind\":\"%s\"", gov_kinds[doc->kind].name);

    if (json_is_true(json_object_get(doc->json, "sample"))) {
        gov_buf_puts(out, ",\"sampleNotice\":\"" GOV_RENDER_SAMPLE "\"");
    }

    gov_render_fields(&render, gov_kinds[doc->kind].fields, doc->json, 0,
                      false);
    gov_render_uses(&render, &uses, true);
    gov_render_uses(&render, &uses, false);
    gov_buf_putc(out, '}');

    out->failed |= uses.failed;
    gov_uses_free(&uses);
}


void
gov_render_summary(const gov_content_t *content, const gov_doc_t *doc,
                   int64_t at, gov_buf_t *out)
{
    gov_render_t render = { content, at, out };

    gov_render_object(&render, gov_kinds[doc->kind].fields, doc->json,
                      GOV_SUMMARY);
}
