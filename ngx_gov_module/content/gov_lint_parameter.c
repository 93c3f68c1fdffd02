/*
 * Dated values: their form, and that any day has one value at most.
 */

#include <stdlib.h>
#include <string.h>

#include "../core/gov_time.h"
#include "gov_form.h"
#include "gov_lint_walk.h"
#include "gov_parameter.h"


typedef struct {
    int64_t from;
    int64_t to;
    size_t  index;
} gov_lint_span_t;


static void
gov_lint_amount(gov_lint_t *lint, const json_t *value, const char *unit,
                const gov_json_path_t *path)
{
    bool whole;

    if (value == NULL || unit == NULL) {
        return;
    }

    whole = strcmp(unit, "percent") != 0 && strcmp(unit, "year") != 0;

    if (json_is_integer(value)) {
        if (json_integer_value(value) < 0) {
            gov_lint_fault(lint, path, "a value cannot be less than zero");
        }

        return;
    }

    if (json_is_real(value)) {
        gov_lint_fault(lint, path,
                       "a decimal must be written as a string, e.g. \"0.5\"");
        return;
    }

    if (!json_is_string(value)
        || !gov_form_decimal(json_string_value(value),
                             json_string_length(value), whole))
    {
        gov_lint_fault(lint, path, "a value in %s must be %s", unit,
                       whole ? "a whole number"
                             : "a number, or a decimal as a string");
    }
}


static int
gov_lint_span_cmp(const void *one, const void *two)
{
    const gov_lint_span_t *a, *b;

    a = one;
    b = two;

    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }

    return (a->index > b->index) - (a->index < b->index);
}


/* Spans in the order of their days: none may begin before all earlier ones
 * have ended, and one that begins later leaves days without a value. */

static void
gov_lint_spans(gov_lint_t *lint, gov_lint_span_t *spans, size_t n,
               const gov_json_path_t *path)
{
    char            day[GOV_TIME_RFC3339_LEN + 1];
    size_t          i, last;
    gov_json_path_t element, place;

    if (n == 0) {
        return;
    }

    qsort(spans, n, sizeof(gov_lint_span_t), gov_lint_span_cmp);

    last = 0; /* the one that holds longest */

    for (i = 1; i < n; i++) {
        element = (gov_json_path_t){ path, NULL, spans[i].index };
        place = (gov_json_path_t){ &element, "validFrom", 0 };

        if (spans[i].from < spans[last].to) {
            gov_time_rfc3339(spans[last].from, day);
            gov_lint_fault(lint, &place,
                           "on this day the value from %.10s still holds",
                           day);

        } else if (spans[i].from > spans[last].to) {
            gov_time_rfc3339(spans[last].to, day);
            gov_lint_warn(lint, &place,
                          "no value holds from %.10s until this day", day);
        }

        if (spans[i].to > spans[last].to) {
            last = i;
        }
    }
}


void
gov_lint_parameter(gov_lint_t *lint)
{
    size_t          i, n;
    json_t         *list, *value;
    const char     *unit;
    gov_lint_span_t spans[GOV_LIST_MAX], *span;
    gov_json_path_t place, element, field;

    list = json_object_get(lint->doc->json, "values");
    unit = gov_lint_string(lint->doc->json, "unit");
    place = (gov_json_path_t){ lint->root, "values", 0 };
    n = 0;

    for (i = 0; i < gov_lint_count(list); i++) {
        value = json_array_get(list, i);
        element = (gov_json_path_t){ &place, NULL, i };
        field = (gov_json_path_t){ &element, "value", 0 };

        gov_lint_amount(lint, json_object_get(value, "value"), unit, &field);

        span = &spans[n];
        span->index = i;
        gov_parameter_span(value, &span->from, &span->to);

        if (span->to <= span->from) {
            field.key = "validTo";
            gov_lint_fault(lint, &field,
                           "\"validTo\" is before \"validFrom\"");

        } else if (span->from != GOV_TIME_MIN) {
            n++;
        }
    }

    gov_lint_spans(lint, spans, n, &place);
}
