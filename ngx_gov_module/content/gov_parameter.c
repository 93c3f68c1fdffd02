#include "gov_parameter.h"

#include <stdlib.h>

#include "../core/gov_time.h"
#include "gov_render.h"


static const struct {
    const char *unit;
    const char *suffix;
} gov_parameter_units[] = {
    { "percent", "%" },   { "day", " 天" },  { "workday", " 个工作日" },
    { "month", " 个月" }, { "year", " 年" }, { "age", " 周岁" },
    { "count", "" },
};


void
gov_parameter_span(const json_t *value, int64_t *from, int64_t *to)
{
    const json_t *date;

    *from = GOV_TIME_MIN;
    *to = GOV_TIME_MAX;

    date = json_object_get(value, "validFrom");
    if (json_is_string(date)) {
        (void)gov_time_parse_date(json_string_value(date),
                                  json_string_length(date), from);
    }

    date = json_object_get(value, "validTo");
    if (json_is_string(date)
        && gov_time_parse_date(json_string_value(date),
                               json_string_length(date), to))
    {
        *to += 86400;
    }
}


const json_t *
gov_parameter_at(const gov_doc_t *parameter, int64_t at)
{
    size_t        i;
    int64_t       from, to;
    const json_t *values, *value;

    values = json_object_get(parameter->json, "values");

    json_array_foreach(values, i, value)
    {
        gov_parameter_span(value, &from, &to);

        if (from <= at && at < to) {
            return value;
        }
    }

    return NULL;
}


/* fen to yuan: thousands separated, cents only when there are any */

static void
gov_parameter_money(long long fen, gov_buf_t *out)
{
    int  i, n;
    char yuan[32];

    if (fen < 0) {
        gov_buf_putc(out, '-');
        fen = -fen;
    }

    n = snprintf(yuan, sizeof(yuan), "%lld", fen / 100);

    for (i = 0; i < n; i++) {
        gov_buf_putc(out, yuan[i]);

        if ((n - i - 1) % 3 == 0 && i != n - 1) {
            gov_buf_putc(out, ',');
        }
    }

    if (fen % 100 != 0) {
        gov_buf_printf(out, ".%02d", (int)(fen % 100));
    }

    gov_buf_puts(out, " 元");
}


void
gov_parameter_say(const gov_doc_t *parameter, int64_t at, gov_buf_t *out)
{
    size_t        i;
    const char   *unit, *status;
    const json_t *dated, *value;

    dated = gov_parameter_at(parameter, at);
    value = json_object_get(dated, "value");
    status = json_string_value(json_object_get(dated, "status"));
    unit = json_string_value(json_object_get(parameter->json, "unit"));

    if (value == NULL || status == NULL || unit == NULL
        || strcmp(status, "verified") != 0)
    {
        gov_buf_puts(out, GOV_RENDER_ASK);
        return;
    }

    if (strcmp(unit, "fen") == 0) {
        gov_parameter_money(json_is_string(value)
                                ? strtoll(json_string_value(value), NULL, 10)
                                : (long long)json_integer_value(value),
                            out);
        return;
    }

    if (json_is_string(value)) {
        gov_buf_puts(out, json_string_value(value));

    } else {
        gov_buf_printf(out, "%.15g", json_number_value(value));
    }

    for (i = 0;
         i < sizeof(gov_parameter_units) / sizeof(gov_parameter_units[0]); i++)
    {
        if (strcmp(gov_parameter_units[i].unit, unit) == 0) {
            gov_buf_puts(out, gov_parameter_units[i].suffix);
        }
    }
}
