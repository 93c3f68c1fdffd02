/*
 * One value of a field: its type, its form, how long, how large.
 */

#include <string.h>

#include "../core/gov_time.h"
#include "gov_form.h"
#include "gov_lint_walk.h"


typedef struct {
    gov_lint_t            *lint;
    const gov_field_t     *field;
    const gov_json_path_t *path;
} gov_lint_spot_t;


const gov_doc_t *
gov_lint_ref(gov_lint_t *lint, gov_kind_e kind, const char *id,
             const gov_json_path_t *path)
{
    const gov_doc_t *doc;
    gov_lint_quote_t quote;

    doc = gov_content_find(lint->content, kind, id);
    if (doc == NULL && !lint->content->lost[kind]) {
        gov_lint_fault(lint, path, "there is no \"%s\" in %s",
                       gov_lint_quote(&quote, id), gov_kinds[kind].name);
    }

    return doc;
}


static void
gov_lint_length(const gov_lint_spot_t *spot, size_t n)
{
    if (n > (size_t)spot->field->max) {
        gov_lint_fault(spot->lint, spot->path,
                       "\"%s\" is too long: %zu characters, at most %ld are "
                       "allowed",
                       spot->field->name, n, spot->field->max);
    }
}


/* What is wrong, as a predicate behind the field's name. */

static void
gov_lint_predicate(const gov_lint_spot_t *spot, const char *reason)
{
    if (reason != NULL) {
        gov_lint_fault(spot->lint, spot->path, "\"%s\" %s", spot->field->name,
                       reason);
    }
}


static void
gov_lint_line(const gov_lint_spot_t *spot, const char *text, size_t len)
{
    size_t      n;
    const char *reason;

    reason = gov_form_line(text, len, &n);
    if (reason != NULL) {
        gov_lint_predicate(spot, reason);
        return;
    }

    gov_lint_length(spot, n);

    if (strstr(text, "{{") != NULL) {
        gov_lint_predicate(spot,
                           "has \"{{\", but no parameter is put in here");
    }
}


/* The parameter at an opening brace; its closing one, or NULL, reported. */

static const char *
gov_lint_parameter_at(const gov_lint_spot_t *spot, const char *open)
{
    char   id[GOV_ID_MAX + 1];
    size_t n;

    open += 2;

    for (n = 0; n < GOV_ID_MAX && open[n] != '\0' && open[n] != '}'; n++) {
        id[n] = open[n];
    }

    id[n] = '\0';

    if (open[n] != '}' || open[n + 1] != '}' || !gov_form_id(id, n)) {
        gov_lint_predicate(spot, "has malformed braces: \"{{\", a parameter's "
                                 "id and nothing else, \"}}\"");
        return NULL;
    }

    (void)gov_lint_ref(spot->lint, GOV_KIND_PARAMETER, id, spot->path);

    return open + n;
}


/* The parameters a text names, {{id}}; braces that are wrong are one fault,
 * the reader cannot tell where they would end. */

static void
gov_lint_parameters(const gov_lint_spot_t *spot, const char *text)
{
    for (; *text != '\0'; text++) {
        if (text[0] == '}' && text[1] == '}') {
            gov_lint_predicate(spot, "has malformed braces: \"}}\" without "
                                     "\"{{\" before it");
            return;
        }

        if (text[0] == '{' && text[1] == '{') {
            text = gov_lint_parameter_at(spot, text);
            if (text == NULL) {
                return;
            }

            text++; /* the first of the two closing braces */
        }
    }
}


static void
gov_lint_text(const gov_lint_spot_t *spot, const char *text, size_t len)
{
    size_t      n;
    const char *reason;

    reason = gov_form_text(text, len, &n);
    if (reason != NULL) {
        gov_lint_predicate(spot, reason);
        return;
    }

    gov_lint_length(spot, n);
    gov_lint_parameters(spot, text);
}


static void
gov_lint_enum(const gov_lint_spot_t *spot, const char *text)
{
    gov_lint_quote_t   words, quote;
    const char *const *word;

    for (word = spot->field->words; *word != NULL; word++) {
        if (strcmp(*word, text) == 0) {
            return;
        }
    }

    gov_lint_fault(spot->lint, spot->path, "\"%s\" is \"%s\", allowed are: %s",
                   spot->field->name, gov_lint_quote(&quote, text),
                   gov_lint_words(&words, spot->field->words));
}


static const char *
gov_lint_form(gov_field_type_e type, const char *text, size_t len)
{
    int64_t  seconds;
    unsigned minutes;

    switch (type) {

    case GOV_FIELD_ID:
        return gov_form_id(text, len) ? NULL
                                      : "must be lower-case letters, digits "
                                        "and hyphens within";

    case GOV_FIELD_CODE:
        return gov_form_code(text, len) ? NULL
                                        : "must be letters, digits, \"-\" and "
                                          "\"_\"";

    case GOV_FIELD_TASKCODE:
        return gov_form_taskcode(text, len);

    case GOV_FIELD_USCC:
        return gov_form_uscc(text, len);

    case GOV_FIELD_DATE:
        return gov_time_parse_date(text, len, &seconds)
                   ? NULL
                   : "must be a day that exists, \"YYYY-MM-DD\"";

    case GOV_FIELD_TIME:
        return gov_time_parse_clock(text, len, &minutes)
                   ? NULL
                   : "must be a time from \"00:00\" to \"24:00\"";

    case GOV_FIELD_URL:
        return gov_form_url(text, len) ? NULL
                                       : "must be an address that begins with "
                                         "\"https://\"";

    default:
        return NULL;
    }
}


static void
gov_lint_any_string(const gov_lint_spot_t *spot, const json_t *value)
{
    size_t      len;
    const char *text, *reason;

    text = json_string_value(value);
    len = json_string_length(value);

    if (text == NULL) {
        gov_lint_predicate(spot, "must be a string");
        return;
    }

    if (len == 0) {
        gov_lint_predicate(spot, "is empty");
        return;
    }

    switch (spot->field->type) {

    case GOV_FIELD_LINE:
        gov_lint_line(spot, text, len);
        return;

    case GOV_FIELD_TEXT:
        gov_lint_text(spot, text, len);
        return;

    case GOV_FIELD_ENUM:
        gov_lint_enum(spot, text);
        return;

    case GOV_FIELD_REF:
        (void)gov_lint_ref(spot->lint, (gov_kind_e)spot->field->ref, text,
                           spot->path);
        return;

    default:
        reason = gov_lint_form(spot->field->type, text, len);
        gov_lint_predicate(spot, reason);
        break;
    }

    if (reason == NULL && spot->field->max > 0) {
        gov_lint_length(spot, len);
    }
}


static void
gov_lint_number(const gov_lint_spot_t *spot, const json_t *value)
{
    double number;

    if (spot->field->type == GOV_FIELD_INT && !json_is_integer(value)) {
        gov_lint_predicate(spot, "must be an integer");
        return;
    }

    if (!json_is_number(value)) {
        gov_lint_predicate(spot, "must be a number");
        return;
    }

    number = json_number_value(value);

    if (number < (double)spot->field->min || number > (double)spot->field->max)
    {
        gov_lint_fault(spot->lint, spot->path,
                       "\"%s\" must be from %ld to %ld", spot->field->name,
                       spot->field->min, spot->field->max);
    }
}


static void
gov_lint_scalar(const gov_lint_spot_t *spot, const json_t *value)
{
    if (json_is_string(value)) {
        gov_lint_line(spot, json_string_value(value),
                      json_string_length(value));

    } else if (!json_is_number(value) && !json_is_boolean(value)) {
        gov_lint_predicate(spot, "must be a string, a number, true or false");
    }
}


void
gov_lint_value(gov_lint_t *lint, const gov_field_t *field, const json_t *value,
               const gov_json_path_t *path)
{
    gov_lint_spot_t spot;

    spot = (gov_lint_spot_t){ lint, field, path };

    switch (field->type) {

    case GOV_FIELD_BOOL:
        if (!json_is_boolean(value)) {
            gov_lint_predicate(&spot, "must be true or false");
        }
        break;

    case GOV_FIELD_INT:
    case GOV_FIELD_NUMBER:
        gov_lint_number(&spot, value);
        break;

    case GOV_FIELD_SCALAR:
        gov_lint_scalar(&spot, value);
        break;

    case GOV_FIELD_CONDITION:
        gov_lint_condition(lint, value, path);
        break;

    case GOV_FIELD_OBJECT:
        if (json_is_object(value)) {
            gov_lint_object(lint, field->fields, value, path, false);

        } else {
            gov_lint_predicate(&spot, "must be an object");
        }
        break;

    default:
        gov_lint_any_string(&spot, value);
        break;
    }
}
